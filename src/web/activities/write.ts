import { holds } from '../../access/index.ts'
import type { Tx } from '../../db/index.ts'
import {
  activityOf,
  choicesFor,
  editActivity,
  holdActivity,
  openFiles,
  planActivity,
  recordActivity,
  type ActivityId,
  type ActivityView,
} from '../../programmes/index.ts'
import { idFrom, type Problem, type UnitId } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { formPage, type FormOf } from './form.tsx'
import { fieldsFrom, filesIn, nothingTyped, taskValue, typedIn, typedOf, unitsNamed, type Typed } from './typed.ts'

export const activityNamed = (visit: Visit): ActivityId | null => idFrom<ActivityId>(visit.c.req.param('id'))

const newOf = (visit: Visit, unit: UnitId): FormOf => ({
  unit,
  unitName: visit.signedIn().grants.find(grant => grant.unit === unit)?.unitName ?? visit.signedIn().unitName,
  activity: null,
  version: null,
  state: 'new',
  reported: false,
  back: '/activities',
  othersTasks: [],
})

const editOf = (view: ActivityView, version: number): FormOf => ({
  unit: view.unit,
  unitName: view.unitName,
  activity: view.id,
  version,
  state: view.state === 'planned' ? 'planned' : 'held',
  reported: view.reported,
  back: `/activities/${view.id}`,
  othersTasks: view.state === 'held' ? view.serves.filter(task => task.unit !== view.unit).map(taskValue) : [],
})

/** The form of a new activity; `?task=` ticks the task from whose page somebody came. */
export function showNew(visit: Visit): Promise<Response> {
  const actor = visit.signedIn()
  const task = visit.c.req.query('task') ?? ''
  const asked = idFrom<UnitId>(task.split('/')[2])
  const unit = asked && holds(actor, asked, 'officer', 'leader', 'clerk') ? asked : actor.unit
  return formPage(visit, newOf(visit, unit), nothingTyped(task ? [task] : [], visit.at.today), {
    problems: [],
    with: [],
  })
}

/** Plans or records what was typed; a refusal shows the form again with every word of it. */
export async function writeNew(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const unit = idFrom<UnitId>(form.text('unit')) ?? visit.signedIn().unit
  return write(visit, form, newOf(visit, unit), async (fields, files) => {
    const command = form.text('do') === 'planned' ? planActivity : recordActivity
    const done = await visit.run(command, { unit, fields, files }, form)
    return done.ok
      ? visit.done(`/activities/${done.value.activity}`, `activities.done-${done.value.state}`)
      : done.problem
  })
}

export async function showEdit(visit: Visit): Promise<Response> {
  const found = await visit.read(async tx => {
    const view = await mine(visit, tx)
    const units = view?.with.map(unit => unit.id) ?? []
    const around = view && { unit: view.unit, with: units, activity: view.id, today: visit.at.today }
    return around && { view, with: units, choices: await choicesFor(tx, around) }
  })
  if (!found) return notFound(visit)
  return formPage(visit, editOf(found.view, found.view.version), typedOf(found.view), { problems: [], ...found })
}

export async function writeEdit(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const view = await visit.read(tx => mine(visit, tx))
  if (!view) return notFound(visit)
  const version = form.number('version')
  return write(visit, form, editOf(view, version), async (fields, files) => {
    const command = form.text('do') === 'held' ? holdActivity : editActivity
    const input = { unit: view.unit, activity: view.id, version, fields, files, why: form.text('why') }
    const done = await visit.run(command, input, form)
    return done.ok ? visit.done(`/activities/${view.id}`, 'activities.done-saved') : done.problem
  })
}

type Fields = Parameters<typeof recordActivity.run>[2]['fields']
type Files = Awaited<ReturnType<typeof filesIn>>

/** From the form to the command, by way of the names of units and the look at the files. */
async function write(
  visit: Visit,
  form: FormValues,
  of: FormOf,
  act: (fields: Fields, files: Files) => Promise<Response | Problem>,
): Promise<Response> {
  const typed: Typed = typedIn(form)
  const units = await unitsNamed(visit, typed.with)
  const again = (problems: readonly Problem[]) =>
    formPage(visit, of, typed, { problems, with: units.ok ? units.value : [] })
  if (!units.ok) return again([units.problem])
  if (form.text('do') === 'again') return again([])
  const fields = fieldsFrom(typed, units.value)
  if (!fields.ok) return again([fields.problem])
  const files = await filesIn(form)
  const open = await openFiles(files)
  if (!open.ok) return again([open.problem])
  const answer = await act(fields.value, files)
  return answer instanceof Response ? answer : again([answer])
}

/** The activity, where the actor works at its organiser and it can still be changed. */
async function mine(visit: Visit, tx: Tx): Promise<ActivityView | null> {
  const id = activityNamed(visit)
  const view = id && (await activityOf(tx, id))
  const may = view && view.state !== 'withdrawn' && holds(visit.signedIn(), view.unit, 'officer', 'leader', 'clerk')
  return may ? view : null
}
