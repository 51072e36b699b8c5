// Owns the table of files of the lines' units. Leaves units that exist or not to test/exchange/console.test.ts.
import { readLineRows } from './line-rows.js';

const HEAD = ['直通车', '牵头单位', '督查机构'];

it('reads a row for each line, by name or key, columns in any order', () => {
  const { rows, problems } = readLineRows([['督查机构', '直通车', '牵头单位', '备注'], ['督查室', ' 亲清直通车 ', '经信局', 'x'], ['', '', '', null], ['督查室', 'minqing', '社工部', '']]);
  expect(problems).toEqual([]);
  expect(rows.map(({ row, line, lead, supervising }) => [row, line.key, lead, supervising])).toEqual([[2, 'qinqing', '经信局', '督查室'], [4, 'minqing', '社工部', '督查室']]);
});

it.each<[string, string[][], string]>([
  ['no headings', [], '第 1 行 缺少列：直通车、牵头单位、督查机构'],
  ['a heading is missing', [['直通车', '牵头单位']], '第 1 行 缺少列：督查机构'],
  ['nothing below', [HEAD], '第 2 行 文件里没有直通车'],
  ['another line', [HEAD, ['马上办', 'a', 'b']], '第 2 行 直通车“马上办” 只能是：亲清直通车、民情直通车'],
  ['one twice', [HEAD, ['亲清直通车', 'a', 'b'], ['qinqing', 'a', 'b']], '第 3 行 亲清直通车写了两遍'],
])('%s', (_what, grid, problem) => { expect(readLineRows(grid).problems).toEqual([problem]); });
