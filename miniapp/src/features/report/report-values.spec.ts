// Owns the proof that a title is made well and that the request says what was typed.
// Leaves the server's own checks to its tests.
import { missingIn, requestFrom, titleFrom, type ReportValues } from './report-values.js';

const values: ReportValues = {
  id: '7b0c7e7e-8f5b-4a2c-9d7e-0a1b2c3d4e5f', subject: { id: '330110102002', name: '莲花社区', kind: 'village' }, kind: 'household',
  text: ' 孙女上学要走四公里。公交不到校门。 ', title: '', advice: '', place: ' ', hidden: false,
  reporterName: '莫阿婆', reporterPhone: '', complainedUnitIds: [], complainedEnterprise: null, channel: 'zhitongche', foreignNumber: '', foreignDueDay: null, solvedOnSpot: '', attachmentIds: [],
};

describe('titleFrom', () => {
  it.each([
    ['孙女上学要走四公里。公交不到校门。', '孙女上学要走四公里'],
    ['\n路灯坏了！半年没人修', '路灯坏了'],
    ['', ''],
    ['。。。', ''],
  ])('%j becomes %j', (text, title) => { expect(titleFrom(text)).toBe(title); });

  it('cuts a long sentence at its last comma', () => {
    expect(titleFrom(`${'村'.repeat(20)}，${'路'.repeat(40)}`)).toBe('村'.repeat(20));
  });
  it('cuts a long sentence without comma by characters, not by halves of them', () => {
    const title = titleFrom('𠮷'.repeat(60));
    expect([...title]).toHaveLength(40);
    expect(title.endsWith('𠮷…')).toBe(true);
  });
});

describe('requestFrom', () => {
  it('makes the title from the text, trims, and leaves out what is empty', () => {
    expect(requestFrom(values, { line: 'minqing', visitId: undefined, solved: false })).toMatchObject({
      title: '孙女上学要走四公里', text: '孙女上学要走四公里。公交不到校门。', place: null, advice: null,
      subjectKind: 'household', subjectId: '330110102002', reporter: { name: '莫阿婆', phone: null }, solvedOnSpot: null,
    });
  });
  it('keeps a typed title', () => {
    expect(requestFrom({ ...values, title: '上学难' }, { line: 'minqing', visitId: undefined, solved: false })?.title).toBe('上学难');
  });
  it('never carries words of 当场解决 in an ordinary report', () => {
    expect(requestFrom({ ...values, solvedOnSpot: '已修好' }, { line: 'minqing', visitId: undefined, solved: false })?.solvedOnSpot).toBeNull();
    expect(requestFrom({ ...values, solvedOnSpot: '已修好' }, { line: 'minqing', visitId: undefined, solved: true })?.solvedOnSpot).toBe('已修好');
  });
  it('is nothing without a subject', () => {
    expect(requestFrom({ ...values, subject: null }, { line: 'minqing', visitId: undefined, solved: false })).toBeNull();
  });
});

describe('missingIn', () => {
  it('names what is missing', () => {
    expect(missingIn({ ...values, subject: null, text: ' ' }, { subject: '村（社区）', solved: true })).toEqual({
      subjectId: '请选择村（社区）', text: '请写下要反映的问题', solvedOnSpot: '请写下当场是怎么解决的',
    });
  });
  it('needs a name for a phone', () => {
    expect(Object.keys(missingIn({ ...values, reporterName: '', reporterPhone: '13900000000' }, { subject: '', solved: false }))).toEqual(['reporter.name']);
  });
  it('is satisfied with subject and text', () => {
    expect(missingIn(values, { subject: '', solved: false })).toEqual({});
  });
});
