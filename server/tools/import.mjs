// Owns `npm run import`: an up-to-date server, then the command with what was typed behind `--`.
// Leaves the import itself to server/src/main.import.ts; the settings come from the environment, as for the API.
import path from 'node:path';
import { build, installMissing, requireNode, root, run } from './prepare.mjs';

requireNode();
try {
  await installMissing();
  await build('shared', 'server');
  // Confirming twenty thousand rows takes a moment after a Ctrl-C, too.
  await run(process.execPath, [path.join(root, 'server/dist/main.import.js'), ...process.argv.slice(2)], { graceMs: 30_000 });
} catch {
  process.exitCode = 1;
}
