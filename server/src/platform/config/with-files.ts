// Owns settings that lie in files: NAME_FILE names a file whose content is NAME, as container platforms hand out secrets.
// Leaves what a setting means to config.ts.
import { readFileSync } from 'node:fs';

const SUFFIX = '_FILE';

/**
 * The environment with every NAME_FILE of a secret read; the line end that editors add is not part of a secret.
 * @throws Error naming the variable when its file cannot be read or NAME is given as well
 */
export function withFiles(env: NodeJS.ProcessEnv, secrets: readonly string[] = SECRETS): NodeJS.ProcessEnv {
  const read = secrets.flatMap((name) => {
    const file = env[name + SUFFIX];
    if (file === undefined || file === '') return [];
    if (env[name] !== undefined) throw new Error(`configuration: ${name} and ${name}${SUFFIX} are both given`);
    return [[name, contentOf(name + SUFFIX, file)] as const];
  });
  return { ...env, ...Object.fromEntries(read) };
}

/** What may be given as a file. */
const SECRETS = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'REDIS_URL', 'DATA_KEY', 'HASH_KEY', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'];

function contentOf(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new Error(`configuration: ${name}=${file} cannot be read`, { cause: error });
  }
}
