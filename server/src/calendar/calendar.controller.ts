// Owns the endpoints of the working calendar; they are for system administrators only.
// Leaves what is read to calendar.queries.ts and what is done to actions/.
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CalendarChange, CalendarOverview, CalendarPreview, ChangeRequest } from '@zhitongche/shared/calendar/contract.js';
import { refuse } from '@zhitongche/shared/errors.js';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { ChangeCalendar } from './actions/change-calendar.js';
import { CalendarQueries } from './calendar.queries.js';

@ApiTags('calendar')
@Controller('calendar')
export class CalendarController {
  constructor(
    private readonly change: ChangeCalendar,
    private readonly queries: CalendarQueries,
  ) {}

  @Get()
  @ApiOperation({ summary: '工作日历：各年的来源和是否暂定、历次更改、期限重算的进度（系统管理员）' })
  @ApiResponse({ status: 200, standardSchema: CalendarOverview })
  overview(@CurrentPerson() person: SignedInPerson): Promise<CalendarOverview> {
    administrator(person);
    return this.queries.overview();
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: '预览导入一年的节假日安排或恢复某一版：哪些日子变、多少在办事项改期、要告知谁；不写入（系统管理员）' })
  @ApiResponse({ status: 200, standardSchema: CalendarPreview })
  look(@CurrentPerson() person: SignedInPerson, @Body({ schema: CalendarChange }) body: CalendarChange): Promise<CalendarPreview> {
    administrator(person);
    return this.change.preview(body);
  }

  @Post('versions')
  @HttpCode(200)
  @ApiOperation({
    summary: '确认更改工作日历（系统管理员，留痕）', description: '即刻生效，在办事项随后在后台逐件重算；重复发送只生效一次；预览后日历已变则拒绝。',
  })
  @ApiResponse({ status: 200, standardSchema: CalendarOverview })
  async make(@CurrentPerson() person: SignedInPerson, @Body({ schema: ChangeRequest }) body: ChangeRequest): Promise<CalendarOverview> {
    await this.change.run(administrator(person), body);
    return this.queries.overview();
  }
}

/** The person's id. @throws Refusal ROLE_FORBIDDEN */
function administrator(person: SignedInPerson): string {
  return person.grants.some((grant) => grant.role === 'sysadmin') ? person.id : refuse('ROLE_FORBIDDEN');
}
