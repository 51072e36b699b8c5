// Owns how a run and a reconciliation are told to the person at the screen.
// Leaves the figures to load.ts and reconcile.ts.
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { STATUSES, STATUS_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';
import type { LoadReport } from './load.js';
import type { Reconciliation } from './reconcile.js';

const NAMED_AT_MOST = 20;

/** Whether everything that was wanted was done, and everything acknowledged was found. */
export const isClean = ({ lost, problems, ended, acknowledged, wanted }: LoadReport): boolean =>
  lost.length === 0 && problems.length === 0 && ended === null && acknowledged === wanted;

export function tellLoad(report: LoadReport): string[] {
  const { strange, clipped, wanted, acknowledged, byStatus, lost, problems, figures, ended } = report;
  const found = STATUSES.filter((status) => byStatus[status] !== undefined);
  const sum = found.reduce((total, status) => total + (byStatus[status] ?? 0), 0);
  return [
    ...(ended === 'stopped' ? ['已停止，再次运行同一命令会接着做。 Stopped: run it again to continue.'] : []),
    ...(ended === 'away' ? ['服务器太久没有答复，先停在这里；再次运行同一命令会接着做。 The server did not answer: run it again to continue.'] : []),
    ...(strange.length > 0 ? [`${String(strange.length)} 行不能用 lines left out：`, ...some(strange.map(({ line, why }) => `  第 ${String(line)} 行 line ${String(line)}：${why}`))] : []),
    ...(clipped > 0 ? [`${String(clipped)} 条正文超过 5000 字，已截短 texts were clipped`] : []),
    `应载入 wanted ${String(wanted)}，已确认 acknowledged ${String(acknowledged)}`,
    ...(ended === null ? [...found.map((status) => row(status, byStatus)), `${'合计 sum'.padEnd(20)}${String(sum).padStart(6)}`] : []),
    ...(ended === null ? [`对账 reconciliation：${String(sum)} 件找到 found，${String(lost.length)} 件丢失 lost`, ...some(lost)] : []),
    ...(problems.length > 0 ? [`${String(problems.length)} 件没有走到预定的一步 did not get where they were meant to：`, ...some(problems.map(({ line, why }) => `  第 ${String(line)} 行 line ${String(line)}：${why}`))] : []),
    `请求 requests ${String(figures.requests)}：成功 acknowledged ${String(figures.acknowledged)}，拒绝 refused ${String(figures.refused)}；重试 retries：无应答 no answer ${String(figures.noAnswer)}，服务器错误 5xx ${String(figures.serverErrors)}，请稍候 429 ${String(figures.tooMany)}`,
  ];
}

export function tellReconciliation({ tickets, changes, links, broken, wrong }: Reconciliation): string[] {
  return [
    `日志里 journal：${String(tickets)} 件事项 tickets，${String(changes)} 次变更 changes，${String(links)} 个链接 links`,
    ...(broken.length > 0 ? [`${String(broken.length)} 行不完整 broken lines：${broken.slice(0, NAMED_AT_MOST).join(' ')}`] : []),
    wrong.length === 0 ? '全部找到，与答复一致。 All found, as acknowledged.' : `${String(wrong.length)} 处不符 differences：`,
    ...some(wrong),
  ];
}

function row(status: Status, byStatus: LoadReport['byStatus']): string {
  return `${`${STATUS_LABELS[status]} ${status}`.padEnd(20)}${String(byStatus[status]).padStart(6)}`;
}

function some(lines: readonly string[]): string[] {
  return lines.length <= NAMED_AT_MOST ? [...lines] : [...lines.slice(0, NAMED_AT_MOST), `  … 还有 ${String(lines.length - NAMED_AT_MOST)} 条 more`];
}
