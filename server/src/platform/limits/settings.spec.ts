// Owns what LIMITS may say.
// Leaves counting to server/test/hostile/limits.test.ts.
import { DEFAULT_LIMITS, parseLimits } from './settings.js';

describe('LIMITS', () => {
  it('says nothing: everything as by default', () => { expect(parseLimits('')).toEqual(DEFAULT_LIMITS); });

  it('changes what it names and leaves the rest', () => {
    expect(parseLimits('submit-person=5/60, address=off')).toEqual({ ...DEFAULT_LIMITS, 'submit-person': { points: 5, seconds: 60 }, 'address': null });
  });

  it('switches all of them off', () => { expect(new Set(Object.values(parseLimits('off') ?? {}))).toEqual(new Set([null])); });

  it.each(['on', 'submit-person', 'submit-person=5', 'submit-person=0/60', 'submit-person=5/0', 'submit-person=-1/60', 'nothing=1/1', '__proto__=1/1', 'address=1/1/1'])('%s is no such text', (text) => {
    expect(parseLimits(text)).toBeNull();
  });
});
