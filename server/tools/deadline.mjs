// Owns `npm run -s deadline`: makes sure there is a build, then hands the arguments on. Standard output carries answers only.
// Leaves the answers to server/src/main.deadline.ts.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installMissing, requireNode, root, run } from './prepare.mjs';

requireNode();
await installMissing();
await run(process.execPath, [path.join(root, 'server/tools/build.mjs'), 'shared', 'server'], { stdio: ['ignore', 'ignore', 'inherit'] });
await import(pathToFileURL(path.join(root, 'server/dist/main.deadline.js')).href);
