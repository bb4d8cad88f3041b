import { sql } from 'kysely'
import type { UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { Group, RollRow, StudyAt } from './types.ts'

/** The roll: how many there are, counted before the first session and frozen by it. */

export type RollLine = RollRow & {
  readonly frozen: boolean
  readonly version: number
  /** Present or caught up in the sessions that stand. */
  readonly reached: number
}

/** The unit's roll for a letter, locked until the transaction ends, so that two sessions cannot both fill it. */
export async function lockRoll(tx: Tx, at: StudyAt): Promise<RollLine[]> {
  const { rows } = await sql<Omit<RollLine, 'reached'> & { reached: bigint }>`
    select r.branch_id as branch, r.audience, r.people, r.frozen_at is not null as frozen, r.version,
      (select coalesce(sum(a.present + a.caught_up), 0) from study_attendance a
       where a.document_id = r.document_id and a.branch_id = r.branch_id and a.audience = r.audience and not a.withdrawn) as reached
    from study_roll r where r.document_id = ${at.document} and r.unit_id = ${at.unit}
    order by r.branch_id, r.audience for update of r`.execute(tx)
  return rows.map(row => ({ ...row, reached: Number(row.reached) }))
}

/** What the version of a whole roll is: it counts on with every change of a line. */
export const rollVersion = (lines: readonly { readonly version: number }[]): number =>
  lines.reduce((sum, line) => sum + line.version, 0)

/** Which other unit counts a branch for this letter already: a cell may stand in two lines. */
export async function keepersOf(
  tx: Tx,
  at: StudyAt,
  branches: readonly UnitId[],
): Promise<ReadonlyMap<UnitId, string>> {
  const { rows } = await sql<{ branch_id: UnitId; unit_name: string }>`
    select branch_id, unit_name from study_keepers(${at.document}, ${[...branches]}::uuid[]) where unit_id <> ${at.unit}`.execute(
    tx,
  )
  return new Map(rows.map(row => [row.branch_id, row.unit_name]))
}

const asJson = (rows: readonly unknown[]) => JSON.stringify(rows)

export const insertRoll = (tx: Tx, by: Acting, at: StudyAt, rows: readonly RollRow[], frozen: boolean) =>
  sql`insert into study_roll (realm, document_id, branch_id, audience, unit_id, people, frozen_at, counted_by, counted_at, command_id)
    select ${by.actor.realm}, ${at.document}, n.branch, n.audience, ${at.unit}, n.people, ${frozen ? by.now : null},
      ${by.actor.account}, ${by.now}, ${by.command}
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as n(branch uuid, audience text, people integer)`.execute(tx)

export const changeRoll = (tx: Tx, by: Acting, at: StudyAt, rows: readonly RollRow[]) =>
  sql`update study_roll r set people = n.people, version = r.version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as n(branch uuid, audience text, people integer)
    where r.document_id = ${at.document} and r.unit_id = ${at.unit} and r.branch_id = n.branch and r.audience = n.audience`.execute(
    tx,
  )

export type RollChange = RollRow & { readonly before: number | null }

/** Why a frozen roll is changed; written with the change, or the database refuses it. */
export const tellRollChanges = (tx: Tx, by: Acting, at: StudyAt, changes: readonly RollChange[], why: string) =>
  sql`insert into study_roll_change (realm, document_id, branch_id, audience, ordinal, unit_id, people_before, people_after, why, at, account_id, command_id)
    select ${by.actor.realm}, ${at.document}, n.branch, n.audience,
      1 + (select count(*) from study_roll_change c where c.document_id = ${at.document} and c.branch_id = n.branch and c.audience = n.audience),
      ${at.unit}, n.before, n.people, ${why}, ${by.now}, ${by.actor.account}, ${by.command}
    from jsonb_to_recordset(${asJson(changes)}::jsonb) as n(branch uuid, audience text, people integer, before integer)`.execute(
    tx,
  )

/** From the first session on the whole roll of the unit stands. */
export const freezeRoll = (tx: Tx, by: Acting, at: StudyAt) =>
  sql`update study_roll set frozen_at = ${by.now} where document_id = ${at.document} and unit_id = ${at.unit} and frozen_at is null`.execute(
    tx,
  )

export const groupKey = ({ branch, audience }: Group): string => `${branch}/${audience}`
