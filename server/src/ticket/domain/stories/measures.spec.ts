// Owns the story of lights and cards after they fell: explained by whom they met, contested in time, decided by somebody else.
// Leaves when lights fall to light.spec.ts and lists of them to the suites over HTTP.
import type { Actor } from '../actor.js';
import { SYSTEM } from '../actor.js';
import type { Measure } from '../measures.js';
import { isRevoked, measuresOf, openDebt } from '../measures.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { UNITS, assistant, cadre, colleague, handler, head, headOf, person, scanned, supervisor, townDesk, wearing } from '../testing/people.js';
import { reported, signed } from '../testing/paths.js';
import type { Story } from '../testing/story.js';

const measure = ({ events }: Story, what: string): Measure => {
  const found = measuresOf(events).findLast(({ level, card }) => level === what || card === what);
  if (!found) throw new Error(`no ${what}`);
  return found;
};
const named = (story: Story, what: string) => ({ measure: String(measure(story, what).seq) });
const lit = (story: Story, at: string, level: 'yellow_light' | 'red_light' | 'talk_due') => story.at(at).as(SYSTEM).does('light', { level });
const yellow = () => lit(signed(), '2026-03-24 00:00', 'yellow_light');
const red = () => lit(yellow(), '2026-03-27 00:00', 'red_light');
const otherSupervisor = person('supervisor.two', null, supervisor.grants);

test('warnings leave nothing; a yellow light a reason, a red one an explanation, a talk that is due the talk', () => {
  const story = signed().at('2026-04-03 00:00').as(SYSTEM);
  for (const level of ['early_warning', 'last_warning', 'yellow_light', 'red_light', 'talk_due'] as const) story.does('light', { level });
  expect(measuresOf(story.events).map(({ level, debt, unitId }) => [level, debt, unitId])).toEqual([
    ['yellow_light', 'reason', UNITS.education], ['red_light', 'explanation', UNITS.education], ['talk_due', 'talk', UNITS.education],
  ]);
});

test.each<[string, Actor, string | null, string | null]>([
  ['the handler: the reason only', handler, null, 'EXPLANATION_NOT_OWED'],
  ['the head: both', head, null, null],
  ['a colleague looks on', colleague, 'ACTION_FORBIDDEN', 'ACTION_FORBIDDEN'],
  ['an assisting unit owes nothing of the lead’s', assistant, 'EXPLANATION_NOT_OWED', 'EXPLANATION_NOT_OWED'],
  ['the desk neither', townDesk, 'EXPLANATION_NOT_OWED', 'EXPLANATION_NOT_OWED'],
  ['the supervisor does not explain for others', supervisor, 'EXPLANATION_NOT_OWED', 'EXPLANATION_NOT_OWED'],
])('who explains: %s', (_who, actor, reason, explanation) => {
  expect(yellow().as(actor).refusal('explain_light', named(yellow(), 'yellow_light'))).toBe(reason);
  expect(red().as(actor).refusal('explain_light', named(red(), 'red_light'))).toBe(explanation);
});

test('explained once: with words and files in the history, then nothing is owed; also after the ticket was answered', () => {
  const story = yellow().at('2026-03-25 09:00').as(handler).does('submit_result');
  story.does('explain_light', { ...named(story, 'yellow_light'), text: '会签晚了两天。' });
  expect(story.events.at(-1)).toMatchObject({ type: 'light.explained', visibility: 'internal', payload: { text: '会签晚了两天。' } });
  expect(openDebt(measure(story, 'yellow_light'))).toBeNull();
  expect(story.refusal('explain_light', named(story, 'yellow_light'))).toBe('EXPLANATION_NOT_OWED');
});

test('a light is explained by who held it, though another unit has the ticket since', () => {
  // On the town's desk beyond the whole limit; then education gets it and owes nothing for that.
  const story = lit(reported(), '2026-03-24 00:00', 'yellow_light');
  story.at('2026-03-24 10:00').as(townDesk).does('assess').does('dispatch');
  expect(story.as(head).refusal('explain_light', named(story, 'yellow_light'))).toBe('EXPLANATION_NOT_OWED');
  expect(story.as(townDesk).refusal('explain_light', named(story, 'yellow_light'))).toBeNull();
});

test('the head’s own late review is the head’s to explain, not the handler’s', () => {
  const story = signed().at('2026-03-16 18:00').as(handler).does('submit_result', { kind: 'answered' });
  story.at('2026-03-18 00:00').as(SYSTEM).does('light', { level: 'stage_overdue', mark: 'review_head:2026-03-17' });
  expect(measure(story, 'stage_overdue')).toMatchObject({ holder: 'head', stage: 'review_head', debt: 'reason' });
  expect(story.as(handler).refusal('explain_light', named(story, 'stage_overdue'))).toBe('EXPLANATION_NOT_OWED');
  expect(story.as(head).refusal('explain_light', named(story, 'stage_overdue'))).toBeNull();
});

test('the supervisor’s late sample is the supervising office’s', () => {
  const story = signed().drawing(0).at('2026-03-16 18:00').as(handler).does('submit_result');
  story.at('2026-03-18 00:00').as(SYSTEM).does('light', { level: 'stage_overdue', mark: 'review_supervisor:2026-03-17' });
  expect(measure(story, 'stage_overdue')).toMatchObject({ holder: 'supervisor', unitId: 'supervision' });
  expect(story.as(supervisor).offers()).toContain('explain_light');
  expect(story.offers()).not.toContain('contest_measure');
});

describe('contest', () => {
  test('within three working days, by the head, once; while it waits nothing is owed', () => {
    const story = yellow().as(head);
    expect(story.at('2026-03-27 23:59').refusal('contest_measure', named(story, 'yellow_light'))).toBeNull();
    expect(story.as(handler).refusal('contest_measure', named(story, 'yellow_light'))).toBe('ACTION_FORBIDDEN');
    story.as(head).does('contest_measure', named(story, 'yellow_light'));
    expect(openDebt(measure(story, 'yellow_light'))).toBeNull();
    // Ten working days from Friday 27 March, over Qingming (4 to 6 April).
    expect(measure(story, 'yellow_light').contest).toMatchObject({ dueDay: '2026-04-13', decided: null });
    expect(story.refusal('contest_measure', named(story, 'yellow_light'))).toBe('CONTEST_NOT_POSSIBLE');
  });

  test('not after the third working day', () => {
    const story = yellow().at('2026-03-28 00:00').as(head);
    expect(story.refusal('contest_measure', named(story, 'yellow_light'))).toBe('CONTEST_NOT_POSSIBLE');
  });

  test('upheld: the reason is owed again', () => {
    const story = yellow().at('2026-03-25 09:00').as(head);
    story.does('contest_measure', named(story, 'yellow_light')).as(supervisor).does('uphold_measure', named(story, 'yellow_light'));
    expect(openDebt(measure(story, 'yellow_light'))).toBe('reason');
    expect(story.refusal('revoke_measure', named(story, 'yellow_light'))).toBe('CONTEST_NOT_WAITING');
    expect(story.as(head).refusal('contest_measure', named(story, 'yellow_light'))).toBe('CONTEST_NOT_POSSIBLE');
  });

  test('revoked: it stays in the history, owes nothing, and makes no later yellow red', () => {
    const story = yellow().at('2026-03-24 09:00').as(head);
    story.does('contest_measure', named(story, 'yellow_light')).as(supervisor).does('revoke_measure', named(story, 'yellow_light'));
    expect(isRevoked(measure(story, 'yellow_light'))).toBe(true);
    expect(story.ticket).toMatchObject({ lightLit: ['yellow_light'], yellowRevoked: true });
    story.at('2026-03-25 09:00').as(handler).does('submit_result').as(cadre).does('deliver').at('2026-03-26 09:00').as(scanned('mo', 1)).does('rate', UNSATISFIED);
    expect(story.as(SYSTEM).does('reopen').ticket).toMatchObject({ earlierYellow: false, yellowRevoked: false });
  });

  test('revoked after the next round began: the earlier yellow is forgotten there, too', () => {
    const story = yellow().at('2026-03-25 09:00').as(head);
    story.does('contest_measure', named(story, 'yellow_light')).as(handler).does('submit_result').as(cadre).does('deliver');
    story.at('2026-03-26 09:00').as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
    expect(story.ticket.earlierYellow).toBe(true);
    expect(story.as(supervisor).does('revoke_measure', named(story, 'yellow_light')).ticket.earlierYellow).toBe(false);
  });

  test('nobody decides about the own card while there is another supervisor, nor about the own contest', () => {
    const story = signed().at('2026-03-24 09:00').as(supervisor).does('card', { kind: 'yellow_card', documentNumber: '余督黄〔2026〕1号' });
    story.as(head).does('contest_measure', named(story, 'yellow_card'));
    expect(story.as(supervisor).refusal('revoke_measure', named(story, 'yellow_card'))).toBe('MEASURE_OWN');
    expect(story.as(otherSupervisor).refusal('revoke_measure', named(story, 'yellow_card'))).toBeNull();
    // The only one there is decides, and it is on the record that it was the own act.
    const alone = { othersDecide: false };
    expect(story.as(supervisor).does('uphold_measure', named(story, 'yellow_card'), alone).events.at(-1)).toMatchObject({ payload: { ownAct: true } });
    const both = wearing({ ...head, personId: supervisor.personId }, supervisor);
    const own = yellow().at('2026-03-24 09:00').as(both);
    own.does('contest_measure', named(own, 'yellow_light'));
    expect(own.refusal('uphold_measure', named(own, 'yellow_light'), alone)).toBe('MEASURE_OWN');
  });
});

describe('cards', () => {
  test('the number is kept in one form; what is none is refused', () => {
    const story = signed().as(supervisor);
    for (const typed of ['余督[2026]12号', '余督 〔2026〕 12 号', '余督（2026）12号']) {
      expect(signed().as(supervisor).does('card', { documentNumber: typed }).events.at(-1)).toMatchObject({ payload: { documentNumber: '余督〔2026〕12号' } });
    }
    for (const typed of ['12号', '余督2026年12号', '余督〔26〕12号', '余督〔2026〕0号']) expect(story.refusal('card', { documentNumber: typed })).toBe('DOCUMENT_NUMBER_INVALID');
  });

  test('a talk says when, who came, what was agreed; it settles the talks that were due', () => {
    const story = lit(red(), '2026-04-03 00:00', 'talk_due').at('2026-04-07 15:00').as(supervisor);
    const talk = { kind: 'talk' as const, documentNumber: '余督约〔2026〕1号', heldOn: '2026-04-07', attendees: '何局长', agreed: '四月十五日前开通。' };
    for (const missing of [{ heldOn: undefined }, { heldOn: '2026-04-08' }, { attendees: undefined }, { agreed: undefined }]) {
      expect(story.refusal('card', { ...talk, ...missing })).toBe('TALK_RECORD_MISSING');
    }
    // A talk with another unit is another talk.
    story.does('card', { ...talk, unitId: UNITS.bus });
    expect(measure(story, 'talk_due').settled).toBeNull();
    story.does('card', talk);
    expect(measure(story, 'talk_due').settled).not.toBeNull();
    expect(story.events.at(-1)?.payload).toMatchObject({ follows: measure(story, 'talk_due').seq, attendees: '何局长' });
  });

  test('a unit that gets one sees the ticket from then on, and may contest', () => {
    const story = signed().at('2026-03-05 09:00').as(supervisor).does('card', { unitId: UNITS.bus });
    expect(story.as(headOf(UNITS.bus)).capacities()).toEqual(['former_unit']);
    expect(story.offers()).toEqual(['contest_measure']);
  });
});
