// Owns `npm run simulate` up to the first line of our own compiled code: Node, packages, build. Standard output carries the report only.
// Leaves the rest to server/src/main.simulate.ts.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installMissing, requireNode, root, run } from './prepare.mjs';

requireNode();
await installMissing();
await run(process.execPath, [path.join(root, 'server/tools/build.mjs'), 'shared', 'server'], { stdio: ['ignore', 'ignore', 'inherit'] });
const { simulate } = await import(pathToFileURL(path.join(root, 'server/dist/main.simulate.js')).href);
// It has a PostgreSQL and a worker: Ctrl-C ends them with it.
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]]) process.on(signal, () => process.exit(code));
process.exit(await simulate(process.argv.slice(2)));
