// Owns the proof that a process with a wrong configuration or an incomplete set of jobs does not start, and says why.
// Leaves starting in the wrong order, which is no mistake, to servers-away.test.ts.
import { Injectable, Module } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { readConfig } from '../../src/platform/config/config.js';
import type { JobName } from '../../src/platform/jobs/catalogue.js';
import { JOB_NAMES } from '../../src/platform/jobs/catalogue.js';
import { HandlesJob, JobHandlers } from '../../src/platform/jobs/handles-job.js';
import { startProgram } from './processes.js';

/** A feature with one method for one job. */
function doing(name: JobName): Type {
  @Injectable()
  class Feature {
    @HandlesJob(name)
    work(): Promise<void> {
      return Promise.resolve();
    }
  }
  return Feature;
}

async function collect(features: Type[]) {
  @Module({ imports: [DiscoveryModule], providers: [JobHandlers, ...features] })
  class Worker {}
  const app = await NestFactory.createApplicationContext(Worker, { logger: false });
  try {
    return app.get(JobHandlers).collect();
  } finally {
    await app.close();
  }
}

describe('the set of jobs', () => {
  it('is complete with one handler for each name', async () => {
    const handlers = await collect(JOB_NAMES.map(doing));
    expect(handlers.scheduled('ticket.sweep')).toBeInstanceOf(Function);
  });

  it.each(JOB_NAMES)('is refused without a handler for %s', async (name) => {
    await expect(collect(JOB_NAMES.filter((other) => other !== name).map(doing))).rejects.toThrow(`jobs: no handler for ${name}`);
  });

  it('is refused with two handlers for one name', async () => {
    await expect(collect([...JOB_NAMES, 'ticket.reopen' as const].map(doing))).rejects.toThrow('jobs: ticket.reopen has two handlers');
  });
});

describe('a wrong configuration', () => {
  const right = {
    PATH: process.env['PATH'], NODE_ENV: 'production', DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing', ATTACHMENT_DIR: '/nowhere',
    DATA_KEY: Buffer.alloc(32, 1).toString('base64'), HASH_KEY: Buffer.alloc(32, 2).toString('base64'),
  };
  const wrong: Record<string, NodeJS.ProcessEnv> = {
    DATABASE_URL: { DATABASE_URL: 'mysql://nobody@127.0.0.1/nothing' },
    REDIS_URL: { REDIS_URL: '127.0.0.1:6379' },
    DATA_KEY: { DATA_KEY: 'too short' },
    HASH_KEY: { HASH_KEY: undefined },
    ATTACHMENT_DIR: { ATTACHMENT_DIR: undefined },
    S3_BUCKET: { S3_ENDPOINT: 'https://s3.example' },
    S3_ENDPOINT: { S3_ENDPOINT: 's3.example' },
    PORT: { PORT: 'eighty' },
    DEMO_SIGN_IN: { DEMO_SIGN_IN: '1' },
  };

  it.each(Object.keys(wrong))('is named: %s', (name) => {
    expect(() => readConfig({ ...right, ...wrong[name] })).toThrow(`configuration: ${name}:`);
  });

  it.each(['main.api', 'main.worker'] as const)('stops %s before it opens anything', async (program) => {
    const started = startProgram(program, { ...right, ...wrong['DATABASE_URL'], ...wrong['PORT'] });
    expect((await started.exited).code).toBe(1);
    expect(started.log().join('\n')).toMatch(/configuration: DATABASE_URL: .*; PORT: /);
  }, 60_000);
});
