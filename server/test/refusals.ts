// Owns what every refusal must look like: a code, a Chinese sentence, a request id, and no word about our insides.
// Leaves which code it is to the suites.
import type { Answer } from './visitor.js';
import { readRefusal } from './visitor.js';

/** Fails unless the answer is this refusal; `field` is one that its details name. */
export function expectRefusal(answer: Answer, status: number, code: string, field?: string): void {
  const refused = readRefusal(answer);
  expect({ status: refused.status, code: refused.code }).toEqual({ status, code });
  expect(JSON.stringify(answer.body)).not.toMatch(/\bat \S+ \(|node_modules|\.ts:|select |QueryFailed|Error:|zod/i);
  if (field !== undefined) expect(refused.details).toEqual({ fields: expect.objectContaining({ [field]: expect.stringMatching(/[\u4e00-\u9fff]/) as unknown }) as unknown });
}
