import { sql } from 'kysely'
import type { DocumentId, UnitId } from '../kernel/index.ts'
import { together, type Tx } from '../db/index.ts'

/** How far a letter has come among a group of recipients; a passed-on letter counts its recipients too. */
export type Reach = {
  readonly sent: number
  readonly opened: number
  /** Opened, but neither received nor given back yet. */
  readonly openedOnly: number
  /** Not even opened. */
  readonly waiting: number
  readonly acknowledged: number
  readonly returned: number
  readonly passedOn: number
  readonly tasks: number
  readonly tasksTaken: number
}

export type Coverage = {
  readonly total: Reach
  readonly byKind: readonly (Reach & { readonly kind: string })[]
  readonly byArea: readonly (Reach & { readonly area: string; readonly areaName: string })[]
}

type Row = {
  kind: string | null
  area: string | null
  area_name: string | null
  of_kind: number
  of_area: number
} & Record<
  'sent' | 'opened' | 'opened_only' | 'waiting' | 'acknowledged' | 'returned' | 'passed_on' | 'tasks' | 'taken',
  bigint | number
>

/**
 * The coverage of a letter over everything that passes it on: one statement, however deep the tree, because
 * the thread is a closure. A commune counts with its district, or with its province where there is no district.
 */
export const coverageOf = async (tx: Tx, root: DocumentId): Promise<Coverage> =>
  coverageFrom((await coverageRows(root).execute(tx)).rows)

/** How far a letter has come: its coverage, and every delivery one by one; one statement. */
export async function reachOf(tx: Tx, root: DocumentId): Promise<{ coverage: Coverage; tree: DeliveryNode[] }> {
  const found = await together(tx, { coverage: coverageRows(root), tree: treeRows(root) })
  return { coverage: coverageFrom(found.coverage), tree: found.tree }
}

const coverageRows = (root: DocumentId) => sql<Row>`
    with thread as materialized (select document_id from document_thread where root_id = ${root}),
    -- What a unit gave back is not its work.
    given_back as materialized (select document_id, unit_id from delivery where status = '02' and document_id in (select document_id from thread)),
    reach as (
      select d.unit_id, count(*) as sent, count(d.opened_at) as opened,
        count(*) filter (where d.status = '01' and d.opened_at is not null) as opened_only,
        count(*) filter (where d.status = '01' and d.opened_at is null) as waiting,
        count(*) filter (where d.status in ('03', '04', '05', '06')) as acknowledged,
        count(*) filter (where d.status = '02') as returned, count(d.passed_on_id) as passed_on
      from delivery d where d.document_id in (select document_id from thread) group by d.unit_id),
    work as (
      select t.unit_id, count(*) as tasks, count(*) filter (where t.state <> 'asked') as taken
      from task t where t.document_id in (select document_id from thread)
        and not exists (select from given_back g where g.document_id = t.document_id and g.unit_id = t.unit_id) group by t.unit_id)
    select u.kind, case when a.level = 'commune' then a.parent_id else a.id end as area,
      max(case when a.level = 'commune' then p.name else a.name end) as area_name,
      grouping(u.kind) as of_kind, grouping(case when a.level = 'commune' then a.parent_id else a.id end) as of_area,
      coalesce(sum(r.sent), 0)::int8 as sent, coalesce(sum(r.opened), 0)::int8 as opened,
      coalesce(sum(r.opened_only), 0)::int8 as opened_only, coalesce(sum(r.waiting), 0)::int8 as waiting,
      coalesce(sum(r.acknowledged), 0)::int8 as acknowledged, coalesce(sum(r.returned), 0)::int8 as returned,
      coalesce(sum(r.passed_on), 0)::int8 as passed_on,
      coalesce(sum(w.tasks), 0)::int8 as tasks, coalesce(sum(w.taken), 0)::int8 as taken
    from reach r full join work w using (unit_id) join unit u on u.id = unit_id join area a on a.id = u.area_id
      left join area p on p.id = a.parent_id
    group by grouping sets ((), (u.kind), (case when a.level = 'commune' then a.parent_id else a.id end))`

function coverageFrom(rows: readonly Row[]): Coverage {
  const reach = (row: Row | undefined): Reach => ({
    sent: Number(row?.sent ?? 0),
    opened: Number(row?.opened ?? 0),
    openedOnly: Number(row?.opened_only ?? 0),
    waiting: Number(row?.waiting ?? 0),
    acknowledged: Number(row?.acknowledged ?? 0),
    returned: Number(row?.returned ?? 0),
    passedOn: Number(row?.passed_on ?? 0),
    tasks: Number(row?.tasks ?? 0),
    tasksTaken: Number(row?.taken ?? 0),
  })
  return {
    total: reach(rows.find(row => row.of_kind === 1 && row.of_area === 1)),
    byKind: rows.filter(row => row.of_kind === 0).map(row => ({ kind: row.kind!, ...reach(row) })),
    byArea: rows
      .filter(row => row.of_area === 0)
      .map(row => ({ area: row.area!, areaName: row.area_name ?? '', ...reach(row) })),
  }
}

/** One unit to which a letter, or a letter that passes it on, was sent. */
export type DeliveryNode = {
  readonly document: DocumentId
  readonly unit: UnitId
  readonly unitName: string
  readonly kind: string
  readonly areaName: string
  readonly from: UnitId
  readonly fromName: string
  readonly depth: number
  readonly status: string
  readonly openedAt: string | null
  readonly returnedReason: string | null
  readonly returnedNote: string | null
  readonly proposedName: string | null
  /** Whether the unit proposed has the letter: then the return is answered. */
  readonly proposedHasIt: boolean
  readonly version: number
  readonly passedOn: DocumentId | null
  readonly tasks: number
  readonly tasksTaken: number
}

/** More deliveries than this are counted, not drawn. */
const DRAWN_MAX = 5000

/** The tree of a letter as rows, first level first. */
const treeRows = (root: DocumentId) => sql<DeliveryNode>`
    select d.document_id as document, d.unit_id as unit, u.name as "unitName", u.kind, a.name as "areaName", d.from_unit_id as "from",
      f.name as "fromName", th.depth, d.status, d.opened_at as "openedAt", d.returned_reason as "returnedReason",
      d.returned_note as "returnedNote", pu.name as "proposedName",
      coalesce(pu.id in (select y.unit_id from delivery y where y.document_id = d.document_id), false) as "proposedHasIt",
      d.version, d.passed_on_id as "passedOn", coalesce(w.tasks, 0) as tasks, coalesce(w.taken, 0) as "tasksTaken"
    from document_thread th join delivery d on d.document_id = th.document_id
      join unit u on u.id = d.unit_id join area a on a.id = u.area_id join unit f on f.id = d.from_unit_id left join unit pu on pu.id = d.proposed_unit_id
      left join (select t.document_id, t.unit_id, count(*) as tasks, count(*) filter (where t.state <> 'asked') as taken
                 from task t group by t.document_id, t.unit_id) w
        on w.document_id = d.document_id and w.unit_id = d.unit_id
    where th.root_id = ${root}
    order by th.depth, d.document_id, d.ordinal limit ${DRAWN_MAX}`
