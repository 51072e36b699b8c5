// Owns making the secrets that docker-compose.yml requires; what exists is never overwritten.
// Leaves where their copy is kept to the operator: without DATA_KEY nobody's name can be read again.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Fresh values; passwords of letters and digits only, because they become parts of addresses. */
export function freshSecrets() {
  const password = () => randomBytes(24).toString('hex');
  const key = () => randomBytes(32).toString('base64');
  return { POSTGRES_PASSWORD: password(), APP_DB_PASSWORD: password(), REDIS_PASSWORD: password(), DATA_KEY: key(), HASH_KEY: key() };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = path.resolve(process.argv[2] ?? '.env');
  const lines = Object.entries(freshSecrets()).map(([name, value]) => `${name}=${value}\n`);
  try {
    writeFileSync(file, lines.join(''), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    console.error(`${file} 已存在，未改动。要换密钥请先看 docs/operations.md。 It exists and was left alone.`);
    process.exit(1);
  }
  console.log(`已写入 ${file}（仅本人可读）。请把 DATA_KEY、HASH_KEY 另存一份，与备份分开存放。 Keep a copy of both keys apart from the backups.`);
}
