// Owns the checks that read the sources without running them; each counts as one test.
// Leaves their rules to eslint.config.mjs, the tsconfig files and .dependency-cruiser.cjs.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { root } from './prepare.mjs';
import { say, seconds } from './screen.mjs';

const longestFile = 300;

const commands = [
  { name: 'lint', tool: 'eslint/bin/eslint.js', args: ['--max-warnings=0', '.'] },
  { name: 'types: server', tool: 'typescript/bin/tsc', args: ['-p', 'server'] },
  { name: 'types: mini-app', tool: 'vue-tsc/bin/vue-tsc.js', args: ['-p', 'miniapp'] },
  { name: 'types: shared', tool: 'typescript/bin/tsc', args: ['-p', 'shared'] },
  { name: 'types: mini-app specs and browser tests', tool: 'typescript/bin/tsc', args: ['-p', 'miniapp/e2e'] },
  {
    name: 'import directions',
    tool: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.cjs', 'shared/src', 'server/src', 'server/test', 'server/bench', 'miniapp/src', 'miniapp/e2e'],
  },
];

/** Runs all checks, two at a time, and shows what the failing ones say. */
export async function checks() {
  const waiting = [...commands];
  const results = [];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await check(next));
  };
  await Promise.all([lane(), lane()]);
  results.push(fileLengths());
  return results;
}

async function check({ name, tool, args }) {
  const startedAt = Date.now();
  const child = spawn(process.execPath, [path.join(root, 'node_modules', tool), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  // Tests that run meanwhile go first.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const end = () => child.kill();
  process.once('exit', end);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => { output += chunk; });
  const code = await new Promise((resolve) => child.once('close', resolve));
  process.off('exit', end);
  return told(name, startedAt, code === 0 ? '' : output || `exit code ${code}`);
}

/** A file that long owns a second thing. */
function fileLengths() {
  const startedAt = Date.now();
  const tooLong = ['shared', 'server', 'miniapp'].flatMap(sourcesBelow)
    .map((file) => ({ file, lines: readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > longestFile);
  return told(`no source file over ${longestFile} lines`, startedAt, tooLong.map(({ file, lines }) => `${file}: ${lines} lines\n`).join(''));
}

function sourcesBelow(folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : sourcesBelow(file);
    return /\.(ts|mts|mjs|cjs|js|vue|css|sql)$/.test(entry.name) ? [file] : [];
  });
}

function told(name, startedAt, problem) {
  say(`${problem ? '✗' : '✓'} ${name} (${seconds(startedAt)})`);
  if (problem) say(problem.trimEnd());
  return { name, passed: problem ? 0 : 1, failed: problem ? 1 : 0, skipped: [] };
}
