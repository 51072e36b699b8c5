// Owns what of an error may stand in a log: what failed and where, never the values it failed on.
// Leaves what people are told to the error filter.

/** PostgreSQL's class 22, data exceptions: their messages quote the value ("invalid input syntax for type uuid: …"). */
const QUOTES_A_VALUE = /^22/;
/** What PostgreSQL names apart from the row: `detail`, `where` and the query's parameters hold people's words and phones. */
const SAFE_FIELDS = ['code', 'schema', 'table', 'column', 'constraint', 'routine'] as const;

/** One text for the log. A database's error keeps its names and loses its values. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : `a ${typeof error} was thrown`;
  const names = databaseNames(error);
  const stack = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')).join('\n');
  const message = names !== null && QUOTES_A_VALUE.test(names.code) ? '(value withheld)' : error.message;
  const fields = names === null ? '' : ` [${Object.entries(names).map(([name, value]) => `${name}=${value}`).join(' ')}]`;
  const cause = error.cause === undefined ? '' : `\ncaused by ${describeError(error.cause)}`;
  return `${error.name}: ${message}${fields}${stack === '' ? '' : `\n${stack}`}${cause}`;
}

/** The same without the stack, for what happens often and is no fault. */
export const nameError = (error: unknown): string => describeError(error).split('\n')[0] ?? '';

function databaseNames(error: Error): ({ code: string } & Record<string, string>) | null {
  const driver = 'driverError' in error ? error.driverError : error;
  if (typeof driver !== 'object' || driver === null) return null;
  const given = driver as Record<string, unknown>; // Every object can be asked for a name.
  if (typeof given['code'] !== 'string' || typeof given['severity'] !== 'string') return null;
  const names = SAFE_FIELDS.flatMap((name) => (typeof given[name] === 'string' ? [[name, given[name]] as const] : []));
  return { code: given['code'], ...Object.fromEntries(names) };
}
