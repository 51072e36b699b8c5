// Owns reading how much processor time and memory other processes used, from Linux's /proc.
// Leaves heaps, which only a Node process knows of itself, to tell-memory.ts.
import { readFileSync, readdirSync } from 'node:fs';

/** Linux counts in hundredths of a second on every machine this runs on (USER_HZ). */
const TICKS = 100;

interface Stat {
  parent: number;
  name: string;
  own: number;
  /** Of children that have ended. */
  children: number;
}

function stat(pid: number | string): Stat | null {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    const fields = text.slice(end + 2).split(' ').map(Number);
    const at = (index: number) => fields[index] ?? 0;
    return { parent: at(1), name: text.slice(text.indexOf('(') + 1, end), own: (at(11) + at(12)) / TICKS, children: (at(13) + at(14)) / TICKS };
  } catch {
    return null; // No /proc, or it has gone.
  }
}

/** Processor seconds of a process; null where they cannot be read. */
export const processorSeconds = (pid: number): number | null => stat(pid)?.own ?? null;

/** Processor seconds of a PostgreSQL server with all its sessions, by the process id of one of them; null when it runs elsewhere. */
export function serverSeconds(session: number): number | null {
  const one = stat(session);
  const server = one && stat(one.parent);
  if (!one || !server || !one.name.startsWith('postgres') || !server.name.startsWith('postgres')) return null;
  const sessions = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(stat).filter((each) => each?.parent === one.parent);
  return sessions.reduce((sum, each) => sum + (each?.own ?? 0), server.own + server.children);
}

/** Resident memory of a process now and at most, in MB. */
export function residentMb(pid: number): { now: number; peak: number } | null {
  try {
    const text = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    const of = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? NaN) / 1024);
    return { now: of('VmRSS'), peak: of('VmHWM') };
  } catch {
    return null;
  }
}
