// Owns a circular as an Excel file: its cases line by line, and what is counted apart.
// Leaves the file's form to platform/sheet.
import type { Readable } from 'node:stream';
import type { CircularView } from '@zhitongche/shared/supervision/circular.js';
import { CIRCULAR_BAND_LABELS, CIRCULAR_CASE_LABELS } from '@zhitongche/shared/supervision/circular-words.js';
import { xlsxStream } from '../platform/sheet/write-sheet.js';

export function circularSheet({ documentNumber, issuedAt, issuedBy, content }: CircularView): Promise<Readable> {
  const rows = content.bands.flatMap(({ band, units }) => units.flatMap(({ unitName, cases }) => cases.map((each) => [
    CIRCULAR_BAND_LABELS[band], unitName, CIRCULAR_CASE_LABELS[each.what], each.number, each.documentNumber, new Date(each.at), each.contested ? '申辩中' : null,
  ])));
  return xlsxStream([
    {
      name: '通报',
      columns: [
        { heading: '档次', width: 34 }, { heading: '单位', width: 20 }, { heading: '情形', width: 12 }, { heading: '事项编号', width: 22 }, { heading: '文号', width: 22 },
        { heading: '时间', width: 18 }, { heading: '备注', width: 10 },
      ],
      rows,
    },
    {
      name: '说明', columns: [{ heading: '项目', width: 22 }, { heading: '内容', width: 60 }],
      rows: [
        ['文号', documentNumber], ['月份', content.month], ['签发', new Date(issuedAt)], ['签发机构', issuedBy],
        ...content.totals.map(({ what, count }) => [CIRCULAR_CASE_LABELS[what], count]),
        ['申辩成立、已撤销（不列入）', content.revoked], ['签发时申辩中', content.contested],
        ['排列', '单位按最重的情形分档，同一档内按机构目录排列，不是名次。'],
      ],
    },
  ]);
}
