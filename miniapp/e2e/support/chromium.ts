// Owns which Chromium the browser tests drive: an installed one, else the one inside an npm package.
// Leaves launching it to playwright.config.ts.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

export interface Chromium {
  executablePath: string;
  /** What it needs in its environment beside ours: where its libraries and fonts are. */
  env: Record<string, string>;
}

const root = path.resolve(import.meta.dirname, '../../..');
const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];

/**
 * Finds a Chromium, unpacking the packaged one the first time.
 *
 * @throws Error when CHROMIUM_PATH names a file that does not exist.
 */
export async function findChromium(): Promise<Chromium> {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH=${chosen} does not exist`);
    return { executablePath: chosen, env: {} };
  }
  const found = installed.find((file) => existsSync(file));
  if (found !== undefined) return { executablePath: found, env: {} };

  const folder = await unpacked();
  const executablePath = path.join(folder, 'chromium');
  // A bare machine lacks libraries that a browser needs; the package brings them, to be used only then.
  const lacks = spawnSync('ldd', [executablePath], { encoding: 'utf8' }).stdout.includes('not found');
  const libraries = { LD_LIBRARY_PATH: [path.join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':') };
  return { executablePath, env: { FONTCONFIG_PATH: path.join(folder, 'fonts'), ...(lacks ? libraries : {}) } };
}

/** Unpacks next to the package, under its version, and only a finished folder gets the final name. */
async function unpacked(): Promise<string> {
  const manifest = await readFile(path.join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const cache = path.join(root, 'node_modules/.cache');
  const target = path.join(cache, `chromium-${version}`);
  if (existsSync(target)) return target;
  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(path.join(cache, 'chromium-partial-'));
  // The package unpacks into the system's temporary folder, and its libraries only where it believes to be in a Lambda.
  const script = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
  if (status !== 0) throw new Error(`Unpacking Chromium failed: ${stderr}`);
  await rename(partial, target).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // Else another run was faster.
  });
  return target;
}
