// Owns running docker-compose.yml without Docker: its commands, environment and health checks, in the order of its
// conditions, beside a given PostgreSQL. Only addresses, ports and folders differ, and each difference is written here.
// Leaves understanding the file to compose-file.mjs and one process to compose-process.mjs.
//
// node compose-run.mjs --postgres URL --data DIR [--api N] [--worker N] [--set NAME=VALUE …]
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { readCompose } from './compose-file.mjs';
import { healthy, startProcess, until } from './compose-process.mjs';
import { takeInstance } from './instance.mjs';
import { root } from './prepare.mjs';

/** Programs of other hands: PostgreSQL is given, the rest is started by the file's own command. */
const GIVEN = 'postgres';

/**
 * Starts everything; resolves when every service is healthy or has completed, as its dependants demand.
 *
 * @param {{ postgres: string, env: Record<string, string | undefined>, replicas?: Record<string, number>, set?: Record<string, string>,
 *   data: string, published?: boolean, hear?: (line: string) => void }} options
 *   `postgres`: the owner's address of the database; `set`: variables that differ on purpose, for every service of ours;
 *   `data`: the folder of what the file keeps in volumes; never removed here;
 *   `published`: the web server listens where the file publishes it, not on any free port; `hear`: what the processes say
 */
export async function composeRun({ postgres, env, replicas = {}, set = {}, data: volumes, published = false, hear }) {
  const services = readCompose(path.join(root, 'docker-compose.yml'), env);
  // What only this run needs; a run that was killed may have left its own.
  const folder = path.join(volumes, 'run');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of ['redis', 'attachments']) mkdirSync(path.join(volumes, name), { recursive: true, mode: 0o700 });
  const running = {};
  const [door] = published ? services.web.ports : [{ host: '127.0.0.1', port: await freePort() }];
  const places = { folder, volumes, set, postgres, door, ports: { redis: await freePort(), api: [] } };
  const wanted = (service) => replicas[service.name] ?? service.replicas;
  for (let i = 0; i < wanted(services.api); i += 1) places.ports.api.push(await freePort());

  async function start(service) {
    for (const { on, condition } of service.dependsOn) {
      if (on === GIVEN) continue;
      const others = running[on];
      if (condition === 'service_healthy') await Promise.all(others.map((each) => each.healthy));
      else for (const { code } of await Promise.all(others.map((each) => each.ended))) if (code !== 0) throw new Error(`${on} ended with ${code}\n${others[0].log().slice(-20).join('\n')}`);
    }
    running[service.name] = await Promise.all(Array.from({ length: wanted(service) }, (_, i) => launch(service, i)));
  }

  async function launch(service, i) {
    const { command, environment, own } = await onThisHost(service, i, places);
    const started = startProcess(`${service.name}-${i + 1}`, { command, cwd: root, env: { PATH: process.env.PATH, HOME: folder, ...environment }, restart: service.restart, stopMs: service.stopMs, hear });
    const check = service.healthcheck && { ...service.healthcheck, command: service.healthcheck.command.map((word) => here(word, own)), env: environment };
    started.check = check === null ? () => Promise.resolve(true) : () => healthy(check, root);
    started.healthy = check === null ? Promise.resolve() : until(started, check, root);
    started.healthy.catch(() => undefined); // Heard by whoever depends on it, and below.
    return { ...started, ports: own };
  }

  async function stop() {
    for (const name of Object.keys(services).toReversed()) await Promise.all((running[name] ?? []).map((each) => each.stop()));
    rmSync(folder, { recursive: true, force: true });
  }

  try {
    const order = Object.values(services).filter(({ name }) => name !== GIVEN);
    for (const service of order) await start(service);
    await Promise.all(Object.values(running).flat().map((each) => each.healthy));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://${door.host === '0.0.0.0' ? '127.0.0.1' : door.host}:${door.port}`, running, stop };
}

/** What has to differ on one host: addresses, ports, folders. Nothing else does, unless `set` says so. */
async function onThisHost(service, i, { folder, volumes, set, postgres, door, ports }) {
  const { hostname, port, pathname } = new URL(postgres);
  const environment = Object.fromEntries(Object.entries(service.environment).map(([name, value]) =>
    [name, value.replace('@postgres:5432/zhitongche', `@${hostname}:${port}${pathname}`).replace('@redis:6379', `@127.0.0.1:${ports.redis}`)]));
  const home = path.join(folder, `${service.name}-${i + 1}`);
  mkdirSync(home);
  if (service.name === 'redis') return { command: [...service.command, '--port', String(ports.redis), '--bind', '127.0.0.1', '--dir', path.join(volumes, 'redis')], environment, own: { 6379: ports.redis } };
  if (service.name === 'web') return { command: [...service.command, '-c', webServer(home, volumes, door, ports)], environment, own: { 8080: String(door.port) } };
  Object.assign(environment, set);
  const own = {};
  if ('DATABASE_OWNER_URL' in environment) environment.DATABASE_OWNER_URL = postgres;
  if ('PORT' in environment) own[environment.PORT] = environment.PORT = String(ports.api[i]);
  if ('METRICS_PORT' in environment) own[environment.METRICS_PORT] = environment.METRICS_PORT = String(await freePort());
  for (const name of ['HOST', 'METRICS_HOST']) if (name in environment) environment[name] = '127.0.0.1';
  if ('ATTACHMENT_DIR' in environment) environment.ATTACHMENT_DIR = set.ATTACHMENT_DIR ?? path.join(volumes, 'attachments');
  // The web server and a gateway before it are this host; gateways elsewhere stay as they are named.
  if ('TRUSTED_PROXIES' in environment) environment.TRUSTED_PROXIES = environment.TRUSTED_PROXIES.replace(/^[^,]*/, '127.0.0.1');
  return { command: service.command, environment, own };
}

/** A health check asks the container's port, which is another one here. */
function here(word, own) {
  return word.replace(/(127\.0\.0\.1:|^)(\d{4,5})\b/, (_all, host, port) => {
    if (own[port] === undefined) throw new Error(`the health check asks port ${port}, which the service does not have`);
    return host + own[port];
  });
}

/** docker/nginx.conf itself, with this host's ports and folders; each change must find its place. */
function webServer(home, volumes, door, ports) {
  const replicas = ports.api.map((port) => `server 127.0.0.1:${port} max_fails=0;`).join(' ');
  const changes = [
    ['listen 8080;', `listen ${door.host}:${door.port};`],
    ['root /srv/miniapp;', `root ${path.join(root, 'miniapp/dist')};`],
    ['resolver 127.0.0.11 valid=5s ipv6=off;', ''],
    ['set $api api:3180;', 'set $api replicas;'],
    ['  server {\n', `  upstream replicas { ${replicas} }\n  server {\n`],
    ['worker_processes auto;', `worker_processes 1;${process.getuid?.() === 0 ? '\nuser root;' : ''}`],
    // Node's pipes are sockets, which cannot be opened by name.
    ['access_log /dev/stdout line;', `access_log ${volumes}/web-access.log line;`],
  ];
  let text = readFileSync(path.join(root, 'docker/nginx.conf'), 'utf8').replaceAll('/tmp/', `${home}/`);
  for (const [from, to] of changes) {
    if (text.split(from).length !== 2) throw new Error(`docker/nginx.conf: expected once: ${from}`);
    text = text.replace(from, () => to);
  }
  const file = path.join(home, 'nginx.conf');
  writeFileSync(file, text);
  return file;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: {
    postgres: { type: 'string' }, data: { type: 'string' }, api: { type: 'string' }, worker: { type: 'string' }, set: { type: 'string', multiple: true, default: [] },
  } });
  if (!values.postgres || !values.data) {
    console.error(`用法：npm run compose-run -- --postgres URL --data 目录 [--api N] [--worker N] [--set 变量=值]
附件和队列存放在 --data 目录里，停止后保留；密码和密钥取自环境变量（.env）。 Attachments and the queue are kept in --data; secrets come from the environment.`);
    process.exit(1);
  }
  // npm runs us in the project's folder; a folder is named from where the person stands.
  const data = path.resolve(process.env.INIT_CWD ?? '.', values.data);
  const instance = await takeInstance(data);
  if ('runningAt' in instance) {
    console.error(`${data} 正在被另一个进程使用（${instance.runningAt}）。 It is in use.`);
    process.exit(1);
  }
  process.on('exit', () => { instance.release(); });
  const given = (name) => (values[name] === undefined ? {} : { [name]: Number(values[name]) });
  const system = await composeRun({
    postgres: values.postgres, env: process.env, replicas: { ...given('api'), ...given('worker') }, data, published: true, hear: (line) => { console.log(line); },
    set: Object.fromEntries(values.set.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)])),
  });
  instance.setAddress(system.url);
  console.log(`直通车 ${system.url}，数据在 ${data}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { void system.stop().then(() => process.exit(0)); });
}
