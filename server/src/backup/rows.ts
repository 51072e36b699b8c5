// Owns reading many rows in pieces, inside a transaction that is open already.
// Leaves what is read to its callers.
import type pg from 'pg';

const BATCH = 2_000;

export async function* all<T extends object>(client: pg.ClientBase, sql: string): AsyncGenerator<T> {
  await client.query(`DECLARE reading NO SCROLL CURSOR FOR ${sql}`);
  for (;;) {
    const { rows } = await client.query<T>(`FETCH ${String(BATCH)} FROM reading`);
    yield* rows;
    if (rows.length < BATCH) break;
  }
  await client.query('CLOSE reading');
}
