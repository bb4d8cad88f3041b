import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import type { TaskKey } from './types.ts'

/** What may show that a task was carried out; the id is that of a document, a study session or an activity. */
export type EvidenceKind = 'letter' | 'session' | 'activity'
export type Evidence = { readonly kind: EvidenceKind; readonly id: string; readonly onDay: PlainDate }

/**
 * Says of which tasks something is evidence, in one statement: tasks named anew are added, tasks no longer named are ended,
 * the day is set on all. Answers how many of the named tasks exist at units that the actor works for, for an activity also
 * at units below, for which its organiser may speak: fewer than named is for the
 * caller to refuse (`directives.no-such-task`). With `endsOf` only claims of these units end: what others claim of a
 * thing that they did together is theirs to take back.
 */
export async function setEvidence(
  tx: Tx,
  by: Acting,
  e: Evidence,
  tasks: readonly TaskKey[],
  endsOf: readonly UnitId[] | null = null,
): Promise<number> {
  const named = JSON.stringify(tasks.map(({ document, clause, unit }) => ({ document, clause, unit })))
  const ends = endsOf && [...endsOf]
  const { rows } = await sql<{ found: number }>`
    with named as (
      select distinct t.realm, t.document_id, t.clause_ordinal, t.unit_id
      from jsonb_to_recordset(${named}::jsonb) as n(document uuid, clause smallint, unit uuid)
        join task t on t.document_id = n.document and t.clause_ordinal = n.clause and t.unit_id = n.unit
      where t.unit_id in (select own_units()) or (${e.kind} = 'activity' and t.unit_id in (select visible_units()))),
    ended as (
      update task_evidence e set ended_at = ${by.now}, command_id = ${by.command}
      where e.kind = ${e.kind} and e.evidence_id = ${e.id} and e.ended_at is null and e.unit_id in (select own_units())
        and (${ends}::uuid[] is null or e.unit_id = any(${ends}::uuid[]))
        and not exists (select from named n where (n.document_id, n.clause_ordinal, n.unit_id) = (e.document_id, e.clause_ordinal, e.unit_id))),
    added as (
      insert into task_evidence as e (realm, document_id, clause_ordinal, unit_id, kind, evidence_id, on_day, at, account_id, command_id)
      select realm, document_id, clause_ordinal, unit_id, ${e.kind}, ${e.id}, ${e.onDay}, ${by.now}, ${by.actor.account}, ${by.command} from named
      on conflict (realm, document_id, clause_ordinal, unit_id, kind, evidence_id)
        do update set ended_at = null, on_day = excluded.on_day, command_id = excluded.command_id
        where e.ended_at is not null or e.on_day <> excluded.on_day)
    select count(*)::int as found from named`.execute(tx)
  return rows[0]!.found
}

/** What no longer happened shows nothing any more: all evidence of the thing is ended, and stays to be read. */
export const endEvidence = (tx: Tx, by: Acting, kind: EvidenceKind, id: string) =>
  setEvidence(tx, by, { kind, id, onDay: by.today }, [])
