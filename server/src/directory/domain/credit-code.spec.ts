// Owns the check of the credit code's two check characters.
// Leaves the demo's own codes to base-data.spec.ts.
import { isCreditCode } from './credit-code.js';

// Printed in public on the sites of Alibaba (China), Huawei and Tencent: real codes prove the arithmetic.
test.each(['91330100799655058B', '914403001922038216', '9144030071526726XG'])('%s is a valid code', (code) => {
  expect(isCreditCode(code)).toBe(true);
});

test.each([
  ['91330100799655058C', 'last character wrong'],
  ['91330100799655085B', 'two digits swapped'],
  ['9133010079965505B', 'one character short'],
  ['91330100I99655058B', 'a letter the alphabet leaves out'],
])('%s is refused: %s', (code) => {
  expect(isCreditCode(code)).toBe(false);
});
