// Owns which key does what on a desk with a keyboard.
// Leaves doing it to desk-page.vue.

export type DeskMove = 'next' | 'previous' | 'open' | 'search';

const KEYS: Readonly<Record<string, DeskMove>> = { j: 'next', k: 'previous', Enter: 'open', '/': 'search' };

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** Tag name of what has the focus, in capitals. */
  focused: string;
}

/** What a pressed key means; null while somebody types, with a modifier, and for Enter on what has an Enter of its own. */
export function deskMove({ key, ctrlKey, metaKey, altKey, focused }: Pressed): DeskMove | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (['INPUT', 'TEXTAREA', 'SELECT'].includes(focused)) return null;
  if (key === 'Enter' && ['A', 'BUTTON', 'SUMMARY'].includes(focused)) return null;
  return KEYS[key] ?? null;
}

/** The id `by` places further in the list; the ends hold, and from nowhere one starts at the first. */
export function neighbour(ids: readonly string[], from: string | null, by: 1 | -1): string | null {
  const at = from === null ? -1 : ids.indexOf(from);
  if (at === -1) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))] ?? null;
}
