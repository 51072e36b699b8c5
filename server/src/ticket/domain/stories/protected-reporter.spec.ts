// Owns the stories of who must not see a ticket: the unit or firm complained about, and of a reporter who stays hidden.
// Leaves masking of names in what is shown to the presenter.
import {
  UNITS, account, accountOf, cadre, cadreOf, districtDesk, handler, head, headOf, linkedCadre, person, scanned, supervisor, townDesk,
} from '../testing/people.js';
import { dispatched, reported } from '../testing/paths.js';
import { reportedByCadre, reportedByFirm } from '../testing/story.js';

describe('the unit complained about', () => {
  const story = () => reported({ complainedUnitId: UNITS.education });

  test('cannot be given the ticket, neither to lead nor to assist', () => {
    const triage = story().as(townDesk);
    expect(triage.refusal('dispatch')).toBe('UNIT_COMPLAINED_ABOUT');
    expect(triage.refusal('dispatch', { leadUnitId: UNITS.bus, assistingUnitIds: [UNITS.education] })).toBe('UNIT_COMPLAINED_ABOUT');
    expect(triage.refusal('dispatch', { leadUnitId: UNITS.bus, assistingUnitIds: [] })).toBeNull();
  });

  test('gets no card on it: it could neither read nor contest it', () => {
    const told = story().as(townDesk).does('dispatch', { leadUnitId: UNITS.bus }).as(supervisor);
    expect(told.refusal('card', { unitId: UNITS.education })).toBe('UNIT_COMPLAINED_ABOUT');
    expect(told.refusal('card', { unitId: UNITS.bus })).toBeNull();
  });

  test('nor by designation', () => {
    const returned = story().as(townDesk).does('dispatch', { leadUnitId: UNITS.bus }).as(headOf(UNITS.bus)).does('return').as(supervisor);
    expect(returned.refusal('designate', { leadUnitId: UNITS.education })).toBe('UNIT_COMPLAINED_ABOUT');
  });

  test('does not see it: not its staff, not its cadres, nor whoever has a role in it beside another', () => {
    const told = story();
    const both = person('both', UNITS.town, [{ role: 'supervisor', scope: 'district', key: null }, { role: 'handler', scope: 'unit', key: UNITS.education }]);
    const byUnit = person('by-unit', UNITS.education, [{ role: 'leader', scope: 'district', key: null }]);
    for (const actor of [handler, head, cadreOf(UNITS.education), both, byUnit]) {
      expect(told.as(actor).capacities()).toEqual([]);
      expect(told.refusal('note')).toBe('TICKET_NOT_FOUND');
      expect(told.offers()).toEqual([]);
    }
    expect(told.as(supervisor).capacities()).toEqual(['supervisor']);
  });

  test('if it is the town itself, the ticket lies with the district from the start', () => {
    const about = reported({ complainedUnitId: UNITS.town, submitterId: 'renhe.cadre' });
    expect(about.ticket.deskUnitId).toBe('district');
    expect(about.as(townDesk).capacities()).toEqual([]);
    expect(about.as(districtDesk).refusal('dispatch')).toBeNull();
    expect(reported({ complainedUnitId: UNITS.bus }).ticket.deskUnitId).toBe(UNITS.town);
  });
});

describe('the enterprise complained about', () => {
  test('has an account and sees nothing', () => {
    const story = reportedByCadre({ at: '2026-03-02 22:00', title: '夜间厂区异味', complainedEnterpriseId: 'lvyuan', hidden: true });
    for (const actor of [accountOf('lvyuan'), accountOf('other')]) expect(story.as(actor).capacities()).toEqual([]);
    expect(story.as(accountOf('lvyuan')).refusal('message')).toBe('TICKET_NOT_FOUND');
  });

  test('not even when the ticket stands under its own name', () => {
    const story = reportedByFirm({ at: '2026-03-02 09:00', submitterId: cadre.personId, complainedEnterpriseId: 'qiuzhen' });
    expect(story.as(account).capacities()).toEqual([]);
    expect(story.as(districtDesk).capacities()).toEqual(['desk_triage']);
  });
});

describe('a hidden reporter', () => {
  test('举报 hides, whoever forgot to tick the box, and nothing shows again afterwards', () => {
    const story = reported().as(townDesk);
    expect(story.ticket.hidden).toBe(false);
    expect(story.does('assess', { nature: 'whistleblowing' }).ticket.hidden).toBe(true);
    expect(story.does('assess', { nature: 'complaint' }).ticket.hidden).toBe(true);
    expect(story.does('dispatch', { nature: 'help' }).ticket).toMatchObject({ hidden: true, status: 'dispatched' });
  });

  test('also when it is dispatched in one move', () => {
    expect(reported().as(townDesk).does('dispatch', { nature: 'whistleblowing' }).ticket.hidden).toBe(true);
  });

  test('other natures do not hide, the ticked box does', () => {
    expect(reported().as(townDesk).does('assess', { nature: 'complaint' }).ticket.hidden).toBe(false);
    expect(reported({ hidden: true }).as(townDesk).does('assess', { nature: 'complaint' }).ticket.hidden).toBe(true);
  });

  test('those who are only linked to the village do not see it', () => {
    expect(reported().as(linkedCadre).capacities()).toEqual(['linked']);
    expect(reported({ hidden: true }).as(linkedCadre).capacities()).toEqual([]);
  });

  test('rates all the same, and by no name', () => {
    const story = dispatched({ hidden: true }).as(handler).does('sign_for').does('submit_result').as(cadre).does('deliver');
    story.as(scanned('mo', 1)).does('rate');
    expect(story.ticket.status).toBe('closed');
    expect(JSON.stringify(story.events)).not.toContain('莫阿婆');
  });
});

test('an account is its enterprise’s, whatever else may have the same id', () => {
  expect(reported({ subjectId: 'qiuzhen' }).as(account).capacities()).toEqual([]);
});

test('links show, roles act: a linked cadre reads and does nothing', () => {
  const story = dispatched().as(linkedCadre);
  expect(story.offers()).toEqual([]);
  expect(story.refusal('note')).toBe('ACTION_FORBIDDEN');
});
