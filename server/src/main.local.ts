// Owns `npm start` after install and build: runs the whole system on this machine and stops it when told to.
// Leaves the parts to local/, and one-instance-per-clone, install and build to tools/start.mjs, which calls it.
import path from 'node:path';
import { keptFolder, readKept, type KeptDistrict } from './local/kept-district.js';
import { resetLocalData } from './local/local-data.js';
import { localSystem, type LocalSystem, type Report } from './local/local-system.js';

const defaultPort = 3180;
/** npm passes Ctrl-C on to us although the terminal already has: only a later one is a second one. */
const secondSignalAfterMs = 1_000;
const parentCheckMs = 1_000;

export interface LocalRun {
  /** Root of the clone. */
  root: string;
  /** Start over with empty data. */
  reset: boolean;
  /** The name of a kept simulated district to open instead of the demo; null: the demo. */
  simulated: string | null;
  report: Report;
  /** Called with the address once it can be opened. */
  onAddress: (address: string) => void;
}

/** Runs until a signal stops it; resolves with the exit code. */
export async function runLocal({ root, reset, simulated, report, onAddress }: LocalRun): Promise<number> {
  const host = process.env['HOST'] ?? '127.0.0.1';
  try {
    const folder = simulated === null ? path.join(root, '.data') : keptFolder(root, simulated);
    const wanted = wantedPort();
    if (reset) await report.step('清除旧数据 · removing old data', () => resetLocalData(folder));
    const kept = simulated === null ? null : await readKept(folder);
    const system = localSystem({ folder, host, port: wanted, miniappDist: path.join(root, 'miniapp/dist'), report, ...kept && { simulated: kept } });
    const stop = stopOnSignal(system, report);
    const port = await system.start().catch((error: unknown) => {
      // A stop in the middle of the start ends the start as well; that is no failure.
      if (!stop.requested()) throw error;
      return undefined;
    });
    if (port !== undefined) {
      const address = `http://${host === '0.0.0.0' ? 'localhost' : host}:${String(port)}/`;
      onAddress(address);
      report.say(kept === null ? welcome(address, folder) : welcomeTo(kept, address, folder));
    }
    await stop.done;
    return 0;
  } catch (error) {
    report.say(`启动失败 · Start failed: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

/** `done` resolves when the first signal has stopped everything; a second one ends the process at once. */
function stopOnSignal(system: LocalSystem, report: Report): { requested: () => boolean; done: Promise<void> } {
  let firstAt: number | undefined;
  const done = new Promise<void>((resolve) => {
    const stop = () => {
      if (firstAt === undefined) {
        firstAt = Date.now();
        report.say('正在停止…… 再按一次 Ctrl-C 强制结束。 Stopping; Ctrl-C again ends it at once.');
        void system.stop().then(resolve);
      } else if (Date.now() - firstAt > secondSignalAfterMs) {
        system.kill();
        process.exit(130);
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    // A shell between npm and us dies of a SIGTERM without passing it on, and no event tells a process that its parent has gone.
    const parent = process.ppid;
    if (process.env['npm_lifecycle_event'] !== undefined) {
      setInterval(() => { if (process.ppid !== parent && firstAt === undefined) stop(); }, parentCheckMs).unref();
    }
  });
  // Whatever ends this process, nothing it started stays.
  process.on('exit', () => { system.kill(); });
  return { requested: () => firstAt !== undefined, done };
}

function wantedPort(): number {
  const given = process.env['PORT'];
  if (given === undefined || given === '') return defaultPort;
  const port = Number(given);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`PORT=${given} 不是端口号。 PORT is not a port number.`);
}

function welcome(address: string, folder: string): string {
  return `
  直通车已就绪 · ready:  ${address}

  在页面上选一位演示人物 · choose who to be on the page:
    沈佳慧  走访干部，在塘栖镇组团联社区上报      a cadre who reports
    金丽    研判员，受理并分流                    triage
    傅强    教育局承办人，答复                    a handler
    周敏    求真半导体企业账号，自己上报并评价    an enterprise
    钱伟    督办员                                a supervisor

  日志 · logs: ${path.join(folder, 'logs')}      停止 · stop: Ctrl-C      重新开始 · start over: npm start -- --reset
`;
}

function welcomeTo({ from, days, seed }: KeptDistrict, address: string, folder: string): string {
  return `
  模拟辖区已就绪 · the simulated district is ready:  ${address}

  ${from} 起 ${String(days)} 天，种子 ${seed}；时钟从演完后的第一个工作日早上接着走 · its clock goes on from the first working morning after them
  可选的人物 · people to be:
    钱伟    督办员，先看督办                       a supervisor
    方毅    区领导                                 a leader
    傅强    教育局承办人                           a handler
    金丽    研判员                                 triage
    各单位负责人：查找单位名称                     the heads of units: look for the unit's name

  日志 · logs: ${path.join(folder, 'logs')}      停止 · stop: Ctrl-C
`;
}
