// Owns `npm run demo:load` up to the first line of our own compiled code: Node, packages, build, where a system runs.
// Uses nothing but Node itself. Leaves the rest to server/src/main.demo-load.ts.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, installMissing, requireNode, root } from './prepare.mjs';
import { say } from './screen.mjs';

requireNode();
try {
  await installMissing();
  await build('shared', 'server');
} catch (error) {
  say(`准备失败 · Preparing failed: ${error.message}`);
  process.exit(1);
}
const { demoLoad } = await import(pathToFileURL(path.join(root, 'server/dist/main.demo-load.js')).href);
process.exit(await demoLoad(process.argv.slice(2), runningAt()));

/** What `npm start` from this folder wrote down; it may have ended since, then nobody answers there. */
function runningAt() {
  try {
    return JSON.parse(readFileSync(path.join(root, '.data/instance.json'), 'utf8')).address || null;
  } catch {
    return null;
  }
}
