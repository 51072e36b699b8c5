// Owns telling a database that is away or too busy from a fault of ours, by PostgreSQL's codes and the drivers' words.
// Leaves what to do about it to those who asked.

/** Connection lost or refused, server stopping or starting, not (yet) the database, role or tables of this version. */
const AWAY = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EHOSTUNREACH',
  '08000', '08001', '08003', '08004', '08006', '57P01', '57P02', '57P03', '3D000', '3F000', '28000', '28P01', '42P01',
]);
/** Too many connections, out of resources, deadlock, serialisation, lock or statement timeout. */
const BUSY = new Set(['53000', '53100', '53200', '53300', '40P01', '40001', '55P03', '57014', '25P03']);
// The last one is TypeORM's, on a connection that broke between two queries of a transaction.
const WORDS = /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable|Query runner already released/i;

/** The database cannot be reached or is not migrated: nobody's request or job is at fault. */
export function isAway(error: unknown): boolean {
  return AWAY.has(codeOf(error)) || WORDS.test(String(error));
}

/** The same request may succeed a moment later. */
export function isBusy(error: unknown): boolean {
  return BUSY.has(codeOf(error)) || isAway(error);
}

function codeOf(error: unknown): string {
  const code = field(error, 'code') ?? field(field(error, 'driverError'), 'code');
  return typeof code === 'string' ? code : '';
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? (value as Record<string, unknown>)[key] : undefined;
}
