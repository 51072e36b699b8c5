// Owns the files people fill in: a template with one example, or what is there, in the form that comes in again.
// Leaves the form of a spreadsheet to platform/sheet and cells to the kinds.
import { Readable } from 'node:stream';
import type { ExchangeKind, FileFormat } from '@zhitongche/shared/exchange/kinds.js';
import { EXCHANGE_KIND_LABELS, IMPORT_MOST_ROWS } from '@zhitongche/shared/exchange/kinds.js';
import { CSV_TYPE, XLSX_TYPE, csvText, xlsxStream } from '../platform/sheet/write-sheet.js';
import type { Sheet } from '../platform/sheet/write-sheet.js';
import type { Cells, Column } from './domain/columns.js';

export interface MadeFile {
  name: string;
  type: string;
  content: Readable;
}

const KIND_NOTES: Record<Column['kind'], string> = { text: '文字', code: '文本格式', phone: '文本格式', count: '数字' };

/** A file of these rows under the kind's headings, explained on a second sheet. */
export async function makeFile(kind: ExchangeKind, columns: readonly Column[], rows: readonly Cells[], format: FileFormat, name: string): Promise<MadeFile> {
  const data: Sheet = {
    name: EXCHANGE_KIND_LABELS[kind], columns: columns.map(({ heading, most = 0 }) => ({ heading, width: most >= 1000 ? 40 : 20 })),
    rows: rows.map((cells) => columns.map(({ key }) => cells[key] ?? '')),
  };
  if (format === 'csv') return { name: `${name}.csv`, type: CSV_TYPE, content: Readable.from([Buffer.from(csvText(data), 'utf8')]) };
  return { name: `${name}.xlsx`, type: XLSX_TYPE, content: await xlsxStream([data, notesOf(columns)]) };
}

export const exampleOf = (columns: readonly Column[]): Cells => Object.fromEntries(columns.map(({ key, example }) => [key, example]));

function notesOf(columns: readonly Column[]): Sheet {
  return {
    name: '说明', columns: [{ heading: '列', width: 18 }, { heading: '必填', width: 6 }, { heading: '格式', width: 10 }, { heading: '怎么填', width: 90 }],
    rows: [
      ...columns.map(({ heading, required, kind, note }) => [heading, required ? '是' : '', KIND_NOTES[kind], note]),
      ['文件', '', '', `只读第一张表；一次最多 ${String(IMPORT_MOST_ROWS)} 行、10 MB。请删掉示例行。文件里没有写的行不会被改动或删除。`],
      ['公式', '', '', '公式只取显示的值。文字不能以 = + - @ 开头；导出时这样的文字前面会加一个单引号，导回时自动去掉。'],
      ['没有的列', '', '', '文件里没有某一列，表示那一列不变；有这一列而格子空着，表示清空（必填的和写明“空着表示不变”的除外）。'],
    ],
  };
}
