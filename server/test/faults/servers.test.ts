// Owns the proof that the queue may lose everything and PostgreSQL may fall over while lights fall due.
// Leaves workers to workers.test.ts and what else servers that are away do to queue/servers-away.test.ts.
import pg from 'pg';
import { migrate } from '../../src/main.migrate.js';
import type { Cluster } from '../queue/cluster.js';
import { restartableCluster } from '../queue/cluster.js';
import type { System } from '../queue/system.js';
import { BACK_END, loadBaseInto, queueLosses } from '../queue/system.js';
import { waitFor } from '../queue/wait-for.js';
import type { Stage } from './stage.js';
import { CROWD, PATIENCE_MS, openStage } from './stage.js';

describe(`servers, queue on ${BACK_END}`, () => {
  let cluster: Cluster;
  let stage: Stage;

  beforeAll(async () => {
    cluster = await restartableCluster();
    stage = await openStage({ ownerUrl: cluster.ownerUrl, appUrl: cluster.appUrl, drop: () => cluster.remove() }, async (system: System) => {
      await cluster.start();
      const { username, password } = new URL(cluster.appUrl);
      await system.query(`create role ${username} login password ${pg.escapeLiteral(password)}`);
      await migrate(cluster.ownerUrl, cluster.appUrl);
      await loadBaseInto(cluster.ownerUrl);
    });
  }, PATIENCE_MS);
  afterAll(() => stage.close(), PATIENCE_MS);

  it('the queue loses everything, before the moment and while lights are lit', async () => {
    for (const lose of ['before the moment', 'while they are lit'] as const) {
      for (const [n] of queueLosses(stage.system).entries()) {
        const { what, lose: loseIt } = queueLosses(stage.system)[n]!; // one of its own entries
        expect(await stage.after({
          what: `the queue lost, ${what}, ${lose}`,
          async happens({ ids }) {
            await stage.worker();
            if (lose === 'while they are lit') await stage.lit(ids);
            await loseIt();
          },
        })).toEqual([]);
      }
    }
  }, PATIENCE_MS * 4);

  it('PostgreSQL falls over, before the moment and while lights are lit', async () => {
    for (const when of ['before the moment', 'while they are lit'] as const) {
      expect(await stage.after({
        what: `PostgreSQL stopped at once, ${when}`, count: CROWD * 2,
        async happens({ ids, at }) {
          await stage.worker();
          if (when === 'while they are lit') await stage.lit(ids);
          await cluster.lose();
          await waitFor('the moment', () => Date.now() > at.getTime() + 2_000);
          await cluster.start();
        },
      })).toEqual([]);
    }
  }, PATIENCE_MS * 2);
});
