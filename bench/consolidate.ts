import { deepStrictEqual } from 'node:assert'
import { sql } from 'kysely'
import { readAs } from '../src/access/index.ts'
import { nameId } from '../src/org/index.ts'
import type { DocumentId } from '../src/kernel/index.ts'
import { beginReport, fillReport, reportAt, type Consolidates } from '../src/reports/index.ts'
import { alternate, compared, elapsed, tell, type Figure } from './figures.ts'
import { plantTree } from './tree.ts'
import type { Country } from './world.ts'

const ROUNDS = 5
const GOAL = 3
const PERIOD = '2025-9M'

/**
 * A national report of one directive, put together from the reports of all communes, for whoever issued the letter, under
 * row-level security: the whole command, which notes every part and writes the figures. Against the bare aggregate over the
 * same sources, as the owner: each record once, summed by indicator.
 */
export async function consolidate(country: Country): Promise<Figure[]> {
  const { db, moment } = country
  const root = await treeIn(country)
  const planted = await plantReports(country, root)
  tell(`consolidate: ${planted.reports} reports with ${planted.sources} sources`)
  const actor = country.actor('party_committee', country.home)
  const begun = await country.run(actor, beginReport, {
    unit: actor.unit,
    document: root,
    period: PERIOD,
    consolidates: 'addressees',
  })
  let version = begun.version
  const fill = async (consolidates: Consolidates) => {
    version = (await country.run(actor, fillReport, { report: begun.report, version, consolidates })).version
  }
  const filled = () => fill('addressees')
  const bare = () => db.own({ now: moment.now, asOf: moment.today }, async tx => (await BARE.execute(tx)).rows as Sum[])
  await filled()
  const report = await readAs(db, moment, actor, tx => reportAt(tx, begun.report))
  deepStrictEqual(
    report!.figures.map(one => [one.indicator, one.actual]).toSorted(),
    (await bare()).map(one => [one.indicator, Number(one.actual)]).toSorted(),
    'both sides count the same',
  )
  const rounds = await alternate(
    ROUNDS,
    async () => {
      await fill('none') // so that every round begins without parts, as the first one did
      return elapsed(filled)
    },
    () => elapsed(bare),
  )
  return [compared({ name: 'consolidate', database: db.kind, unit: 'ms', goal: GOAL, atMost: true, rounds })]
}

type Sum = { indicator: string; actual: bigint }
/** The same figures from the same reports: each record once, in the period, cumulative, in the year, and of the year before. */
const BARE = sql<Sum>`
  select indicator, sum(amount) filter (where on_day between '2025-01-01' and '2025-09-15') as actual,
    sum(amount) filter (where on_day between '2025-01-01' and '2025-09-30') as whole,
    sum(amount) filter (where on_day between '2025-01-01' and '2025-09-15') as cumulative,
    sum(amount) filter (where on_day between '2025-01-01' and '2025-09-15') as year_to_date,
    sum(amount) filter (where on_day between '2024-01-01' and '2024-09-30') as last_year
  from (
    select distinct on (s.source_id, s.indicator, s.kind) s.indicator, s.amount, s.on_day
    from report_source s join report r on r.id = s.report_id and r.period_key = '2025-9M' and r.state in ('submitted', 'accepted')
    where s.left_out is null and s.evidence order by s.source_id, s.indicator, s.kind, r.filled_at desc) once
  group by indicator`

/** The tree of the bench of coverage, planted once a country. */
async function treeIn(country: Country): Promise<DocumentId> {
  const { now, today } = country.moment
  const { rows } = await country.db.own({ now, asOf: today }, tx =>
    sql<{ there: boolean }>`select to_regclass('bench_paper') is not null as there`.execute(tx),
  )
  return rows[0]!.there ? (nameId('bench/tree') as string as DocumentId) : (await plantTree(country)).root
}

/** Every commune's committee has reported: twelve activities with three figures each, one of them claimed by its neighbour too. */
const PLANT: readonly string[] = [
  `create table bench_report as select u.id as unit_id, u.realm, md5('report' || u.id)::uuid as id, y.document_id, y.from_unit_id, row_number() over (order by u.id) as n
   from unit u join area a on a.id = u.area_id join delivery y on y.unit_id = u.id and y.status <> '02'
   where a.level = 'commune' and u.kind = 'party_committee'`,
  `insert into report (realm, id, document_id, unit_id, period_key, from_on, until_on, cut_off_on, cumulative_from, to_unit_id,
     results, shortcomings, causes, direction, state, filled_at, drafted_by, edited_by, changed_by, changed_at, command_id)
   select realm, id, document_id, unit_id, '${PERIOD}', '2025-01-01', '2025-09-30', '2025-09-15', '2025-01-01', from_unit_id,
     'a', 'b', 'c', 'd', 'draft', app_now(), unit_id, unit_id, unit_id, app_now(), id from bench_report`,
  `insert into report_source (realm, report_id, indicator, kind, source_id, amount, on_day, evidence, label, held_by)
   select b.realm, b.id, i.key, 'activity', md5('activity' || (case when a = 12 then b.n / 2 else b.n end) || '/' || a)::uuid, 1 + (b.n % 97),
     date '2025-07-15' + a, true, 'Hoạt động', b.unit_id
   from bench_report b cross join generate_series(1, 12) a cross join (values ('blood-units'), ('rice'), ('person-times-helped')) i (key)`,
  // Of two claims of one record both say the same.
  `alter table report_source disable trigger report_source_no_update`,
  `update report_source s set amount = 7 where on_day = date '2025-07-27'`,
  `alter table report_source enable trigger report_source_no_update`,
  `insert into report_figure (realm, report_id, indicator, actual, cumulative, year_to_date)
   select realm, report_id, indicator, sum(amount), sum(amount), sum(amount) from report_source group by realm, report_id, indicator`,
  `update report set state = 'submitted', submitted_by = unit_id, submitted_at = app_now() where state = 'draft'`,
]

async function plantReports(country: Country, root: DocumentId): Promise<{ reports: number; sources: number }> {
  const { now, today } = country.moment
  const counted = await country.db.own({ now, asOf: today }, async tx => {
    for (const statement of PLANT) await sql.raw(statement).execute(tx)
    const { rows } = await sql<{ reports: number; sources: number }>`
      select (select count(*)::int from report) as reports, (select count(*)::int from report_source) as sources
      from document where id = ${root}`.execute(tx)
    return rows[0]!
  })
  for (const table of ['report', 'report_source', 'report_figure', 'report_part'])
    await sql.raw(`analyze ${table}`).execute(country.db.pool)
  return counted
}
