// Owns what is reported in a simulated year, by whom and when: at the scale of the real district, drawn by the seed.
// Leaves what becomes of it to behaviour/.
import type { SubmitRequest } from '@zhitongche/shared/ticket/contract.js';
import { uuidOf } from '../demo-load/chances.js';
import { plusDays } from '../invariants/domain/plain-calendar.js';
import type { PlainCalendar } from '../invariants/domain/plain-calendar.js';
import { readStories } from '../platform/seed/demo-stories.js';
import type { District } from './district.js';
import { pick } from './district.js';
import { minuteOf } from './hours.js';

/** What the real district had in a year. */
const A_YEAR = { qinqing: 1_190, minqing: 5_066 } as const;
/** On a day off so much of a working day is reported. */
const DAY_OFF = 0.2;

export interface Scale {
  days: number;
  /** First day, YYYY-MM-DD. */
  from: string;
  /** 1 is the real district. */
  scale: number;
}

export interface Report {
  at: Date;
  by: string;
  request: SubmitRequest & { id: string };
  /** The account that rates for itself, where the subject has one. */
  accountId: string | null;
}

/** All reports in the order of time. */
export function reportsOf(district: District, { days, from, scale }: Scale, calendar: PlainCalendar): Report[] {
  const weights = Array.from({ length: days }, (_, i) => (calendar.works(plusDays(from, i)) ? 1 : DAY_OFF));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const stories = readStories().filter((story) => story.solvedOnSpot === null && story.complainedUnitId === null);
  return (['qinqing', 'minqing'] as const).flatMap((line) => {
    const texts = stories.filter((story) => story.line === line);
    return Array.from({ length: Math.max(1, Math.round(A_YEAR[line] * scale * days / 365)) }, (_, k): Report => {
      const key = `${line} ${String(k)}`;
      const chance = (...words: string[]) => district.chance(key, ...words);
      let left = chance('day') * whole;
      const day = Math.max(0, weights.findIndex((weight) => (left -= weight) < 0));
      const at = minuteOf(plusDays(from, day), 495 + chance('minute') * 690);
      const story = pick(texts, chance('text'));
      const words = { id: uuidOf(district.seed, 'ticket', key), line, title: story.title, text: story.text, hidden: chance('hidden') < 0.03 };
      return line === 'qinqing' ? ofFirm(district, key, at, words) : ofVillage(district, key, at, words);
    });
  }).sort((a, b) => a.at.getTime() - b.at.getTime() || (a.request.id < b.request.id ? -1 : 1));
}

type Words = Pick<Report['request'], 'id' | 'line' | 'title' | 'text' | 'hidden'>;

function ofFirm(district: District, key: string, at: Date, words: Words): Report {
  const firm = pick(district.firms, district.chance(key, 'firm'));
  // Most firms with an account write themselves; the rest waits for a visit.
  const itself = firm.accountId !== null && district.chance(key, 'itself') < 0.7;
  return {
    at, by: itself && firm.accountId !== null ? firm.accountId : district.one('cadre', firm.townUnitId, key), accountId: firm.accountId,
    request: { ...words, subjectKind: 'enterprise', subjectId: firm.id, ...(itself ? {} : onTheSpot(district, key, 0.1)) },
  };
}

function ofVillage(district: District, key: string, at: Date, words: Words): Report {
  const village = pick(district.villages, district.chance(key, 'village'));
  const resident = pick(district.residents, district.chance(key, 'resident'));
  const forItself = district.chance(key, 'for the village') < 0.15;
  return {
    at, by: district.one('cadre', village.townUnitId, key), accountId: null,
    request: {
      ...words, subjectKind: forItself ? 'village' : 'household', subjectId: village.code, ...onTheSpot(district, key, 0.16),
      ...(forItself ? {} : { reporter: { name: resident.name, phone: resident.phone } }),
    },
  };
}

const onTheSpot = (district: District, key: string, share: number) =>
  (district.chance(key, 'on the spot') < share ? { solvedOnSpot: '当场联系村里和物业，问题已经处理，反映人在场确认。' } : {});
