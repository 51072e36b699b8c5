// Owns what people report in a bench: varied, valid bodies made of the demo's own tickets.
// Leaves sending them to the client process.
import { randomUUID } from 'node:crypto';
import type { SubmitRequest } from '@zhitongche/shared/ticket/contract.js';
import { readDivisions, readEnterprises } from '#product/platform/seed/base-data.js';
import { readStories } from '#product/platform/seed/demo-stories.js';

export type Report = (at: number) => SubmitRequest;

/** The n-th report: always the same words, a new id each time it is asked for. */
export function reports(): Report {
  const stories = readStories().filter((story) => !story.hidden && story.complainedUnitId === null && story.complainedEnterpriseId === null);
  const villages = readDivisions().filter((division) => division.kind === 'village' || division.kind === 'community');
  const enterprises = readEnterprises();
  const clauses = stories.flatMap((story) => story.text.split(/(?<=[。；！？])/)).filter((clause) => clause.length > 6);
  const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;
  return (at) => {
    const story = pick(stories, at);
    const firm = story.line === 'qinqing';
    const village = pick(villages, at * 7 + 3);
    return {
      id: randomUUID(), line: story.line, title: story.title,
      text: `${story.text}${pick(clauses, at * 13 + 5)}${pick(clauses, at * 31 + 11)}`,
      advice: at % 3 === 0 ? null : story.advice,
      subjectKind: story.subject.kind, subjectId: firm ? pick(enterprises, at * 11 + 1).creditCode : village.code,
      place: firm ? null : `${village.name}${String(at % 40 + 1)}号`,
      reporter: firm && at % 2 === 0 ? null : { name: pick(SURNAMES, at * 3) + pick(NAMES, at * 5), phone: at % 4 === 0 ? null : `1390000${String(at % 10_000).padStart(4, '0')}` },
    };
  };
}

const SURNAMES = ['沈', '俞', '姚', '吴', '章', '莫', '骆', '姜', '孟', '任'];
const NAMES = ['阿婆', '师傅', '建国', '美娟', '晓东', '大伯', '桂芳', '海明', '经理'];
