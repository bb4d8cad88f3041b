import { claimActivity, endActivityFile, withdrawActivity, type ActivityId } from '../../programmes/index.ts'
import { idFrom, problem, type DocumentId, type FileId, type Result, type UnitId } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { activityPage } from './activity.tsx'
import { activityNamed } from './write.ts'

/** The buttons of an activity's page; each answers by showing it again, or what stands against it. */

type At = { readonly unit: UnitId; readonly activity: ActivityId; readonly version: number }

const moving =
  (message: string, move: (visit: Visit, form: FormValues, at: At) => Promise<Result<unknown>>) =>
  async (visit: Visit): Promise<Response> => {
    const activity = activityNamed(visit)
    if (!activity) return notFound(visit)
    const form = await visit.form()
    const unit = idFrom<UnitId>(form.text('unit')) ?? visit.signedIn().unit
    const done = await move(visit, form, { unit, activity, version: form.number('version') })
    return done.ok ? visit.done(`/activities/${activity}`, message) : activityPage(visit, [done.problem])
  }

export const withdraw = moving('activities.done-withdrawn', (visit, form, at) =>
  visit.run(withdrawActivity, { ...at, why: form.text('why') }, form),
)

export const endFile = moving('activities.done-file-ended', (visit, form, at) => {
  const file = idFrom<FileId>(form.text('file'))
  return file
    ? visit.run(endActivityFile, { ...at, file }, form)
    : Promise.resolve({ ok: false, problem: problem('files.not-found') })
})

export const claim = moving('activities.done-claimed', (visit, form, { unit, activity }) => {
  const tasks = form.all('task').map(value => {
    const [document, clause] = value.split('/')
    return { document: idFrom<DocumentId>(document), clause: Number(clause) }
  })
  const wrong = tasks.some(task => task.document === null || !Number.isInteger(task.clause))
  if (wrong)
    return Promise.resolve({ ok: false, problem: problem('programmes.task-unknown', undefined, { field: 'tasks' }) })
  return visit.run(
    claimActivity,
    { unit, activity, tasks: tasks.map(({ document, clause }) => ({ document: document!, clause })) },
    form,
  )
})
