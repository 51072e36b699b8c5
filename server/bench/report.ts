// Owns how measurements are told: a JSON line each, at the end a table.
// Leaves which figures there are to the benches.
import { appendFileSync } from 'node:fs';

export type Cell = string | number;

export interface Report {
  /** One JSON line; `kind` says what it is about. */
  line(kind: string, figures: object): void;
  table(title: string, rows: Record<string, Cell>[]): void;
  /** A sentence for people only. */
  say(text: string): void;
}

/** Writes to standard output, and JSON lines also to `file`. */
export function createReport(bench: string, file: string | null): Report {
  const say = (text: string) => { process.stdout.write(`${text}\n`); };
  return {
    say,
    line(kind, figures) {
      const text = JSON.stringify({ bench, kind, ...figures });
      say(text);
      if (file !== null) appendFileSync(file, `${text}\n`);
    },
    table(title, rows) {
      const names = Object.keys(rows[0] ?? {});
      const cells = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))];
      const widths = names.map((_, at) => Math.max(...cells.map((line) => width(line[at] ?? ''))));
      const shown = cells.map((line) => line.map((cell, at) => {
        const gap = ' '.repeat((widths[at] ?? 0) - width(cell));
        return at === 0 ? cell + gap : gap + cell;
      }).join('  '));
      say(['', title, shown[0], widths.map((w) => '-'.repeat(w)).join('  '), ...shown.slice(1), ''].join('\n'));
    },
  };
}

/** Chinese characters take two places on a screen. */
const width = (text: string): number => [...text].reduce((sum, char) => sum + (/[\u2e80-\uffef]/.test(char) ? 2 : 1), 0);
