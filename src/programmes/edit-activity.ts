import { assert, no, problem, yes, type Result } from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { changeActivity, figuresOf, insertAmendment, setResults, setUnits, type ActivityRow } from './activity.sql.ts'
import { keepFiles, setTasks, tellThoseWith } from './begin.ts'
import { fitFields, storable } from './fit.ts'
import { RECORDS } from './policy.ts'
import { LENGTHS } from './rules.ts'
import { stepActivity } from './step.ts'
import type { ActivityAt, ActivityFields, ActivityMoved, ActivityState, EvidenceFile } from './types.ts'

export type EditActivity = ActivityAt & {
  readonly fields: ActivityFields
  /** Added to those that are there. */
  readonly files?: readonly EvidenceFile[]
  /** Why a figure that a submitted report has counted is changed. */
  readonly why?: string
}

/** Changes a planned or held activity. What a submitted report has counted keeps both numbers and the reason. */
export const editActivity = useCase<EditActivity, ActivityMoved>(
  'programmes.edit-activity',
  RECORDS,
  async (tx, by, input) => {
    const step = await stepActivity(tx, by, input, 'edit')
    return step.ok ? rewrite(tx, by, input, step.value) : step
  },
)

/** Writes the fields anew, in the state to which the step leads. */
export async function rewrite(
  tx: Tx,
  by: Acting,
  input: EditActivity,
  { row, to }: { row: ActivityRow; to: ActivityState },
): Promise<Result<ActivityMoved>> {
  assert(to !== 'withdrawn', 'what is withdrawn is not written anew')
  const fit = await fitFields(tx, by, input.unit, input.fields, to)
  if (!fit.ok) return fit
  const [id, fields] = [input.activity, fit.value]
  await setUnits(tx, by, { id, unit: input.unit, with: fields.with })
  await setResults(tx, by, id, fields.results)
  await changeActivity(tx, by, id, to, fields)
  await setTasks(tx, by, { id, unit: input.unit, state: to, fields })
  const amended = await amend(tx, by, { id, row, why: input.why ?? '' })
  if (!amended.ok) return amended
  const kept = await keepFiles(tx, by, { id, unit: input.unit, files: input.files ?? [] })
  if (!kept.ok) return kept
  const newcomers = fields.with.filter(unit => !row.with.includes(unit))
  await tellThoseWith(tx, by, { id, unitName: row.unit_name, title: fields.title, units: newcomers })
  return yes({ activity: id, state: to, version: row.version + 1 })
}

/** After a report has counted it, a change of any figure needs its reason and leaves both numbers in view. */
export async function amend(
  tx: Tx,
  by: Acting,
  { id, row, why }: { id: ActivityAt['activity']; row: ActivityRow; why: string },
): Promise<Result<true>> {
  if (!row.reported) return yes(true)
  const now = await figuresOf(tx, id)
  if (JSON.stringify(now) === JSON.stringify(row.figures)) return yes(true)
  const reason = storable(why).trim()
  if (reason === '') return no(problem('programmes.reported-needs-why', {}, { field: 'why' }))
  if (reason.length > LENGTHS.why) return no(problem('programmes.too-long', { max: LENGTHS.why }, { field: 'why' }))
  await insertAmendment(tx, by, { id, why: reason, before: row.figures, after: now })
  return yes(true)
}
