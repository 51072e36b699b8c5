// Owns finding tickets by words: pieces from the index, the order of characters from the ticket itself.
// Leaves what the pieces are to domain/search-words.ts and who sees a ticket to ticket.scope.ts.
import type { Wanted } from './domain/search-words.js';
import type { Conditions } from './ticket.scope.js';

export interface Matching {
  /** All that may have it, by the index: `select` of their ids. */
  ids: string;
  /** Whether one of `ids`, the ticket `t`, has it: pairs alone are exact up to two characters. */
  looked: string;
  /** Whether the ticket `t` has it, without the index. */
  holds: string;
}

/**
 * What the index knows of a hidden reporter is what everybody may read; the own side also finds its subject and place,
 * among the few tickets it has hidden. Of each list of `marks` a ticket has to have one: the index then names no others.
 */
export function matching({ grams, phrases }: Wanted, own: string, marks: readonly (readonly string[] | null)[], c: Conditions): Matching {
  const pieces = `${c.bind(grams)}::text[]`;
  const words = phrases.map((phrase) => c.bind(like(phrase)));
  const inOrder = (of: string) => words.map((word) => ` and search_fold(${of}) like ${word}`).join('');
  const all = `concat_ws(E'\\n', t.number, t.title, t.text, t.foreign_number, t.subject_name, t.place)`;
  const hidden = `(t.hidden and ${own} and search_grams(${all}) @> ${pieces}${inOrder(all)})`;
  const open = `true${inOrder('ticket_words(t)')}`;
  const marked = marks.flatMap((list) => (list === null ? [] : [` and grams && ${c.bind(list)}::text[]`])).join('');
  return {
    ids: `select ticket_id as id from ticket_search where grams @> ${pieces}${marked} union select t.id from ticket t where ${hidden}`,
    looked: words.length === 0 ? 'true' : `((${open}) or ${hidden})`,
    holds: `(((select s.grams from ticket_search s where s.ticket_id = t.id) @> ${pieces} and ${open}) or ${hidden})`,
  };
}

const like = (phrase: string): string => `%${phrase.replace(/[\\%_]/g, '\\$&')}%`;
