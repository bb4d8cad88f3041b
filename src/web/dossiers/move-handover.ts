import { cancelHandover, giveBack, takeOver, writeRemarks, type HandoverAt } from '../../dossiers/index.ts'
import { confirmGone, giveOver } from '../../reports/index.ts'
import type { Result } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { handoverNamed, handoverPage } from './handover.tsx'

/** The buttons of a hand-over's page; each answers by showing it again, or what stands against it. */
const moving =
  (message: string, move: (visit: Visit, form: FormValues, at: HandoverAt) => Promise<Result<unknown>>) =>
  async (visit: Visit) => {
    const handover = handoverNamed(visit)
    if (!handover) return notFound(visit)
    const form = await visit.form()
    const done = await move(visit, form, { handover, version: form.number('version') })
    return done.ok ? visit.done(`/handovers/${handover}`, message) : handoverPage(visit, [done.problem])
  }

const STEPS = {
  give: (visit, form, at) => visit.run(giveOver, at, form),
  'confirm-gone': (visit, form, at) => visit.run(confirmGone, { ...at, why: form.text('why') }, form),
  take: (visit, form, at) => visit.run(takeOver, at, form),
  'give-back': (visit, form, at) => visit.run(giveBack, { ...at, why: form.text('why') }, form),
  cancel: (visit, form, at) => visit.run(cancelHandover, { ...at, why: form.text('why') }, form),
} as const satisfies Record<string, (visit: Visit, form: FormValues, at: HandoverAt) => Promise<Result<unknown>>>

export const moveHandoverForm = (step: keyof typeof STEPS) => moving(`handovers.done-${step}`, STEPS[step])

export const remarksForm = moving('handovers.done-remarks', (visit, form, at) =>
  visit.run(writeRemarks, { ...at, remarks: form.text('remarks') }, form),
)
