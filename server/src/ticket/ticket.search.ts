// Owns finding tickets by words: by pieces in the index, or one ticket after the other by the words kept beside it.
// Leaves what the pieces are to domain/search-words.ts and who sees a ticket to ticket.scope.ts.
import type { Wanted } from './domain/search-words.js';
import type { Conditions } from './ticket.scope.js';

/** All tickets that have it, by the index: `select` of their ids. Of each list of `marks` a ticket has to have one: the index then names no others. */
export function named(wanted: Wanted, own: string, marks: readonly (readonly string[] | null)[], c: Conditions): string {
  const has = test(wanted, c);
  const pieces = 'search_pieces(s.words, s.marks)';
  const marked = marks.flatMap((list) => (list === null ? [] : [` and ${pieces} && ${c.bind(list)}::text[]`])).join('');
  return `select s.ticket_id as id from ticket_search s where ${pieces} @> ${c.bind(wanted.grams)}::text[]${marked} and ${has('s.words')}
          union select h.id from ticket h where h.hidden and ${ownHidden(own, has)}`;
}

/** Whether the ticket `t` has it, without the index; of `t` only id and `hidden` are asked. */
export function holding(wanted: Wanted, own: string, c: Conditions): string {
  const has = test(wanted, c);
  return `(exists (select from ticket_search s where s.ticket_id = t.id and ${has('s.words')}) or t.hidden and exists (select from ticket h where h.id = t.id and ${ownHidden(own, has)}))`;
}

/**
 * What is kept of a hidden reporter is what everybody may read; the own side also finds its subject and place,
 * among the few tickets `h` it has hidden.
 */
function ownHidden(own: string, has: (folded: string) => string): string {
  return `${own} and ${has(`search_fold(concat_ws(E'\\n', h.number, h.title, h.text, h.foreign_number, h.subject_name, h.place))`)}`;
}

/** Makes, of an expression for folded words, whether they have all that is wanted. */
function test({ words, numbers }: Wanted, c: Conditions): (folded: string) => string {
  const tests = [
    ...words.map((word) => ` like ${c.bind(`%${word.replace(/[\\%_]/g, '\\$&')}%`)}`),
    ...numbers.map((number) => ` ~ ${c.bind(`(?<![0-9])${number}(?![0-9])`)}`),
  ];
  return (folded) => tests.map((each) => folded + each).join(' and ');
}
