// Owns reading docker-compose.yml as far as a run without Docker needs it, and refusing everything else in it:
// what is not understood here would be silently different there.
// Leaves starting anything to compose-run.mjs.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What a service may say. `used` is acted upon; `container` describes the container and means nothing without one. */
const KEYS = {
  used: ['command', 'environment', 'healthcheck', 'depends_on', 'deploy', 'restart', 'stop_grace_period', 'profiles', 'ports'],
  container: ['image', 'build', 'user', 'init', 'read_only', 'tmpfs', 'cap_drop', 'security_opt', 'logging', 'volumes', 'networks', 'shm_size'],
};
const TOP = ['services', 'networks', 'volumes'];
const CONDITIONS = ['service_healthy', 'service_completed_successfully'];

/**
 * @param {string} file
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, import('./compose-file.mjs').Service>}
 * @throws Error naming what is missing or not understood
 */
export function readCompose(file, env) {
  const document = parse(readFileSync(file, 'utf8'), { merge: true });
  only('docker-compose.yml', Object.keys(document).filter((key) => !key.startsWith('x-')), TOP);
  // What has a profile is started by hand only.
  const services = Object.entries(document.services).filter(([, raw]) => raw.profiles === undefined);
  return Object.fromEntries(services.map(([name, raw]) => [name, service(name, filled(raw, env))]));
}

function service(name, raw) {
  only(name, Object.keys(raw), [...KEYS.used, ...KEYS.container]);
  if (!Array.isArray(raw.command)) throw new Error(`${name}: command must be a list, not a shell's line`);
  only(`${name}.deploy`, Object.keys(raw.deploy ?? {}), ['replicas']);
  only(`${name}.restart`, [raw.restart], ['no', 'unless-stopped']);
  const dependsOn = Object.entries(raw.depends_on ?? {}).map(([on, { condition, ...more }]) => {
    only(`${name}.depends_on.${on}`, [condition, ...Object.keys(more)], CONDITIONS);
    return { on, condition };
  });
  return {
    name, command: raw.command, dependsOn,
    environment: Object.fromEntries(Object.entries(raw.environment ?? {}).map(([key, value]) => [key, String(value)])),
    replicas: Number(raw.deploy?.replicas ?? 1),
    ports: (raw.ports ?? []).map((text) => published(name, text)),
    restart: raw.restart === 'unless-stopped',
    stopMs: duration(raw.stop_grace_period ?? '10s'),
    healthcheck: raw.healthcheck === undefined ? null : healthcheck(name, raw.healthcheck),
  };
}

function published(name, text) {
  const [, host, port] = /^([\d.]+):(\d+):\d+$/.exec(text) ?? [];
  if (port === undefined) throw new Error(`${name}.ports: an address, a port and the container's port, not ${text}`);
  return { host, port: Number(port) };
}

function healthcheck(name, { test, interval, timeout, retries, start_period: startPeriod, ...more }) {
  only(`${name}.healthcheck`, Object.keys(more), []);
  if (test[0] !== 'CMD') throw new Error(`${name}.healthcheck: only CMD, there is no shell`);
  return { command: test.slice(1), intervalMs: duration(interval), timeoutMs: duration(timeout), retries, startMs: duration(startPeriod) };
}

/** `${NAME:-default}`, `${NAME:?sentence}` and `$$`, everywhere below `value`; any other `$` is refused. */
function filled(value, env) {
  if (Array.isArray(value)) return value.map((each) => filled(each, env));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each, env)]));
  if (typeof value !== 'string') return value;
  return value.replace(/\$\$|\$\{(\w+):([-?])([^}]*)\}|\$/g, (all, name, kind, rest) => {
    if (all === '$$') return '$';
    if (all === '$') throw new Error(`not understood: ${value}`);
    if (env[name]) return env[name];
    if (kind === '?') throw new Error(`${name} is missing: ${rest}`);
    return rest;
  });
}

function duration(text) {
  const [, n, unit] = /^(\d+)(s|m)$/.exec(text) ?? [];
  if (n === undefined) throw new Error(`not a duration: ${text}`);
  return Number(n) * (unit === 'm' ? 60_000 : 1_000);
}

function only(where, found, known) {
  const foreign = found.filter((each) => !known.includes(each));
  if (foreign.length > 0) throw new Error(`${where}: not understood without Docker: ${foreign.join(', ')}`);
}
