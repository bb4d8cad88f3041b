import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { AreaId, DocumentId } from '../kernel/index.ts'
import { LINES } from '../org/index.ts'
import { letterNumber } from '../reports/index.ts'
import { pairs } from './pairs.sql.ts'
import { lineOf, type Look, type Moved, type MovedArea, type MovedDirective, type MovedLine } from './types.ts'

export type WhoMoved = {
  /** The area looked into; null where the country is. */
  readonly opened: { readonly id: AreaId; readonly name: string; readonly above: AreaId | null } | null
  readonly total: Moved
  readonly areas: readonly MovedArea[]
  readonly lines: readonly MovedLine[]
  /** The newest first; at most `DIRECTIVES_LISTED`, the totals count all. */
  readonly directives: readonly MovedDirective[]
}

export const DIRECTIVES_LISTED = 30

type Counted = Moved & { readonly place: string | null; readonly kind: string | null; readonly root: string | null }
export type MovedRow = {
  opened: WhoMoved['opened']
  counted: (Counted & { areaName: string | null; own: boolean | null; opens: boolean | null })[] | null
  letters:
    | {
        id: string
        number: string | null
        symbol: string | null
        regime: string | null
        subject: string
        issued: string
      }[]
    | null
}

/** What who moved adds to the tables of `pairs`, and the columns that `movedFrom` reads. */
export const movedTables = sql`
    counted as materialized (
      select place_id as place, kind, root_id as root, grouping(place_id, kind, root_id) as by, count(*)::int as sent, count(received_at)::int as received,
        count(issued_on)::int as issued, count(*) filter (where tasks > 0)::int as asked, count(*) filter (where tasks > 0 and taken = tasks)::int as tasks,
        count(last_held)::int as study, count(last_day)::int as activity, count(last_sent)::int as report,
        bool_and(own) as own, bool_or(not own and area_id <> place_id) as opens
      from pair group by grouping sets ((), (place_id), (kind), (root_id)))`
export const movedColumns = sql`
    (select jsonb_build_object('id', a.id, 'name', a.name, 'above', a.parent_id) from opened o join area a on a.id = o.area) as opened,
      (select jsonb_agg(to_jsonb(c) || jsonb_build_object('areaName', a.name) order by not c.own, a.name_fold) from counted c left join area a on a.id = c.place) as counted,
      (select jsonb_agg(x) from (
        select d.id, d.number, d.symbol, d.regime, d.subject, d.issued_on::text as issued from document d
        where d.id in (select root from counted where by = 6) order by d.issued_on desc nulls last, d.id limit ${DIRECTIVES_LISTED}) x) as letters`

/** Who moved, by area, by line and by directive; one statement. */
export async function whoMoved(tx: Tx, look: Look): Promise<WhoMoved> {
  const { rows } = await sql<MovedRow>`with ${pairs(look)}, ${movedTables} select ${movedColumns}`.execute(tx)
  return movedFrom(rows[0]!)
}

export function movedFrom({ opened, counted, letters }: MovedRow): WhoMoved {
  const all = counted ?? []
  const ofLine = Map.groupBy(
    all.filter(row => row.kind !== null),
    row => lineOf(row.kind!),
  )
  return {
    opened,
    total: all.find(row => !row.place && !row.kind && !row.root) ?? NOTHING,
    areas: all
      .filter(row => row.place !== null)
      .map(row => ({
        ...row,
        area: row.place as AreaId,
        name: row.areaName ?? '',
        own: !!row.own,
        opens: !!row.opens,
      })),
    lines: LINES.filter(line => ofLine.has(line)).map(line => ({ line, ...sum(ofLine.get(line)!) })),
    directives: (letters ?? []).map(letter => ({
      ...(all.find(row => row.root === letter.id) ?? NOTHING),
      document: letter.id as DocumentId,
      printed: letterNumber(letter),
      subject: letter.subject,
    })),
  }
}

const NOTHING: Moved = { sent: 0, received: 0, issued: 0, asked: 0, tasks: 0, study: 0, activity: 0, report: 0 }
const KEYS = Object.keys(NOTHING) as (keyof Moved)[]
const sum = (rows: readonly Moved[]): Moved =>
  Object.fromEntries(KEYS.map(key => [key, rows.reduce((total, row) => total + row[key], 0)])) as Moved
