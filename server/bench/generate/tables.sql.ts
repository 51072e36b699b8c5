// Owns writing drawn tickets into the product's own tables, as its actions would have left them.
// Leaves the draw to ground.sql.ts. Hashes of events are well-formed but not the chain's: the bench checks no chain.

const END_OF = (day: string): string => `((${day}) + 1)::timestamp at time zone 'Asia/Shanghai'`;
const DUE_DAY = 'b.day0 + 21';
const STAGE_DAY = `case when b.status in ('submitted', 'assessing', 'dispatched', 'reviewing') then b.day0 + 2 when b.status = 'awaiting_reporter' then b.day0 + 14 end`;
const OVERDUE = `b.open and ${END_OF(DUE_DAY)} < now()`;
const HASH = (seq: string): string => `encode(sha256((b.n || ' ' || ${seq})::bytea), 'hex')`;

const TICKET = {
  id: 'b.id', version: 'cardinality(b.events)', line: 'b.line', status: 'b.status', stage: 'b.stage', round: '1',
  number: `case when b.firmly then '亲清' else '民情' end || '〔' || extract(year from b.at at time zone 'Asia/Shanghai') || '〕' || b.n || '号'`,
  title: `left(case when b.taste < 0.5 then b.subject_name || t.text else t.text end, 80)`, text: 'p1.text || p2.text',
  advice: `case when b.taste < 0.6 then '建议' || left(p2.text, 60) end`,
  nature: `case when b.status <> 'submitted' then b.nature end`, category_code: `case when b.status <> 'submitted' then b.category end`,
  // A complex one that waits is still lit at the end of its two months; here none that waits has timers.
  complexity: `case when b.taste > 0.9 and b.sent and b.status not in ('awaiting_reporter', 'paused') then 'complex' else 'ordinary' end`,
  subject_kind: `case when b.firmly then case when b.taste < 0.95 then 'enterprise' else 'talent' end else case when b.taste < 0.8 then 'household' else 'village' end end`,
  subject_id: 'b.subject_id', subject_name: 'b.subject_name', village_code: 'b.village', town_unit_id: 'b.town',
  place: `case when not b.firmly then b.subject_name || (1 + b.n % 90) || '号' end`, hidden: 'b.pace < 0.02',
  submitter_id: 'b.submitter', submitter_unit_id: 'b.submitter_unit', channel: `'zhitongche'`,
  desk_unit_id: `case when b.firmly or b.taste < 0.15 then 'district' else b.town end`,
  lead_unit_id: 'case when b.sent then b.lead end',
  assisting: `case when b.sent and b.assisted and b.assist <> b.lead then jsonb_build_array(jsonb_build_object('unitId', b.assist, 'answeredAt',
                case when b.answered then b.result_at end, 'dueDay', ${DUE_DAY} - 3)) else '[]' end`,
  involved_unit_ids: `case when not b.sent then '{}' when b.assisted and b.assist <> b.lead then array[b.lead, b.assist] else array[b.lead] end`,
  assignee_id: `case when b.sent and b.status <> 'dispatched' then b.handler end`, asked_reporter: `b.status = 'awaiting_reporter'`,
  result: `case when b.answered then jsonb_build_object('kind', case when b.taste < 0.6 then 'solved' else 'answered' end, 'text', p3.text, 'plannedFor', null,
             'submittedBy', b.handler, 'missingAssistance', jsonb_build_array(), 'final', false) end`,
  sampled: 'case when b.answered then b.pace < 0.1 end', reporter_ids: 'array[b.reporter_id]',
  rated_reporter_ids: `case when b.status = 'closed' then array[b.reporter_id] else '{}' end`,
  closed_as: `case when b.status = 'closed' then 'rated' end`, merged_into_id: `case when b.status = 'merged' and b.n > 1 then md5('ticket ' || b.n - 1)::uuid end`,
  submitted_at: 'b.at', day0: 'b.day0', first_dispatched_at: 'case when b.sent then b.dispatched_at end', dispatched_at: 'case when b.sent then b.dispatched_at end',
  signed_at: `case when b.sent and b.status <> 'dispatched' then b.signed_at end`,
  first_contact_at: `case when b.sent and b.status <> 'dispatched' then b.signed_at end`, result_submitted_at: 'case when b.answered then b.result_at end',
  concluded_at: 'case when b.concluded then b.result_at end', delivered_at: `case when b.concluded and b.status <> 'concluded' then b.result_at + interval '1 hour' end`,
  declined_at: `case when b.status = 'declined' then b.signed_at end`, closed_at: `case when not b.open then b.result_at + interval '2 days' end`,
  due_day: DUE_DAY, due_at: END_OF(DUE_DAY), stage_due_day: STAGE_DAY, stage_due_at: END_OF(STAGE_DAY),
  stopped_on: `case when b.status in ('paused', 'awaiting_reporter') then b.day0 + 3 end`,
  light_lit: `case when ${OVERDUE} then array['yellow_light'] else '{}' end`, overdue_at: `case when ${OVERDUE} then ${END_OF(DUE_DAY)} end`,
  last_seq: 'cardinality(b.events)', last_hash: HASH('cardinality(b.events)'), updated_at: 'case when b.open then b.signed_at else b.result_at end',
};

const PAYLOAD = `case e.type when 'ticket.submitted' then jsonb_build_object('title', t.text, 'hidden', false)
  when 'ticket.dispatched' then jsonb_build_object('leadUnitId', b.lead, 'assistingUnitIds', jsonb_build_array(), 'nature', b.nature, 'categoryCode', b.category, 'complexity', 'ordinary')
  when 'ticket.signed' then jsonb_build_object('unitId', b.lead) else '{}' end`;

/** In the order of their foreign keys. */
export const TABLES: Record<string, string> = {
  ticket: `insert into ticket (${Object.keys(TICKET).join(', ')}) select ${Object.values(TICKET).join(', ')}
    from born b join title t on t.k = b.title_k join paragraph p1 on p1.k = b.first_k join paragraph p2 on p2.k = b.second_k join paragraph p3 on p3.k = b.result_k
    order by b.n`,
  ticket_event: `insert into ticket_event (ticket_id, seq, round, type, visibility, at, actor_id, capacity, payload, hash)
    select b.id, e.seq, 1, e.type, case when e.type in ('ticket.routed', 'result.submitted') then 'internal' else 'public' end,
           case e.seq when 1 then b.at when 2 then b.at + interval '5 seconds' when 3 then b.dispatched_at when 4 then b.signed_at else b.result_at + interval '1 hour' * (e.seq - 5) end,
           case when e.type in ('ticket.routed', 'result.delivered', 'ticket.unrated_closed') then null when e.seq = 1 then b.submitter else b.handler end,
           case when e.type in ('ticket.routed', 'result.delivered', 'ticket.unrated_closed') then 'system' when e.seq = 1 then 'submitter' else 'lead_handler' end,
           ${PAYLOAD}, ${HASH('e.seq')}
    from born b join title t on t.k = b.title_k cross join lateral unnest(b.events) with ordinality e(type, seq)`,
  ticket_reporter: `insert into ticket_reporter (id, ticket_id, origin_ticket_id, kind, enterprise_id, name_sealed, phone_sealed, phone_hash)
    select b.reporter_id, b.id, b.id, case when b.firmly then 'enterprise' when b.taste < 0.8 then 'resident' else 'village' end,
           case when b.firmly then b.subject_id end, r.name, r.phone, r.hash from born b join reporter r on r.k = b.reporter_k`,
  rating: `insert into rating (ticket_id, round, reporter_id, satisfaction, at)
    select b.id, 1, b.reporter_id, case when b.pace < 0.7 then 'satisfied' when b.pace < 0.9 then 'mostly_satisfied' else 'understands' end, b.result_at + interval '1 day'
    from born b where b.status = 'closed'`,
  ticket_round: `insert into ticket_round (ticket_id, round, day0, due_day, due_at, lead_unit_id, result_kind, result_submitted_at, concluded_at, late)
    select b.id, 1, b.day0, ${DUE_DAY}, ${END_OF(DUE_DAY)}, b.lead, case when b.taste < 0.6 then 'solved' else 'answered' end, b.result_at, b.result_at, false
    from born b where b.concluded`,
  // What is still to be lit, in calendar days: the first sweep that comes to one gives the ticket its working days.
  timer: `insert into timer (ticket_id, round, level, mark, due_at, state)
    select b.id, 1, l.level, '', ${END_OF(`${DUE_DAY} + l.days`)}, 'waiting'
    from born b cross join (values ('early_warning', -7), ('last_warning', -1), ('yellow_light', 0), ('red_light', 4), ('talk_due', 11)) l(level, days)
    where b.status in ('submitted', 'assessing', 'dispatched', 'handling') and ${END_OF(`${DUE_DAY} + l.days`)} > now()`,
  // What the ticket's own triggers would write.
  ticket_search: `insert into ticket_search (ticket_id, words, marks) select t.id, search_fold(ticket_words(t)), ticket_marks(t) from born b join ticket t on t.id = b.id`,
  ticket_unit: `insert into ticket_unit (unit_id, submitted_at, ticket_id) select u.unit_id, b.at, b.id from born b cross join lateral unnest(${TICKET.involved_unit_ids}) as u(unit_id)`,
  command: `insert into command (id, actor_key, ticket_id, request_hash, receipt, at)
    select b.id, b.submitter, b.id, ${HASH(`'request'`)}, jsonb_build_object('number', b.n, 'version', 1, 'status', 'submitted', 'round', 1, 'at', b.at), b.at from born b`,
};

/** Tickets of every hundredth or so whose words, marks or units are not what the product's triggers would have written; there are none. */
export const TRIGGERS_AGREE = `select t.number from ticket t join ticket_search s on s.ticket_id = t.id
  where hashtext(t.number) % 97 = 0 and (s.words <> search_fold(ticket_words(t)) or s.marks <> ticket_marks(t)
    or (select array_agg(unit_id order by unit_id) from ticket_unit u where u.ticket_id = t.id) is distinct from (select array_agg(distinct i order by i) from unnest(t.involved_unit_ids) i))`;

const YEAR = `extract(year from now() at time zone 'Asia/Shanghai')::int`;

/** The next number of a line comes after the generated ones; asking for one makes this year's sequence. */
export const NUMBERS = [
  `select next_ticket_number(key, ${YEAR}) from line`,
  `select setval(format('ticket_number_%s_%s', key, ${YEAR})::regclass, %COUNT% + 1) from line`,
];
