// Owns the proof that a run without Docker cannot drift from docker-compose.yml: what it does not understand stops it.
// Leaves running it to installation.test.ts.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../../src/platform/config/config.js';
import { DEFAULT_LIMITS } from '../../src/platform/limits/settings.js';
import { readCompose } from '../../tools/compose-file.mjs';
import { freshSecrets } from '../../tools/make-secrets.mjs';

const file = path.resolve(import.meta.dirname, '../../../docker-compose.yml');
const text = readFileSync(file, 'utf8');

describe('docker-compose.yml without Docker', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhitongche-compose-file-'));
  afterAll(() => { rmSync(folder, { recursive: true }); });

  it('has what the API needs, and nothing is started by hand only', () => {
    const secrets = freshSecrets();
    const services = readCompose(file, { ...secrets, API_REPLICAS: '5' });
    expect(Object.keys(services)).toEqual(['postgres', 'redis', 'migrate', 'api', 'worker', 'web']);
    expect(services['api']).toMatchObject({ replicas: 5, restart: true, stopMs: 10_000, environment: { NODE_ENV: 'production', DATA_KEY: secrets.DATA_KEY } });
    expect(services['web']?.ports).toEqual([{ host: '127.0.0.1', port: 8080 }]);
    expect(services['migrate']).toMatchObject({ restart: false, dependsOn: [{ on: 'postgres', condition: 'service_healthy' }] });
  });

  it('hands on what the manual says to write into .env', () => {
    const given = { DATABASE_POOL: '30', LIMITS: 'address=off', LOG_LEVEL: 'warn', S3_ENDPOINT: 'https://s3.example.gov.cn' };
    const services = readCompose(file, { ...freshSecrets(), ...given, TRUSTED_GATEWAYS: '10.0.0.5,10.0.0.6', WEB_BIND: '10.0.0.2', WEB_PORT: '8443' });
    for (const name of ['api', 'worker']) expect([name, services[name]?.environment]).toEqual([name, expect.objectContaining(given)]);
    expect(services['api']?.environment['TRUSTED_PROXIES']).toBe('172.31.240.0/24,10.0.0.5,10.0.0.6');
    expect(services['web']?.ports).toEqual([{ host: '10.0.0.2', port: 8443 }]);
  });

  it('starts with nothing but the secrets', () => {
    for (const name of ['api', 'worker']) {
      const { environment = {} } = readCompose(file, freshSecrets())[name] ?? {};
      expect([name, readConfig(environment)]).toEqual([name, expect.objectContaining({ databasePool: 10, limits: DEFAULT_LIMITS, store: { kind: 'folder', folder: '/attachments' } })]);
    }
  });

  it('keeps attachments where the backup looks for them, whatever the environment says', () => {
    const { services } = parse(text, { merge: true }) as { services: Record<string, { environment: Record<string, string>; volumes: string[] }> }; // The next lines would fail on another shape.
    for (const name of ['api', 'worker', 'backup']) {
      expect([name, services[name]?.environment['ATTACHMENT_DIR'], services[name]?.volumes.includes('attachments:/attachments')]).toEqual([name, '/attachments', true]);
      expect([name, services[name]?.environment['S3_ENDPOINT']]).toEqual([name, '${S3_ENDPOINT:-}']);
    }
  });

  it.each(Object.keys(freshSecrets()))('stops without %s, also when it is empty', (name) => {
    expect(() => readCompose(file, { ...freshSecrets(), [name]: '' })).toThrow(`${name} is missing: run npm run make-secrets`);
  });

  it.each<[string, string, string, string]>([
    ['an unknown key', 'stop_grace_period: 60s', 'stop_signal: SIGINT', 'postgres: not understood without Docker: stop_signal'],
    ['a command for a shell', 'command: ["node", "server/dist/main.worker.js"]', 'command: node server/dist/main.worker.js', 'worker: command must be a list'],
    ['another condition', 'migrate: { condition: service_completed_successfully }', 'migrate: { condition: service_started }', 'not understood without Docker: service_started'],
    ['a health check in a shell', '["CMD", "redis-cli", "-p", "6379", "-e", "ping"]', '["CMD-SHELL", "redis-cli ping"]', 'redis.healthcheck: only CMD'],
    ['another restart', 'restart: "no"', 'restart: on-failure', 'migrate.restart: not understood without Docker: on-failure'],
    ['a variable in another form', '${LOG_LEVEL:-info}', '$LOG_LEVEL', 'not understood: $LOG_LEVEL'],
    ['another setting of deploy', 'deploy: { replicas: "${API_REPLICAS:-2}" }', 'deploy: { mode: global }', 'api.deploy: not understood without Docker: mode'],
    ['a port on every address', '${WEB_BIND:-127.0.0.1}:${WEB_PORT:-8080}:8080', '8080:8080', 'web.ports: an address, a port and the container\'s port, not 8080:8080'],
    ['another section', 'volumes:\n  postgres: {}', 'secrets:\n  x: {}\nvolumes:\n  postgres: {}', 'docker-compose.yml: not understood without Docker: secrets'],
  ])('stops at %s', (_name, from, to, sentence) => {
    expect(text).toContain(from);
    const changed = path.join(folder, 'changed.yml');
    writeFileSync(changed, text.replace(from, () => to));
    expect(() => readCompose(changed, freshSecrets())).toThrow(sentence);
  });
});
