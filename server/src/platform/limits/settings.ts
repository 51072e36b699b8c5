// Owns which limits there are, what they allow unless LIMITS says otherwise, and how LIMITS is read.
// Leaves counting to limits.service.ts.

/** How many within how many seconds. */
export interface Allowance {
  points: number;
  seconds: number;
}

/**
 * Generous on purpose: a whole office, and behind a carrier a whole town, share one address. They stop scripts, not people.
 * Each can be changed, or switched off, by LIMITS.
 */
export const DEFAULT_LIMITS = {
  /** Everything from one address: a thousand people with twenty requests a minute each. Counted by each process for itself. */
  'address': { points: 20_000, seconds: 60 },
  /** Reports by one person; a day's reports kept without signal are sent in one go. */
  'submit-person': { points: 600, seconds: 600 },
  'submit-address': { points: 6_000, seconds: 600 },
  /** Sign-ins of one person from one address: nobody is locked out by somebody elsewhere. */
  'sign-in-person': { points: 60, seconds: 600 },
  'sign-in-address': { points: 2_000, seconds: 600 },
  /** Sign-ins that failed. */
  'sign-in-failed': { points: 60, seconds: 600 },
  /** Ratings by one link or one account. */
  'rating-person': { points: 30, seconds: 600 },
  'rating-address': { points: 1_200, seconds: 600 },
  /** Opened links that do not exist. Counted by each process for itself. */
  'link-guess': { points: 120, seconds: 600 },
} as const satisfies Record<string, Allowance>;

export type LimitName = keyof typeof DEFAULT_LIMITS;

/** null: no limit. */
export type Limits = Record<LimitName, Allowance | null>;

const NAMES = Object.keys(DEFAULT_LIMITS) as LimitName[]; // its own keys
const ENTRY = /^([a-z-]+)=(?:(off)|(\d{1,9})\/(\d{1,6}))$/;

/**
 * Reads `off`, or a list such as `submit-person=100/600,address=off`: points/seconds, the rest as by default.
 * @returns null when it is not such a text
 */
export function parseLimits(text: string): Limits | null {
  if (text === 'off') return limitsOf(() => null);
  const limits: Limits = limitsOf((name) => DEFAULT_LIMITS[name]);
  for (const entry of text.split(',').map((each) => each.trim()).filter((each) => each !== '')) {
    const [, word, off, points, seconds] = ENTRY.exec(entry) ?? [];
    const name = NAMES.find((each) => each === word);
    if (name === undefined || Number(points) === 0 || Number(seconds) === 0) return null;
    limits[name] = off === undefined ? { points: Number(points), seconds: Number(seconds) } : null;
  }
  return limits;
}

function limitsOf(value: (name: LimitName) => Allowance | null): Limits {
  return Object.fromEntries(NAMES.map((name) => [name, value(name)])) as Limits; // every name is there
}
