// Owns the proof that typed words survive, belong to one person, and are forgotten once sent.
// Leaves the forms to themselves.
import { draftOwner, useDraft } from './drafts.js';

const kept = new Map<string, string>();
let full = false;
beforeAll(() => {
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    value: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (full) throw new Error('QuotaExceededError');
        kept.set(key, value);
      },
      removeItem: (key: string) => { kept.delete(key); },
    },
  });
});
beforeEach(() => {
  kept.clear();
  full = false;
  draftOwner.value = 'shen';
});

let made = 0;
const blank = () => ({ id: `id-${String((made += 1))}`, text: '', units: [] as string[] });

it('puts back what was typed, with the same id', () => {
  const first = useDraft('report', blank);
  first.values.text = '路灯';
  first.values.units.push('education');
  const again = useDraft('report', blank);
  expect(first.restored).toBe(false);
  expect(again.restored).toBe(true);
  expect({ ...again.values }).toEqual({ id: first.values.id, text: '路灯', units: ['education'] });
});

it('forgets after sending and begins with a new id', () => {
  const draft = useDraft('report', blank);
  draft.values.text = '路灯';
  const { id } = draft.values;
  draft.clear();
  expect(draft.values.text).toBe('');
  expect(draft.values.id).not.toBe(id);
  expect(kept.size).toBe(0);
});

it('never shows one person the words of another', () => {
  useDraft('report', blank).values.text = '只给自己看';
  draftOwner.value = 'jin';
  expect(useDraft('report', blank).values.text).toBe('');
});

it('begins afresh when what is kept cannot be read', () => {
  kept.set('zhitongche.draft.shen.report', '{broken');
  expect(useDraft('report', blank)).toMatchObject({ restored: false, values: { text: '' } });
});

it('lets the person go on typing when the storage is full', () => {
  full = true;
  const draft = useDraft('report', blank);
  draft.values.text = '路灯';
  expect(draft.values.text).toBe('路灯');
});
