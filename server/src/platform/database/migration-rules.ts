// Owns which statements a migration may not hold while old and new processes run side by side on a full database.
// Leaves why, and how to do it instead, to docs/operations.md; migration-rules.spec.ts reads every migration against it.

export interface Broken {
  rule: RuleName;
  statement: string;
}

/** Tables that grow with every ticket: whatever reads or locks them whole stops the district for that time. */
export const LARGE_TABLES = ['ticket', 'ticket_event', 'ticket_reporter', 'ticket_round', 'rating', 'command', 'notice', 'audit_log', 'reporter_link', 'visit', 'attachment'];

const RULES = {
  /** The old process still reads it: drop it one release after nobody does. */
  'drop-column': /\bdrop column\b/i,
  'drop-table': /\bdrop table\b/i,
  /** The old process knows only the old name. */
  'rename': /\brename (?:column|to|constraint)\b/i,
  /** Rewrites the table, and the old process writes the old type. */
  'change-type': /\balter column\b[^,;]*\btype\b/i,
  /** The old process leaves it out. */
  'required-without-default': /\badd (?:column )?"?(?!constraint|check|foreign|unique|primary)\w+"? (?![^,;]*\bdefault\b)(?![^,;]*\bgenerated\b)[^,;]*\bnot null\b/i,
  /** Reads the whole table under a lock: first a CHECK … NOT VALID, then VALIDATE. */
  'set-not-null': /\bset not null\b/i,
} as const;

export type RuleName = keyof typeof RULES | 'blocking-index' | 'validating-constraint' | 'bare-lock';

/** What of a migration's source breaks a rule; `down` and a list named DOWN are not looked at, nor are tables the migration itself makes. */
export function brokenRules(source: string): Broken[] {
  const up = source.replace(/\n {2}(?:public )?async down\([^]*?\n {2}\}/, '').replace(/\nconst DOWN\b[^]*?\n\];/, '');
  const made = new Set([...up.matchAll(/create (?:unlogged )?table (?:if not exists )?"?(\w+)/gi)].map((match) => match[1] ?? ''));
  const large = (name: string | undefined) => name !== undefined && LARGE_TABLES.includes(name) && !made.has(name);
  return statements(up).flatMap((statement): Broken[] => {
    const onMade = /\balter table (?:only )?"?(\w+)/i.exec(statement)?.[1];
    const found: RuleName[] = (Object.keys(RULES) as (keyof typeof RULES)[]) // its own keys
      .filter((name) => RULES[name].test(statement) && (onMade === undefined || !made.has(onMade)));
    const indexed = /\bcreate (?:unique )?index (concurrently )?(?:if not exists )?"?\w+"? on (?:only )?"?(\w+)/i.exec(statement);
    if (indexed && indexed[1] === undefined && large(indexed[2])) found.push('blocking-index');
    if (large(onMade) && /\badd constraint\b/i.test(statement) && !/\bnot valid\b/i.test(statement)) found.push('validating-constraint');
    if (/\block table\b/i.test(statement)) found.push('bare-lock');
    return found.map((rule) => ({ rule, statement: statement.replace(/\s+/g, ' ').trim() }));
  });
}

/** The SQL texts of a source: what stands in quotes or backticks and begins like a statement. */
function statements(source: string): string[] {
  return [...source.matchAll(/`([^`]*)`|'((?:[^'\\\n]|\\.)*)'/g)]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((text) => /^\s*(?:create|alter|drop|lock|update|delete|insert|with|do|set)\b/i.test(text));
}
