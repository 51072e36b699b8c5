// Owns taking titles, places and dates out of recordings, where that can be done without touching the sound.
// Leaves Ogg and WebM as they are (their recorders write no person into them) and AMR, which has nothing but sound.
import type { Content } from './content-type.js';

/** The recording without its tags. */
export function cleanVoice(bytes: Buffer, format: Extract<Content, { kind: 'voice' }>['format']): Buffer {
  if (format === 'mp3' || format === 'aac') return withoutId3(bytes);
  if (format === 'm4a') return withoutMovieTags(bytes);
  return format === 'wav' ? withoutWaveTags(bytes) : bytes;
}

function withoutId3(bytes: Buffer): Buffer {
  let from = 0;
  while (bytes.toString('latin1', from, from + 3) === 'ID3' && from + 10 <= bytes.length) {
    const [a, b, c, d] = [...bytes.subarray(from + 6, from + 10)] as [number, number, number, number]; // four bytes were just found to be there
    const footer = (bytes[from + 5]! & 0x10) === 0 ? 0 : 10;
    from += 10 + footer + ((a & 0x7f) << 21 | (b & 0x7f) << 14 | (c & 0x7f) << 7 | (d & 0x7f));
  }
  const rest = bytes.subarray(Math.min(from, bytes.length));
  return rest.length >= 128 && rest.toString('latin1', rest.length - 128, rest.length - 125) === 'TAG' ? rest.subarray(0, -128) : rest;
}

const CONTAINERS = ['moov', 'trak', 'mdia'];
const TAGS = ['udta', 'meta', 'uuid'];
const DATED = ['mvhd', 'tkhd', 'mdhd'];

/** Tags become free space of the same size, so that every offset to the sound stays right; dates become none. */
function withoutMovieTags(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const walk = (from: number, to: number): void => {
    let at = from;
    while (at + 8 <= to) {
      const short = copy.readUInt32BE(at);
      const size = short === 0 ? to - at : short === 1 && at + 16 <= to ? Number(copy.readBigUInt64BE(at + 8)) : short;
      const head = short === 1 ? 16 : 8;
      if (size < head || at + size > to) return;
      const type = copy.toString('latin1', at + 4, at + 8);
      if (CONTAINERS.includes(type)) walk(at + head, at + size);
      if (TAGS.includes(type)) {
        copy.write('free', at + 4, 'latin1');
        copy.fill(0, at + head, at + size);
      }
      if (DATED.includes(type)) copy.fill(0, at + head + 4, Math.min(at + head + 4 + (copy[at + head] === 1 ? 16 : 8), at + size));
      at += size;
    }
  };
  walk(0, copy.length);
  return copy;
}

const SOUND = ['fmt ', 'fact', 'data'];

/** Only the chunks that make the sound; a recorder that never learnt its length wrote none, then it is the rest. */
function withoutWaveTags(bytes: Buffer): Buffer {
  const kept: Buffer[] = [];
  let at = 12;
  while (at + 8 <= bytes.length) {
    const size = Math.min(bytes.readUInt32LE(at + 4), bytes.length - at - 8);
    if (SOUND.includes(bytes.toString('latin1', at, at + 4))) {
      const chunk = Buffer.concat([bytes.subarray(at, at + 8 + size), Buffer.alloc(size % 2)]);
      chunk.writeUInt32LE(size, 4);
      kept.push(chunk);
    }
    at += 8 + size + (size % 2);
  }
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF....WAVE', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}
