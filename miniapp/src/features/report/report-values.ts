// Owns what the report form holds, and how it becomes the request.
// Leaves drawing to report-form.vue and every rule to the server.
import type { SubjectKind } from '@zhitongche/shared/directory/vocabulary.js';
import type { SubmitRequest } from '@zhitongche/shared/ticket/contract.js';
import type { SourceChannel } from '@zhitongche/shared/ticket/vocabulary.js';
import type { ChosenSubject } from '../../components/choices.js';

export interface ReportValues {
  /** Id of the ticket to be; the same through every retry. */
  id: string;
  subject: ChosenSubject | null;
  kind: SubjectKind | null;
  text: string;
  /** Typed by the person; empty means: made from the text. */
  title: string;
  advice: string;
  place: string;
  hidden: boolean;
  reporterName: string;
  reporterPhone: string;
  complainedUnitIds: string[];
  complainedEnterprise: ChosenSubject | null;
  /** The system it came by, its number there, and the day it asks for. */
  channel: SourceChannel;
  foreignNumber: string;
  foreignDueDay: string | null;
  /** What was done at the door; only in the form of 当场解决. */
  solvedOnSpot: string;
  /** Ids of files that go with the report. */
  attachmentIds: string[];
}

const titleLength = 40;

/** A title from the first sentence of a text, at most 40 characters (code points), cut at a comma where there is one. */
export function titleFrom(text: string): string {
  const sentence = text.trim().split(/[。！？!?；;\n]/).map((part) => part.trim()).find((part) => part !== '') ?? '';
  const letters = [...sentence];
  if (letters.length <= titleLength) return sentence;
  const start = letters.slice(0, titleLength).join('');
  const comma = Math.max(start.lastIndexOf('，'), start.lastIndexOf(','));
  return comma > titleLength / 4 ? start.slice(0, comma) : `${letters.slice(0, titleLength - 1).join('')}…`;
}

/** What is still missing, by field of the request. */
export function missingIn(values: ReportValues, words: { subject: string; solved: boolean }): Record<string, string> {
  const missing: Record<string, string> = {};
  if (values.subject === null) missing['subjectId'] = `请选择${words.subject}`;
  if (values.text.trim() === '') missing['text'] = '请写下要反映的问题';
  if (words.solved && values.solvedOnSpot.trim() === '') missing['solvedOnSpot'] = '请写下当场是怎么解决的';
  if (values.reporterName.trim() === '' && values.reporterPhone.trim() !== '') missing['reporter.name'] = '留了电话，请写上姓名';
  return missing;
}

/** The request, or null while something is missing. */
export function requestFrom(values: ReportValues, context: { line: string; visitId: string | undefined; solved: boolean }): SubmitRequest | null {
  const { id, subject, kind, text } = values;
  if (subject === null || kind === null) return null;
  const name = values.reporterName.trim();
  return {
    id, line: context.line, title: values.title.trim() || titleFrom(text), text: text.trim(),
    subjectKind: kind, subjectId: subject.id, hidden: values.hidden,
    advice: filled(values.advice), place: filled(values.place),
    reporter: name === '' ? null : { name, phone: filled(values.reporterPhone) },
    complainedUnitId: values.complainedUnitIds[0] ?? null,
    complainedEnterpriseId: values.complainedEnterprise?.id ?? null,
    visitId: context.visitId ?? null,
    ...(values.channel === 'zhitongche' ? {} : { channel: values.channel, foreignNumber: filled(values.foreignNumber), foreignDueDay: values.foreignDueDay }),
    solvedOnSpot: context.solved ? filled(values.solvedOnSpot) : null,
    ...(values.attachmentIds.length > 0 ? { attachmentIds: [...values.attachmentIds] } : {}),
  };
}

function filled(value: string): string | null {
  return value.trim() === '' ? null : value.trim();
}
