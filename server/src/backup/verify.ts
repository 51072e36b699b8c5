// Owns looking at a restored database before it is called restored: counts, histories, files, and that the keys open what is sealed.
// Leaves the rules of a history to domain/chain-check.ts.
import type pg from 'pg';
import { createSecrets } from '../platform/crypto/secrets.js';
import type { HistoryEnd, StoredEvent } from './domain/chain-check.js';
import { lackingFiles, tellLacking } from './bound-files.js';
import { chainCheck } from './domain/chain-check.js';
import type { Keys, Manifest } from './manifest.js';
import { stop } from './problem.js';
import { all } from './rows.js';

const SEALED = /_sealed$/;

/**
 * Inside the restore's own transaction.
 * @param acceptLacking whether an archive of whose files some are lacking is brought back all the same
 * @throws BackupProblem saying what is not as it was
 */
export async function verify(client: pg.ClientBase, manifest: Manifest, keys: Keys, acceptLacking: boolean): Promise<void> {
  for (const { name, rows } of manifest.tables) {
    const { rows: [found] } = await client.query<{ n: string }>(`select count(*) as n from public.${client.escapeIdentifier(name)}`);
    if (Number(found?.n) !== rows) stop(`${name} 应有 ${String(rows)} 行，恢复后是 ${found?.n ?? '0'} 行。 The number of rows differs.`);
  }
  const check = chainCheck();
  for await (const event of all<StoredEvent>(client,
    `select ticket_id as "ticketId", seq, round, type, visibility, at, actor_id as "actorId", capacity, payload, hash from ticket_event order by ticket_id, seq`)) check.event(event);
  const tickets: HistoryEnd[] = [];
  for await (const ticket of all<HistoryEnd>(client, 'select id, last_seq as "lastSeq", last_hash as "lastHash" from ticket')) tickets.push(ticket);
  const broken = check.broken(tickets);
  if (broken.length > 0) stop(`事件链对不上，例如事项 ${broken.join('、')}。 The history of these tickets is not whole.`);
  const lacking = manifest.files === undefined && !acceptLacking ? await lackingFiles(client, manifest) : null;
  if (lacking !== null && lacking.count > 0) {
    stop(`备份里${tellLacking(lacking)}，没有恢复。确实只能如此时加 --accept-missing。 Files that rows name are not in the archive.`);
  }
  await opens(client, manifest, keys);
}

/** One sealed value of every column that has any. */
async function opens(client: pg.ClientBase, manifest: Manifest, keys: Keys): Promise<void> {
  const secrets = createSecrets(keys.dataKey, keys.hashKey);
  for (const { name, columns } of manifest.tables) {
    for (const column of columns.filter((each) => SEALED.test(each))) {
      const quoted = client.escapeIdentifier(column);
      const { rows: [row] } = await client.query<{ sealed: string }>(
        `select ${quoted} as sealed from public.${client.escapeIdentifier(name)} where ${quoted} is not null limit 1`);
      try {
        if (row) secrets.open(row.sealed);
      } catch (error) {
        stop(`${name}.${column} 用现在的 DATA_KEY 打不开。 DATA_KEY does not open it.`, error);
      }
    }
  }
}
