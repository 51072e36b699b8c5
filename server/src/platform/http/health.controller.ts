// Owns the answers for whoever watches the process: alive, and ready to serve.
// Leaves figures to metrics/, on a port of their own.
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { refuse } from '@zhitongche/shared/errors.js';
import { DataSource } from 'typeorm';
import { Readiness } from '../readiness.js';
import { Public } from './signed-in.js';

@ApiTags('health')
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly source: DataSource,
    private readonly readiness: Readiness,
  ) {}

  @Get('health')
  @ApiOperation({ summary: '进程在运行' })
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: '数据库可用，可以接收请求' })
  async ready(): Promise<{ status: 'ready' }> {
    if (this.readiness.isEnding()) refuse('SERVER_BUSY');
    // A database without tables is no database yet.
    await this.source.query('select 1 from migration limit 1').catch(() => refuse('SERVER_BUSY'));
    return { status: 'ready' };
  }
}
