// Owns how personal data is kept: encrypted with the algorithm's name beside it, searched by a keyed hash.
// Leaves which columns are personal to the features.
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Secrets {
  /** `aes-256-gcm:<base64 of iv, tag, text>`; the prefix tells a later key or cipher apart. */
  seal(plain: string): string;
  /** @throws Error when the text was changed or sealed under another key */
  open(sealed: string): string;
  /** Keyed hash for equality search (HMAC-SHA-256, hex); the same phone always gives the same hash. */
  fingerprint(plain: string): string;
}

export function createSecrets(dataKey: Buffer, hashKey: Buffer): Secrets {
  return {
    seal(plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, dataKey, iv);
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${CIPHER}:${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64')}`;
    },
    open(sealed) {
      const [name, body] = sealed.split(':');
      if (name !== CIPHER || body === undefined) throw new Error(`unknown cipher: ${name ?? ''}`);
      const bytes = Buffer.from(body, 'base64');
      const decipher = createDecipheriv(CIPHER, dataKey, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    },
    fingerprint: (plain) => createHmac('sha256', hashKey).update(plain.replace(/\D/g, '')).digest('hex'),
  };
}

/** Nest's name for the process's {@link Secrets}. */
export const SECRETS = Symbol('secrets');

/** A token nobody can guess: 32 random bytes, base64url. Only its {@link tokenHash} is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** 139****1234; a landline keeps its last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length === 11 && digits.startsWith('1')
    ? `${digits.slice(0, 3)}****${digits.slice(7)}`
    : `${'*'.repeat(Math.max(digits.length - 2, 0))}${digits.slice(-2)}`;
}
