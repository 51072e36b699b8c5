// Owns the path of `npm start` up to the first line of our own compiled code: Node, one instance, packages, build.
// Uses nothing but Node itself. Leaves running the system to server/src/main.local.ts.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { takeInstance } from './instance.mjs';
import { build, installMissing, requireNode, root } from './prepare.mjs';
import { say, step } from './screen.mjs';

// A closed terminal takes the screen away, not the orderly stop.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** As in local/kept-district.ts, which may not be built yet. */
const DEFAULT_NAME = 'district';

requireNode();
const { reset, simulated } = told(process.argv.slice(2));

const instance = await takeInstance(simulated === null ? path.join(root, '.data') : path.join(root, '.data/simulated', simulated));
if ('runningAt' in instance) {
  say(`本目录的直通车已在运行${instance.runningAt ? `：${instance.runningAt}` : ''}，请先停止它。 It is already running from this folder; stop it first.`);
  process.exit(1);
}
process.on('exit', () => instance.release());

try {
  await installMissing();
  await build('shared', 'server', 'miniapp');
} catch (error) {
  say(`准备失败 · Preparing failed: ${error.message}`);
  process.exit(1);
}
const { runLocal } = await import(pathToFileURL(path.join(root, 'server/dist/main.local.js')).href);
process.exit(await runLocal({
  root,
  reset,
  simulated,
  report: { say, step },
  onAddress: (address) => instance.setAddress(address),
}));

/** What the arguments ask for; ends the process when they make no sense. */
function told(args) {
  const [name = DEFAULT_NAME, ...more] = args.filter((argument) => !argument.startsWith('--'));
  const options = args.filter((argument) => argument.startsWith('--'));
  const simulated = options.includes('--simulated');
  // What is kept is played anew by the simulation, not removed here.
  const sense = options.length <= 1 && (simulated ? more.length === 0 && /^[\w-]+$/.test(name) : args.every((argument) => argument === '--reset'));
  if (sense) return { reset: options.includes('--reset'), simulated: simulated ? name : null };
  say(`不认识的参数：${args.join(' ')}。可用：npm start、npm start -- --reset、npm start -- --simulated [名称]。 Unknown argument.`);
  return process.exit(1);
}
