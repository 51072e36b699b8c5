// Owns the path of `npm start` up to the first line of our own compiled code: Node, one instance, packages, build.
// Uses nothing but Node itself. Leaves running the system to server/src/main.local.ts.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { takeInstance } from './instance.mjs';
import { build, installMissing, requireNode, root } from './prepare.mjs';
import { say, step } from './screen.mjs';

// A closed terminal takes the screen away, not the orderly stop.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const known = ['--reset'];
const unknown = process.argv.slice(2).filter((argument) => !known.includes(argument));
if (unknown.length > 0) {
  say(`不认识的参数：${unknown.join(' ')}。可用：npm start 或 npm start -- --reset。 Unknown argument.`);
  process.exit(1);
}
requireNode();

const instance = await takeInstance(path.join(root, '.data'));
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
  reset: process.argv.includes('--reset'),
  report: { say, step },
  onAddress: (address) => instance.setAddress(address),
}));
