import { no, problem, yes, type Result, type UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { setEvidence } from '../directives/index.ts'
import { storeFile } from '../files/index.ts'
import { notify } from '../notices/index.ts'
import { insertActivity, setIntended, setResults, setUnits } from './activity.sql.ts'
import { fitFields } from './fit.ts'
import { activityLink } from './links.ts'
import { mayRecord } from './policy.ts'
import { LISTS } from './rules.ts'
import type { ActivityFields, ActivityId, ActivityMoved, EvidenceFile } from './types.ts'

export type NewActivity = {
  readonly unit: UnitId
  readonly fields: ActivityFields
  readonly files?: readonly EvidenceFile[]
}

/** A new activity, planned or held; its id is that of the command, so that the command sent again names the same one. */
export async function begin(
  tx: Tx,
  by: Acting,
  input: NewActivity,
  state: 'planned' | 'held',
): Promise<Result<ActivityMoved>> {
  const may = mayRecord(by.actor, input.unit)
  if (!may.ok) return may
  const fit = await fitFields(tx, by, input.unit, input.fields, state)
  if (!fit.ok) return fit
  const fields = fit.value
  const id = by.command as string as ActivityId
  await insertActivity(tx, by, { id, unit: input.unit, state, fields })
  await setUnits(tx, by, { id, unit: input.unit, with: fields.with })
  await setResults(tx, by, id, fields.results)
  await setTasks(tx, by, { id, unit: input.unit, state, fields })
  const kept = await keepFiles(tx, by, { id, unit: input.unit, files: input.files ?? [] })
  if (!kept.ok) return kept
  await tellThoseWith(tx, by, { id, unitName: by.actor.unitName, title: fields.title, units: fields.with })
  return yes({ activity: id, state, version: 1 })
}

/** A planned activity is meant for its tasks; a held one is evidence of them. What others claim is theirs to take back. */
export async function setTasks(
  tx: Tx,
  by: Acting,
  a: { id: ActivityId; unit: UnitId; state: 'planned' | 'held'; fields: ActivityFields },
): Promise<void> {
  await setIntended(tx, by, a.id, a.state === 'planned' ? a.fields.tasks : [])
  if (a.state === 'planned') return
  const evidence = { kind: 'activity' as const, id: a.id, onDay: a.fields.untilOn }
  await setEvidence(tx, by, evidence, a.fields.tasks, [a.unit])
}

/** Photos and papers that show it, kept by the organiser. */
export async function keepFiles(
  tx: Tx,
  by: Acting,
  a: { id: ActivityId; unit: UnitId; files: readonly EvidenceFile[] },
): Promise<Result<true>> {
  if (a.files.length > LISTS.files) return no(problem('programmes.too-many', { max: LISTS.files }, { field: 'files' }))
  for (const file of a.files) {
    const owner = { kind: 'evidence', id: a.id } as const
    const stored = await storeFile(tx, by, { ...file, unit: a.unit, owner, purpose: 'evidence' })
    if (!stored.ok) return no({ ...stored.problem, field: 'files' })
  }
  return yes(true)
}

/** Those who did it too hear that it stands here, so that they tick their own tasks and record it no second time. */
export const tellThoseWith = (
  tx: Tx,
  by: Acting,
  a: { id: ActivityId; unitName: string; title: string; units: readonly UnitId[] },
) =>
  notify(
    tx,
    by,
    a.units.map(unit => ({
      unit,
      kind: 'activity-with',
      parameters: { unit: a.unitName, title: a.title },
      link: activityLink(a.id),
    })),
  )
