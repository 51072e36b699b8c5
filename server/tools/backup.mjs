// Owns `npm run backup` and `npm run restore` up to our own compiled code: Node, packages, build, and that nobody starts or
// removes the local installation meanwhile. Leaves the rest to server/src/main.backup.ts.
import path from 'node:path';
import { takeInstance } from './instance.mjs';
import { build, installMissing, requireNode, root, run } from './prepare.mjs';
import { say } from './screen.mjs';

requireNode();
const [verb] = process.argv.slice(2);
// A running installation is fine for a backup; restoring below a running one is not.
const instance = process.env.DATABASE_OWNER_URL || process.env.DATABASE_OWNER_URL_FILE ? undefined : await takeInstance(path.join(root, '.data'));
if (instance && 'runningAt' in instance && verb === 'restore') {
  say('本目录的直通车正在运行，请先停止它再恢复。 It is running from this folder; stop it first.');
  process.exit(1);
}
process.on('exit', () => instance?.release?.());
try {
  await installMissing();
  await build('shared', 'server');
  await run(process.execPath, [path.join(root, 'server/dist/main.backup.js'), ...process.argv.slice(2)], { graceMs: 10_000 });
} catch (error) {
  if (!/^exit code/.test(error.message)) say(error.message);
  process.exit(1);
}
