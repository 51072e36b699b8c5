// Owns the keys of every bench database: what one start sealed must open in the next.
// Leaves real keys to production; nothing here is anybody's data.
import { createSecrets } from '#product/platform/crypto/secrets.js';

const dataKey = Buffer.alloc(32, 5);
const hashKey = Buffer.alloc(32, 6);

export const KEYS = { DATA_KEY: dataKey.toString('base64'), HASH_KEY: hashKey.toString('base64') };
export const benchSecrets = createSecrets(dataKey, hashKey);
