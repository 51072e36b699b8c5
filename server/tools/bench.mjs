// Owns the path of `npm run bench` up to the first line of the compiled bench: Node, packages, build.
// Leaves everything measured to server/bench.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, installMissing, requireNode, root } from './prepare.mjs';

requireNode();
await installMissing();
await build('shared', 'server', 'bench');
const { runBench } = await import(pathToFileURL(path.join(root, 'server/bench/dist/main.js')).href);
process.exit(await runBench(root, process.argv.slice(2)));
