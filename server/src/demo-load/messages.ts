// Owns reading a file of messages, one JSON object a line, whatever else the file holds: strange lines are named, never fatal.
// Leaves turning a message into a report to plan.ts.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UNKEEPABLE, VISIBLE } from '@zhitongche/shared/sayable.js';
import { uuidOf } from './chances.js';

export interface Message {
  /** Stable for the same file name, line, words and seed: of the ticket, and of everything done to it. */
  id: string;
  line: number;
  title: string;
  text: string;
  label: string;
  /** Milliseconds, or null; orders messages, nothing else. */
  at: number | null;
}

export interface StrangeLine {
  line: number;
  why: string;
}

export interface MessageFile {
  messages: Message[];
  strange: StrangeLine[];
  /** Texts that were longer than a report may be. */
  clipped: number;
}

/** As in the contract of submitting: code points. */
const LONGEST_TITLE = 80;
const LONGEST_TEXT = 5000;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Oldest first; without a time in the order of the file, after those that have one. @throws Error when the file cannot be read */
export async function readMessages(file: string, seed: string): Promise<MessageFile> {
  const read: MessageFile = { messages: [], strange: [], clipped: 0 };
  linesOf(withoutMark(await readFile(file))).forEach((bytes, index) => {
    const line = index + 1;
    if (bytes.length === 0) return;
    const found = messageOf(bytes);
    if (typeof found === 'string') {
      read.strange.push({ line, why: found });
      return;
    }
    const { subject, detail, label, at } = found;
    const text = clip(detail, LONGEST_TEXT);
    if (text !== detail) read.clipped += 1;
    const id = uuidOf(path.basename(file), String(line), subject, detail, seed);
    read.messages.push({ id, line, title: titleOf(subject, text), text, label, at });
  });
  read.messages.sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || a.line - b.line);
  return read;
}

interface Words { subject: string; detail: string; label: string; at: number | null }

/** The words of a line, or why there are none. */
function messageOf(bytes: Buffer): Words | string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return '不是 UTF-8 编码 not UTF-8';
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text.trim() === '' ? '空行 blank' : 'JSON 不完整 broken JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '不是一个对象 not an object';
  const field = (name: string) => sayable(name in value ? (value as Record<string, unknown>)[name] : undefined); // checked to be an object above
  const detail = field('detail');
  if (detail === '') return '没有 detail detail is missing';
  return { subject: field('subject'), detail, label: field('label'), at: momentOf(field('time')) };
}

const EVERY_UNKEEPABLE = new RegExp(UNKEEPABLE, 'gu');

/**
 * Without what the API refuses, which leaves a gap so that words do not grow together, and beginning with something
 * that can be seen, so that clipping leaves it; empty for what shows nothing or is no text.
 */
function sayable(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '';
  const kept = text.replace(EVERY_UNKEEPABLE, ' ');
  const first = kept.search(VISIBLE);
  return first === -1 ? '' : kept.slice(first).trimEnd();
}

function momentOf(time: string): number | null {
  const at = /^\d{9,13}$/.test(time) ? Number(time) * (time.length < 12 ? 1000 : 1) : Date.parse(time);
  return Number.isNaN(at) ? null : at;
}

/** The subject, or the text's first sentence where there is none; on one line. */
function titleOf(subject: string, text: string): string {
  const words = (subject === '' ? (/^.+?[。！？!?\n]/su.exec(text)?.[0] ?? text) : subject).replace(/\s+/g, ' ').trim();
  return clip(words, LONGEST_TITLE);
}

/** Not in the middle of a character; the mark of what is missing is part of the length. */
function clip(text: string, longest: number): string {
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('').trimEnd()}…`;
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** Cut as bytes: one line in another encoding must not spoil its neighbours. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found === -1 ? bytes.length : found;
    lines.push(bytes.subarray(start, end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end));
    start = end + 1;
  }
  return lines;
}
