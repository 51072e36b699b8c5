// Owns the proof that a worker whose own clock or zone is wrong lights nothing early, and holds up no other: only the database's clock counts.
// Leaves faking the clock to libfaketime, which it preloads into that one process.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BACK_END } from '../queue/system.js';
import type { Stage } from './stage.js';
import { PATIENCE_MS, openStage } from './stage.js';

const LIBRARY = readdirSync('/usr/lib').map((folder) => `/usr/lib/${folder}/faketime/libfaketimeMT.so.1`).find((file) => existsSync(file));

/** Without the library these count as skipped, and say why. */
const clockTest = LIBRARY === undefined ? it.skip : it;
const because = LIBRARY === undefined ? ' (libfaketime is not on this machine)' : '';

describe(`clocks, queue on ${BACK_END}`, () => {
  let stage: Stage;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'zhitongche-clock-'));
    stage = await openStage();
  }, PATIENCE_MS);
  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  }, PATIENCE_MS);

  /** A worker whose clock goes as the file says, again and again, in a zone of its own. */
  const wrongClock = (offset: string, zone: string) => {
    const file = path.join(folder, `clock${offset}`);
    const move = (to: string) => { writeFileSync(file, to); };
    move(offset);
    const env = { LD_PRELOAD: LIBRARY, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', TZ: zone };
    return { move, worker: () => stage.worker({ env }) };
  };

  clockTest.each([['+2h', 'America/New_York'], ['-2h', 'Pacific/Kiritimati']])(`a worker's clock moved by %s, its zone %s${because}`, async (offset, zone) => {
    expect(await stage.after({
      what: `a clock moved by ${offset}, zone ${zone}`, dueInSeconds: 8,
      async happens({ at }) {
        const clock = wrongClock(offset, zone);
        await clock.worker();
        await stage.reach(at);
      },
    })).toEqual([]);
  }, PATIENCE_MS);

  clockTest(`a clock that jumps ahead and back while they fall due, and dies with its plans in the queue${because}`, async () => {
    expect(await stage.after({
      what: 'a clock that jumps +2 h, -2 h, then another worker', dueInSeconds: 10,
      async happens({ at }) {
        const clock = wrongClock('+0', 'Asia/Shanghai');
        const wrong = await clock.worker();
        clock.move('+2h');
        await stage.reach(new Date(at.getTime() - 3_000));
        clock.move('-2h');
        await stage.reach(at);
        await wrong.kill();
        await stage.worker();
      },
    })).toEqual([]);
  }, PATIENCE_MS);
});
