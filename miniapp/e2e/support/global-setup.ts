// Owns the system that the browser tests use: the one of `npm start`, on free ports, with fresh data that goes afterwards.
// Leaves what people do in it to the tests.
import { rm } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const FIRST_PORT = 23_180;
/** Halves that run side by side look for free ports in places of their own. */
const PORTS_APART = 100;

/** Playwright calls this once before all tests, and what it returns once after them. */
export default async function setup(): Promise<() => Promise<void>> {
  // Somebody else's system, such as the one of docker-compose.yml: with the demo's data, ours neither to start nor to stop.
  if (process.env['E2E_BASE_URL']) return () => Promise.resolve();
  const { localSystem } = await compiled<typeof import('../../../server/src/local/local-system.js')>('local-system');
  const { resetLocalData } = await compiled<typeof import('../../../server/src/local/local-data.js')>('local-data');
  const { carelessSettings, removeAtOnce, temporaryFolder } = await compiled<typeof import('../../../server/src/local/temporary-cluster.js')>('temporary-cluster');
  const folder = await temporaryFolder('e2e');
  const system = localSystem({
    folder,
    host: '127.0.0.1',
    port: FIRST_PORT + PORTS_APART * Number(process.env['E2E_HALF'] ?? 0),
    miniappDist: path.join(root, 'miniapp/dist'),
    settings: carelessSettings,
    report: { say, step: (name, work) => { say(`▸ ${name}`); return work(); } },
  });
  // Playwright cleans up after Ctrl-C only; any other early end must not leave a system running either.
  process.on('SIGTERM', () => process.exit(143));
  const hurry = () => {
    system.kill();
    removeAtOnce([folder]);
  };
  process.once('exit', hurry);
  try {
    const port = await system.start();
    process.env['E2E_DATABASE_URL'] = system.ownerUrl() ?? '';
    process.env['E2E_BASE_URL'] = `http://127.0.0.1:${String(port)}`;
  } catch (error) {
    process.off('exit', hurry); // Its logs say why.
    say(`Logs are kept in ${path.join(folder, 'logs')}`);
    throw error;
  }
  return async () => {
    await system.stop();
    process.off('exit', hurry);
    await resetLocalData(folder);
    await rm(folder, { recursive: true, force: true });
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What runs is the build, as in `npm start`; what is checked are its sources. */
async function compiled<T>(name: string): Promise<T> {
  return (await import(path.join(root, 'server/dist/local', `${name}.js`))) as T;
}
