// Owns the table of cells that must not be computed.
// Leaves the files they end up in to the server's suites.
import { guarded, unguarded } from './formula-guard.js';

it.each([
  ['an equals sign', '=1+1', "'=1+1"],
  ['a plus', '+86 139', "'+86 139"],
  ['a minus', '-2', "'-2"],
  ['an at sign', '@SUM(A1)', "'@SUM(A1)"],
  ['a full-width equals sign', '＝cmd', "'＝cmd"],
  ['a full-width plus', '＋1', "'＋1"],
  ['a full-width minus', '－1', "'－1"],
  ['a full-width at sign', '＠某人', "'＠某人"],
  ['a tab', '\t=1', "'\t=1"],
  ['a carriage return', '\r=1', "'\r=1"],
  ['spaces before it', '  =1', "'  =1"],
])('%s is guarded, and the guard comes off again', (_what, text, written) => {
  expect(guarded(text)).toBe(written);
  expect(unguarded(written)).toBe(text);
});

it.each([['a sentence', '村口到小学没有公交'], ['a sign inside', '一+一=二'], ['an apostrophe of its own', "'引号'"], ['nothing', '']])(
  '%s stays as it is, both ways', (_what, text) => {
    expect(guarded(text)).toBe(text);
    expect(unguarded(text)).toBe(text);
  });
