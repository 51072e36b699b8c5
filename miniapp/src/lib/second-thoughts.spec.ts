// Owns the proof that a step is done once, later, and not at all when it was taken back.
// Leaves the buttons to the browser tests.
import { jest } from '@jest/globals';
import { effectScope } from 'vue';
import { useSecondThoughts } from './second-thoughts.js';

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

function made() {
  const scope = effectScope();
  const done: string[] = [];
  const thoughts = scope.run(() => useSecondThoughts(() => { done.push('done'); }, 5_000))!; // a scope that runs answers
  return { scope, done, thoughts };
}

test('is done once, when the time is over, however often it was tapped', () => {
  const { done, thoughts } = made();
  thoughts.begin();
  jest.advanceTimersByTime(3_000);
  thoughts.begin();
  expect([thoughts.waiting.value, done]).toEqual([true, []]);
  jest.advanceTimersByTime(2_000);
  expect([thoughts.waiting.value, done]).toEqual([false, ['done']]);
  jest.advanceTimersByTime(60_000);
  expect(done).toEqual(['done']);
});

test('taken back it is not done, and may be begun again', () => {
  const { done, thoughts } = made();
  thoughts.begin();
  thoughts.undo();
  jest.advanceTimersByTime(60_000);
  expect(done).toEqual([]);
  thoughts.begin();
  jest.advanceTimersByTime(5_000);
  expect(done).toEqual(['done']);
});

test('who goes elsewhere meant it; who took it back meant that', () => {
  const gone = made();
  gone.thoughts.begin();
  gone.scope.stop();
  expect(gone.done).toEqual(['done']);
  const back = made();
  back.thoughts.begin();
  back.thoughts.undo();
  back.scope.stop();
  expect(back.done).toEqual([]);
});
