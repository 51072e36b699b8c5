// Owns the temporary tables that tickets are drawn from, and the draw of every ticket.
// Leaves writing the product's tables to tables.sql.ts.

/** Pools, numbered from 0 so that a draw is a multiplication. */
export const POOLS = [
  // A value in [0, 1) that depends on ticket and purpose only.
  `create function pg_temp.draw(n bigint, purpose int) returns float8 immutable parallel safe language sql
   return (hashint8extended(n, purpose) & 1048575) / 1048576.0::float8`,
  `create temp table place as select row_number() over (order by md5(code)) - 1 as k, code, name, 'town-' || parent_code as town
   from division where kind in ('village', 'community')`,
  `create temp table firm as select row_number() over (order by (select min(id) from person p where p.enterprise_id = e.id) nulls last, md5(id)) - 1 as k,
          id, name, town_unit_id as town, village_code as village, (select min(p.id) from person p where p.enterprise_id = e.id) as account
   from enterprise e`,
  `create temp table cadre as select row_number() over (order by md5(person_id)) - 1 as k, person_id as id, key as unit from person_role where role = 'cadre'`,
  `create temp table lead as select row_number() over (order by md5(key)) - 1 as k, key as unit, min(person_id) filter (where role = 'handler') as handler,
          min(person_id) filter (where role = 'head') as head
   from person_role where role in ('handler', 'head') group by key having count(*) filter (where role = 'handler') > 0`,
  `create temp table subject_of_line as select row_number() over (partition by l.key order by md5(c.code)) - 1 as k, l.key as line, c.code
   from category c join line l on l.key = any(c.lines) where not exists (select from category d where d.parent_code = c.code)`,
  `create temp table size_of as select (select count(*) from place) as places, (select count(*) from firm) as firms, (select count(*) from cadre) as cadres,
          (select count(*) from lead) as leads, (select count(*) from subject_of_line where line = 'qinqing') as firm_subjects,
          (select count(*) from subject_of_line where line = 'minqing') as place_subjects,
          (select count(*) from paragraph) as paragraphs, (select count(*) from title) as titles, (select count(*) from reporter) as reporters`,
  // Nobody analyses temporary tables by itself.
  'analyze place, firm, cadre, lead, subject_of_line, paragraph, title, reporter',
];

/** What a district's tickets are like: how old the oldest is, and which are open. */
export const SHAPES = {
  /** Of the newest three percent two thirds are open, so 2 % in all. */
  usual: { span: '3 years', open: 'n > %COUNT% * 0.97 and pg_temp.draw(n, 3) < 0.667' },
  /** All open, of the last three weeks, so none is late yet. */
  open: { span: '20 days', open: 'true' },
} as const;

export type Shape = keyof typeof SHAPES;

/**
 * One row a ticket with everything drawn; %COUNT% is how many, %SPAN% and %OPEN% are its {@link SHAPES}. Some units,
 * places and people have many more than others (squared draws).
 */
export const DRAW = [
  `create temp table drawn as
   with numbered as (
     select n, pg_temp.draw(n, 1) < 0.4 as firmly, now() - interval '%SPAN%' * ((%COUNT% - n) / %COUNT%::float8) - interval '1 hour' * pg_temp.draw(n, 2) as at,
            %OPEN% as open, pg_temp.draw(n, 4) as fate
     from generate_series(1, %COUNT%) n),
   stated as (
     select *, case when open then
         case when fate < 0.12 then 'submitted' when fate < 0.26 then 'assessing' when fate < 0.40 then 'dispatched' when fate < 0.66 then 'handling'
              when fate < 0.70 then 'awaiting_reporter' when fate < 0.73 then 'paused' when fate < 0.81 then 'reviewing' when fate < 0.87 then 'concluded'
              else 'awaiting_rating' end
       else case when fate < 0.84 then 'closed' when fate < 0.93 then 'unrated_closed' when fate < 0.96 then 'declined' when fate < 0.98 then 'withdrawn' else 'merged' end
       end as status
     from numbered)
   select s.n, md5('ticket ' || s.n)::uuid as id, md5('reporter ' || s.n)::uuid as reporter_id, s.at::timestamptz(3) as at, s.status, s.open,
          case when s.firmly then 'qinqing' else 'minqing' end as line, s.firmly,
          s.status not in ('submitted', 'assessing', 'declined', 'withdrawn', 'merged') as sent,
          s.status in ('reviewing', 'concluded', 'awaiting_rating', 'closed', 'unrated_closed') as answered,
          s.status in ('concluded', 'awaiting_rating', 'closed', 'unrated_closed') as concluded,
          case when s.status = 'reviewing' then case when pg_temp.draw(s.n, 5) < 0.7 then 'head' else 'supervisor' end end as stage,
          floor(pg_temp.draw(s.n, 6) ^ 1.5 * z.places)::bigint as place_k, floor(pg_temp.draw(s.n, 7) ^ 2 * z.firms)::bigint as firm_k,
          floor(pg_temp.draw(s.n, 8) ^ 1.5 * z.cadres)::bigint as cadre_k, floor(pg_temp.draw(s.n, 9) ^ 2 * z.leads)::bigint as lead_k,
          floor(pg_temp.draw(s.n, 10) ^ 2 * z.leads)::bigint as assist_k, pg_temp.draw(s.n, 11) < 0.35 as assisted,
          floor(pg_temp.draw(s.n, 12) * case when s.firmly then z.firm_subjects else z.place_subjects end)::bigint as subject_k,
          floor(pg_temp.draw(s.n, 13) * z.paragraphs)::bigint as first_k, floor(pg_temp.draw(s.n, 14) * z.paragraphs)::bigint as second_k,
          floor(pg_temp.draw(s.n, 15) * z.paragraphs)::bigint as result_k, floor(pg_temp.draw(s.n, 16) * z.titles)::bigint as title_k,
          floor(pg_temp.draw(s.n, 17) * z.reporters)::bigint as reporter_k, pg_temp.draw(s.n, 18) as taste, pg_temp.draw(s.n, 19) as pace
   from stated s cross join size_of z`,
  'analyze drawn',
  // What many tables need is joined once: the people and units of each ticket, its events in order, its days in Shanghai.
  `create temp table born as
   select d.*, case when d.firmly then f.id else p.code end as subject_id, case when d.firmly then f.name else p.name end as subject_name,
          case when d.firmly then f.village else p.code end as village, case when d.firmly then f.town else p.town end as town,
          coalesce(case when d.firmly and d.taste < 0.5 then f.account end, c.id) as submitter, c.unit as submitter_unit,
          l.unit as lead, l.handler, a.unit as assist, s.code as category, (d.at at time zone 'Asia/Shanghai')::date as day0,
          (array['consultation', 'help', 'complaint', 'suggestion', 'help', 'help'])[1 + floor(d.taste * 6)::int] as nature,
          least(now(), d.at + interval '3 hours' * (1 + d.pace)) as dispatched_at, least(now(), d.at + interval '1 day' * (1 + d.pace)) as signed_at,
          least(now(), d.at + interval '1 day' * (2 + 19 * d.pace)) as result_at,
          array['ticket.submitted'] || case when d.status = 'submitted' then '{}' else array['ticket.routed'] end
            || case when d.sent then array['ticket.dispatched'] else '{}' end
            || case when d.sent and d.status <> 'dispatched' then array['ticket.signed'] else '{}' end
            || case when d.concluded then array['ticket.concluded'] else '{}' end
            || case d.status when 'closed' then array['ticket.closed'] when 'unrated_closed' then array['ticket.unrated_closed']
                 when 'reviewing' then array['result.submitted'] when 'awaiting_rating' then array['result.delivered'] when 'declined' then array['ticket.declined'] when 'withdrawn' then array['ticket.withdrawn']
                 when 'merged' then array['ticket.merged'] when 'paused' then array['clock.paused'] when 'awaiting_reporter' then array['reporter.asked'] else '{}' end as events
   from drawn d join place p on p.k = d.place_k join firm f on f.k = d.firm_k join cadre c on c.k = d.cadre_k join lead l on l.k = d.lead_k
   join lead a on a.k = d.assist_k join subject_of_line s on s.line = d.line and s.k = d.subject_k`,
  `analyze born`,
];
