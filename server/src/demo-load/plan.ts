// Owns turning a message into a report by a demo person, and what is meant to become of it: always the same for the same message.
// Leaves sending it to play.ts.
import type { CategoryList } from '@zhitongche/shared/directory/contract.js';
import type { SubmitRequest, TicketView } from '@zhitongche/shared/ticket/contract.js';
import type { Cast, Reporter } from './cast.js';
import { chanceOf, oneOf } from './chances.js';
import { fateOf } from './journey.js';
import type { Fate } from './journey.js';
import type { Message } from './messages.js';

export interface Plan {
  message: Message;
  reporter: Reporter;
  request: SubmitRequest;
  fate: Fate;
}

const FIRM_WORDS = /企业|公司|厂|园区|招工|用工|融资|贷款|税|营业执照|项目审批|投产/u;
const NAMES = ['陈阿姨', '沈大伯', '莫阿婆', '俞师傅', '金大姐', '张老师', '吴大爷', '徐女士', '何先生', '潘大妈'] as const;

export function planOf(message: Message, cast: Cast): Plan {
  const byFirm = FIRM_WORDS.test(`${message.label} ${message.title}`) && cast.accounts.length > 0;
  const reporters = byFirm || cast.cadres.length === 0 ? cast.accounts : cast.cadres;
  const reporter = needed(oneOf(reporters, (each) => each.person.id, message.id, 'reporter'));
  const subject = needed(oneOf(reporter.subjects, (each) => each.id, message.id, 'subject'));
  const request: SubmitRequest = {
    id: message.id, line: reporter.line, title: message.title, text: message.text, subjectKind: subject.kind, subjectId: subject.id,
    ...(subject.kind === 'household' ? { reporter: { name: needed(oneOf(NAMES, (name) => name, message.id, 'name')) } } : {}),
  };
  return { message, reporter, request, fate: fateOf(chanceOf(message.id, 'fate')) };
}

/** Whom triage would give a ticket, best first: what routing proposes, a label's category before others. */
export interface Choice {
  categoryCode: string;
  leadUnitId: string;
  assistingUnitIds: string[];
}

export function choicesOf(view: Pick<TicketView, 'suggestion' | 'categoryCode'>, message: Message, categories: CategoryList['items'], cast: Cast): Choice[] {
  const proposed = [...view.suggestion].sort((a, b) => Number(speaksOf(b.categoryName, message)) - Number(speaksOf(a.categoryName, message)));
  const category = view.categoryCode ?? proposed[0]?.categoryCode ?? categories.find(({ name }) => speaksOf(name, message))?.code
    ?? oneOf(categories, (each) => each.code, message.id, 'category')?.code ?? '';
  // A unit that gave it back needs a successor, and a report without a proposal somebody at all.
  const others = cast.units.filter((unit) => unit.kind === 'department').map((unit) => ({ unit, worth: chanceOf(message.id, unit.id) })).sort((a, b) => b.worth - a.worth);
  return [...proposed, ...others.map(({ unit }) => ({ categoryCode: category, leadUnitId: unit.id, assistingUnitIds: [] }))];
}

function speaksOf(categoryName: string, { label }: Message): boolean {
  return label !== '' && (categoryName.includes(label) || label.includes(categoryName));
}

function needed<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('nobody to choose from');
  return found;
}
