// Owns the types of make-secrets.mjs for the suites.
// Leaves everything else to it.
export function freshSecrets(): Record<'POSTGRES_PASSWORD' | 'APP_DB_PASSWORD' | 'REDIS_PASSWORD' | 'DATA_KEY' | 'HASH_KEY', string>;
