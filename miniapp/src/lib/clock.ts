// Owns what time it is: the server's, whatever the phone's clock says.
// Leaves wording it to time.ts.

/** The header counts whole seconds, and an answer takes its while: a smaller difference is none. */
const noticedMs = 10_000;
let awayMs = 0;

/** Hears the server's time from the `Date` of an answer. */
export function hearTime(date: string | null): void {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told)) return;
  const away = told - Date.now();
  awayMs = Math.abs(away) < noticedMs ? 0 : away;
}

/** The present moment by the server's clock; the phone's own until an answer came. */
export const serverNow = (): Date => new Date(Date.now() + awayMs);
