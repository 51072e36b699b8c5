// Owns how a file may be called: cleaned of paths and signs, with the ending of its content, or a neutral name.
// Leaves which reader gets which name to the ticket feature.
import type { AttachmentKind } from '@zhitongche/shared/attachment/vocabulary.js';
import { ATTACHMENT_KIND_LABELS } from '@zhitongche/shared/attachment/vocabulary.js';

const MAX_LETTERS = 80;
/** Control and format characters (also those that turn the reading direction), and what file systems and headers stumble over. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}"*:<>?|/\\;%`]/gu;

/** `../../C:\\照片\\村口.JPG` with content jpg → `村口.jpg`; nothing left → `未命名.jpg`. */
export function cleanName(name: string, ending: string): string {
  const last = name.split(/[/\\]/).pop() ?? '';
  const stem = last.replace(/\.[A-Za-z0-9]{1,5}$/, '').replace(UNFIT, '').replace(/\s+/gu, ' ').replace(/^[. ]+|[. ]+$/g, '');
  const letters = [...stem].slice(0, MAX_LETTERS).join('').replace(/[. ]+$/, '');
  return `${letters === '' ? '未命名' : letters}.${ending}`;
}

/** Whether a file was announced under this name, whatever ending its content gave it since. */
export const namedBy = (kept: string, announced: string): boolean => cleanName(kept, 'part') === cleanName(announced, 'part');

/** 照片1.jpg: tells nothing of who made it. `place` counts from 1. */
export function neutralName(kind: AttachmentKind, place: number, fileName: string): string {
  return `${ATTACHMENT_KIND_LABELS[kind]}${String(place)}${/\.[a-z0-9]+$/.exec(fileName)?.[0] ?? ''}`;
}
