// Owns how a circular's months and cases are worded.
// Leaves its bands and counts to the server.
import type { CircularCase, CircularContent } from '@zhitongche/shared/supervision/circular.js';
import { CIRCULAR_CASE_LABELS } from '@zhitongche/shared/supervision/circular-words.js';
import { serverNow } from '../../lib/clock.js';
import { dayOf } from '../../lib/time.js';

/** 2026年3月 */
export function monthInWords(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${year}年${String(Number(number))}月`;
}

/** The month before this one, and as many before it, newest first; then this one, which can only be looked at. */
export function monthsBack(count: number, now: Date = serverNow()): string[] {
  const [year = 0, number = 0] = dayOf(now).split('-').map(Number);
  return Array.from({ length: count + 1 }, (_, i) => {
    const months = year * 12 + number - 1 - i;
    return `${String(Math.floor(months / 12))}-${String((months % 12) + 1).padStart(2, '0')}`;
  });
}

/** The cases of a unit, those of one kind together: 黄灯：民情〔2026〕1号、民情〔2026〕2号（申辩中） */
export function caseLines(cases: readonly CircularCase[]): string[] {
  const kinds = [...new Set(cases.map(({ what }) => what))];
  return kinds.map((what) => {
    const numbers = cases.filter((each) => each.what === what)
      .map(({ number, documentNumber, contested }) => `${number}${documentNumber === null ? '' : ` ${documentNumber}`}${contested ? '（申辩中）' : ''}`);
    return `${CIRCULAR_CASE_LABELS[what]} ${String(numbers.length)} 件：${numbers.join('、')}`;
  });
}

export function totalsInWords({ totals, revoked, contested }: Pick<CircularContent, 'totals' | 'revoked' | 'contested'>): string {
  const counted = totals.length === 0 ? '本月没有亮灯，也没有签发督办文书。' : `本月${totals.map(({ what, count }) => `${CIRCULAR_CASE_LABELS[what]} ${String(count)}`).join('，')}。`;
  const apart = [revoked > 0 ? `申辩成立已撤销 ${String(revoked)} 件，不列入` : null, contested > 0 ? `申辩中 ${String(contested)} 件，已注明` : null].filter(Boolean).join('；');
  return apart === '' ? counted : `${counted}${apart}。`;
}
