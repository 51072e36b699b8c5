// Owns the proof that workers of the version before and of this one may sweep side by side, as they do while a new one is being installed.
// Leaves migrations that such a time needs to migration-rules.spec.ts.
import { BACK_END } from '../queue/system.js';
import { olderVersion, olderVersionMissing } from './older-version.js';
import type { Stage } from './stage.js';
import { CROWD, PATIENCE_MS, openStage } from './stage.js';

const missing = olderVersionMissing();
const versionTest = missing === null ? it : it.skip;

describe(`versions, queue on ${BACK_END}`, () => {
  let stage: Stage;
  beforeAll(async () => { stage = await openStage(); }, PATIENCE_MS);
  afterAll(() => stage.close(), PATIENCE_MS);

  versionTest(`two workers and two sweepers of two versions${missing === null ? '' : ` (${missing})`}`, async () => {
    const dist = olderVersion();
    expect(await stage.after({
      what: 'two workers of two versions', count: CROWD * 3,
      async happens({ at }) {
        await Promise.all([stage.worker({ dist }), stage.worker()]);
        await stage.reach(at);
      },
    })).toEqual([]);
    expect(await stage.after({
      what: 'the older version killed while it lights, the new one goes on', count: CROWD * 3,
      async happens({ at, ids }) {
        const older = await stage.worker({ dist });
        await stage.reach(at);
        await stage.lit(ids);
        await older.kill();
        await stage.worker();
      },
    })).toEqual([]);
  }, PATIENCE_MS * 2);
});
