import { sql } from 'kysely'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { BRANCHING } from '../org/index.ts'
import type { AskedWhen, Audience } from './types.ts'

/** How far a letter has been made known, over everything that passes it on. */

/** People against the roll: reached = present + caughtUp. */
export type Reached = { readonly people: number; readonly present: number; readonly caughtUp: number }

export type UnitStudy = Reached & {
  readonly unit: UnitId
  readonly name: string
  readonly areaName: string
  readonly sessions: number
  /** A letter of the thread was sent to it, and it did not give it back. */
  readonly addressed: boolean
  /** Cells and chapters below it, and how many of them had nobody in a session yet. */
  readonly cells: number
  readonly cellsReached: number
}
export type StudyCoverage = {
  readonly total: Reached & {
    readonly sessions: number
    readonly units: number
    /** Of those addressed, how many have held a session. */
    readonly unitsHeld: number
    readonly unitsAddressed: number
    readonly cells: number
    readonly cellsReached: number
  }
  readonly byAudience: readonly (Reached & { readonly audience: Audience })[]
  /** Those furthest behind first; at most `UNITS_LISTED`. */
  readonly units: readonly UnitStudy[]
  /** Cells in whose name nobody has come yet; at most `CELLS_LISTED`. */
  readonly waiting: readonly {
    readonly cell: UnitId
    readonly name: string
    readonly unit: UnitId
    readonly unitName: string
  }[]
  /** The check before and after, over all sessions that stand. */
  readonly answers: readonly {
    readonly moment: AskedWhen
    readonly question: number
    readonly asked: number
    readonly correct: number
  }[]
}

/** Longer lists are for a table of their own; the totals count all. */
export const UNITS_LISTED = 500
export const CELLS_LISTED = 500

/**
 * Coverage by unit, audience and cell, over the letter and all that passes it on: one statement, however deep the tree,
 * because the thread is a closure. A branch that studied the letter and the letter that passed it on is counted once, by
 * the larger of the two; so is a cell that two committees entered for two letters.
 */
export async function studyCoverage(tx: Tx, root: DocumentId, asOf: PlainDate): Promise<StudyCoverage> {
  const { rows } = await sql<{ coverage: StudyCoverage }>`
    with thread as materialized (select ${root}::uuid as id union select document_id from document_thread where root_id = ${root}),
    addressed as materialized (
      select distinct unit_id from delivery where document_id in (select id from thread) and status <> '02'),
    sessions as materialized (
      select unit_id, count(*)::int as held from study_session
      where document_id in (select id from thread) and withdrawn_at is null group by unit_id),
    roll as materialized (
      select distinct on (branch_id, audience) branch_id, audience, unit_id, people from study_roll
      where document_id in (select id from thread) order by branch_id, audience, people desc, unit_id),
    met as materialized (
      select distinct on (branch_id, audience) * from (
        select branch_id, audience, unit_id, document_id, sum(present)::int as present, sum(caught_up)::int as caught_up
        from study_attendance where document_id in (select id from thread) and not withdrawn
        group by branch_id, audience, unit_id, document_id) each
      order by branch_id, audience, present + caught_up desc, document_id),
    counted as materialized (
      select branch_id, r.audience, coalesce(m.unit_id, r.unit_id) as unit_id, r.people, coalesce(m.present, 0) as present,
        coalesce(m.caught_up, 0) as caught_up
      from roll r left join met m using (branch_id, audience)),
    unit_of as materialized (select unit_id from addressed union select unit_id from sessions union select unit_id from counted),
    -- Sets and joins by hash, never a look for every cell: a country has tens of thousands of them.
    cell as materialized (
      select distinct on (b.branch_id) b.branch_id, b.unit_id,
        b.branch_id in (select m.branch_id from met m where m.present + m.caught_up > 0) as reached
      from unit_branches(array(select unit_id from unit_of), ${asOf}, ${[...BRANCHING.branchKinds]}::text[], ${[...BRANCHING.organs]}::text[], ${[...BRANCHING.bodies]}::text[]) b
        left join (select distinct branch_id, unit_id from counted) c on c.branch_id = b.branch_id and c.unit_id = b.unit_id
      where b.branch_id <> b.unit_id
      -- A cell in two lines is shown with the committee that entered it.
      order by b.branch_id, c.branch_id is null, b.unit_id),
    per_unit as materialized (
      select u.id as unit, u.name, a.name as "areaName", coalesce(s.held, 0) as sessions, u.id in (select unit_id from addressed) as addressed,
        coalesce(c.people, 0) as people, coalesce(c.present, 0) as present, coalesce(c.caught_up, 0) as "caughtUp",
        coalesce(k.cells, 0) as cells, coalesce(k.reached, 0) as "cellsReached"
      from unit_of o join unit u on u.id = o.unit_id join area a on a.id = u.area_id
        left join sessions s on s.unit_id = u.id
        left join (select unit_id, sum(people)::int as people, sum(present)::int as present, sum(caught_up)::int as caught_up
                   from counted group by unit_id) c on c.unit_id = u.id
        left join (select unit_id, count(*)::int as cells, count(*) filter (where reached)::int as reached from cell group by unit_id) k on k.unit_id = u.id)
    select jsonb_build_object(
      'total', (select jsonb_build_object('sessions', coalesce(sum(sessions), 0), 'units', count(*), 'unitsAddressed', count(*) filter (where addressed),
          'unitsHeld', count(*) filter (where addressed and sessions > 0), 'people', coalesce(sum(people), 0), 'present', coalesce(sum(present), 0),
          'caughtUp', coalesce(sum("caughtUp"), 0), 'cells', coalesce(sum(cells), 0), 'cellsReached', coalesce(sum("cellsReached"), 0)) from per_unit),
      'byAudience', (select coalesce(jsonb_agg(x), '[]') from (
          select audience, sum(people)::int as people, sum(present)::int as present, sum(caught_up)::int as "caughtUp" from counted group by audience) x),
      'units', (select coalesce(jsonb_agg(x), '[]') from (select * from per_unit
          order by sessions > 0, (present + "caughtUp")::numeric / greatest(people, 1), name limit ${UNITS_LISTED}) x),
      'waiting', (select coalesce(jsonb_agg(x), '[]') from (
          select cell.branch_id as cell, b.name, cell.unit_id as unit, u.name as "unitName" from cell
            join unit b on b.id = cell.branch_id join unit u on u.id = cell.unit_id
          where not cell.reached order by u.name_fold, b.name_fold limit ${CELLS_LISTED}) x),
      'answers', (select coalesce(jsonb_agg(x), '[]') from (
          select w.moment, w.question, sum(w.asked)::int as asked, sum(w.correct)::int as correct
          from awareness_answer w join study_session s on (s.realm, s.id) = (w.realm, w.session_id) and s.withdrawn_at is null
          where w.document_id in (select id from thread) group by w.moment, w.question) x)) as coverage`.execute(tx)
  return rows[0]!.coverage
}
