// Owns telling a deadline's derivation in sentences and days that can be followed on a wall calendar.
// Leaves the counting to the server and the sheet to deadline-reason.vue.
import type { DayFact, DeadlineDerivation, StopFact } from '@zhitongche/shared/deadline/contract.js';
import { PAUSE_REASON_LABELS, SOURCE_CHANNEL_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';
import { serverNow } from '../../lib/clock.js';
import { dayInWords } from '../../lib/time.js';

/** One line of the account; `days` are listed below it. */
export interface ReasonLine {
  text: string;
  days?: { when: string; why: string }[];
}

const WEEKDAYS = '日一二三四五六';
const REASONS = { weekday: '工作日', make_up_work: '调休上班', weekend: '周末', holiday: '放假', statutory: '法定节日' } as const;

/** The account of a deadline, in the order in which one would count. `now` decides which years are named. */
export function reasonLines(derivation: DeadlineDerivation, stops: readonly StopFact[] = [], now: Date = serverNow()): ReasonLine[] {
  const { day0, count, monthEnd, stricter } = derivation;
  const words: Words = (day) => `${dayInWords(day, { now })}（周${WEEKDAYS[new Date(day).getUTCDay()] ?? ''}）`;
  const lines: ReasonLine[] = [{ text: `从${words(day0)}起算，当天不计` }];
  const stopped = stopLine(stops, words);
  if (stricter !== null) return [...lines, ...stricterLines(stricter, stopped, words)];
  if (count === null) return [...lines, ...monthLines(derivation, words), ...stopped.map((line) => ({ ...line, text: `${line.text}；复杂事项的两个月不顺延` }))];
  lines.push(...countLines(count, stopped, words));
  if (derivation.capped) {
    lines.push({ text: `没有数满：从起算日起最长 ${String(monthEnd.months)} 个月，不得超过${words(monthEnd.end.day)}` });
  }
  return lines;
}

/** The law, and by number and date each notice that says what one of the shown days is. */
export function basisOf(derivation: DeadlineDerivation | null): string {
  const sources = derivation === null ? [] : shownDays(derivation).flatMap(({ source }) => source ?? []);
  return `依据：${['民法典第二百条至第二百零四条', ...new Set(sources)].join('；')}。`;
}

function shownDays({ count, monthEnd, capped, stricter }: DeadlineDerivation): DayFact[] {
  const counted = stricter === null ? count : stricter.count;
  const days = counted === null ? [] : [...counted.skipped, ...counted.makeUpDays];
  return stricter === null && (count === null || capped) ? [...days, ...monthEnd.rolledOver, monthEnd.end] : days;
}

type Words = (day: string) => string;
type Count = NonNullable<DeadlineDerivation['count']>;

function countLines(count: Count, stopped: readonly ReasonLine[], words: Words): ReasonLine[] {
  const wanted = count.limit + count.paused + count.extension;
  const made = [`期限 ${String(count.limit)} 个`, ...(count.paused > 0 ? [`暂停 ${String(count.paused)} 个`] : []), ...(count.extension > 0 ? [`延期 ${String(count.extension)} 个`] : [])];
  const lines: ReasonLine[] = [{ text: `往后数 ${String(wanted)} 个工作日${made.length > 1 ? `（${made.join('，')}）` : ''}` }, ...stopped];
  if (count.skipped.length > 0) lines.push({ text: '不计的日子', days: stretches(count.skipped, words) });
  if (count.makeUpDays.length > 0) lines.push({ text: '周末调休上班，照常计入', days: stretches(count.makeUpDays, words) });
  return [...lines, { text: `第 ${String(count.workingDays)} 个工作日是${words(count.to)}` }];
}

/** A limit that another system set, and that ends before ours. */
function stricterLines({ channel, day, count }: NonNullable<DeadlineDerivation['stricter']>, stopped: readonly ReasonLine[], words: Words): ReasonLine[] {
  const name = SOURCE_CHANNEL_LABELS[channel];
  if (count === null) return [{ text: `按${name}交办时限，${words(day)}前办结，早于本系统的期限；暂停和延期不改变它` }];
  return [{ text: `按${name}交办时限计算，早于本系统的期限` }, ...countLines(count, stopped, words)];
}

/** Every time the clock stood still, with its days and the document it stood still by. */
function stopLine(stops: readonly StopFact[], words: Words): ReasonLine[] {
  if (stops.length === 0) return [];
  const days = stops.map(({ kind, from, to, until, workingDays, reason, document }) => {
    const why = kind === 'wait' ? '等反映人补充' : [reason && PAUSE_REASON_LABELS[reason], document].filter(Boolean).join('，');
    const last = to === null ? `至今${until === null ? '' : `，最迟到${words(until)}`}` : `至${words(to)}`;
    return { when: `${words(from)}${last}`, why: `${why}${to === null ? '' : `，${String(workingDays)} 个工作日`}` };
  });
  return [{ text: '暂停计时的日子', days }];
}

function monthLines({ day0, monthEnd }: DeadlineDerivation, words: Words): ReasonLine[] {
  const { months, nominal, clamped, rolledOver, end } = monthEnd;
  const noSuchDay = clamped ? `（那个月没有 ${String(Number(day0.slice(8)))} 日，取月末）` : '';
  const lines: ReasonLine[] = [{ text: `往后 ${String(months)} 个月是${words(nominal)}${noSuchDay}` }];
  if (rolledOver.length > 0) lines.push({ text: '遇休息日顺延', days: stretches(rolledOver, words) }, { text: `下一个工作日是${words(end.day)}` });
  else if (end.reason === 'make_up_work') lines.push({ text: '这天虽是周末，但调休上班，不顺延' });
  return lines;
}

/** Neighbouring days with the same reason are one line. */
function stretches(days: readonly DayFact[], words: Words): { when: string; why: string }[] {
  const runs: { first: DayFact; last: DayFact }[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && Date.parse(day.day) - Date.parse(run.last.day) === 86_400_000 && whyOf(run.first) === whyOf(day)) run.last = day;
    else runs.push({ first: day, last: day });
  }
  return runs.map(({ first, last }) => ({ when: first === last ? words(first.day) : `${words(first.day)}至${words(last.day)}`, why: whyOf(first) }));
}

const whyOf = ({ name, reason, provisional }: DayFact): string =>
  `${name === null ? REASONS[reason] : reason === 'make_up_work' ? `${name}调休` : `${name}放假`}${provisional ? '（暂定）' : ''}`;
