// Owns how a file says by what it was narrowed: every filter of a list in words, names instead of ids.
// Leaves what a filter means to ticket.filters.ts.
import { Injectable } from '@nestjs/common';
import type { TicketExportQuery } from '@zhitongche/shared/ticket/export-contract.js';
import { COMPLEXITY_LABELS, NATURE_LABELS, SATISFACTION_LABELS, STATUS_LABELS, STEP_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';
import { WORKLIST_LABELS } from '@zhitongche/shared/ticket/worklists.js';
import { DirectoryService } from '../directory/directory.service.js';
import { LineService } from '../line/line.service.js';
import { RoutingService } from '../routing/routing.service.js';

/** One for every filter: the compiler names one that is forgotten. In the order in which they are read. */
type Words = { [F in keyof TicketExportQuery]-?: (value: NonNullable<TicketExportQuery[F]>) => string };

@Injectable()
export class TicketExportWords {
  constructor(
    private readonly directory: DirectoryService,
    private readonly lines: LineService,
    private readonly routing: RoutingService,
  ) {}

  /** What a list was narrowed by, in Chinese; an id without a name stands for itself. */
  async of(query: TicketExportQuery): Promise<string> {
    const { unit, place, category } = query;
    const [lines, units, placeName, categories] = await Promise.all([
      this.lines.all(), this.directory.keptUnits(unit === undefined ? [] : [unit]),
      place === undefined ? null : this.directory.placeName(place), this.routing.keptCategoryNames(category === undefined ? [] : [category]),
    ]);
    const words: Words = {
      worklist: (list) => `清单：${WORKLIST_LABELS[list]}`,
      mine: (own) => (own ? '只看本人或本企业的' : ''),
      line: (key) => `直通车：${lines.get(key)?.name ?? key}`,
      status: (status) => `状态：${STATUS_LABELS[status]}`,
      step: (step) => `环节：${STEP_LABELS[step]}`,
      category: (code) => `类别：${categories.get(code) ?? code}`,
      nature: (nature) => `性质：${NATURE_LABELS[nature]}`,
      complexity: (complexity) => `难易：${COMPLEXITY_LABELS[complexity]}`,
      unit: (id) => `经办单位：${units.get(id)?.name ?? id}`,
      place: (code) => `镇街或村社：${placeName ?? code}`,
      satisfaction: (satisfaction) => `测评：${SATISFACTION_LABELS[satisfaction]}`,
      from: (day) => `上报从：${day}`,
      to: (day) => `上报到：${day}`,
      overdue: (late) => (late ? '只看超期' : '未超期'),
      reopened: (again) => (again ? '第二轮及以后' : '只有第一轮'),
      q: (looked) => `查找：${looked}`,
    };
    const said = namesOf(words).map((name) => wordOf(words, name, query)).filter((word) => word !== '');
    return said.length === 0 ? '本人可见的全部事项' : said.join('；');
  }
}

const namesOf = (words: Words): (keyof Words)[] => Object.keys(words) as (keyof Words)[]; // an object literal has no other keys

function wordOf(words: Words, name: keyof Words, query: TicketExportQuery): string {
  const value = query[name];
  const word: (value: never) => string = words[name];
  return value === undefined ? '' : word(value as never); // the filter's own value: both have its name
}
