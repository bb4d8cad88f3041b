import { no, problem, yes, type PlainDate } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { notify } from '../notices/index.ts'
import { setDeliveryStatus, setWorkStatus } from './delivery.sql.ts'
import { unitNames } from './document.sql.ts'
import { taskLink } from './links.ts'
import { printedNumber, TASK } from './rules.ts'
import { stepTask, type TaskAt } from './task.ts'
import { changeTask, insertParts, lastPart, personNames } from './task.sql.ts'
import type { Moved, TaskState, UnitOrPerson } from './types.ts'

export type DivideTask = TaskAt & {
  readonly parts: readonly { readonly to: UnitOrPerson; readonly what: string; readonly dueOn?: PlainDate | null }[]
}

/** Gives parts of the unit's task to units and people, each with what to do and by when. Parts given earlier stay. */
export const divideTask = useCase<DivideTask, Moved<TaskState>>(
  'directives.divide-task',
  TASK.divide.by,
  async (tx, by, input) => {
    const step = await stepTask(tx, by, input, 'divide')
    if (!step.ok) return step
    if (input.parts.length === 0) return no(problem('directives.no-part', {}, { field: 'parts' }))
    const blank = input.parts.findIndex(part => part.what.trim() === '')
    if (blank >= 0) return no(problem('directives.part-without-words', {}, { row: blank + 1, field: 'what' }))
    const units = input.parts.flatMap(part => ('unit' in part.to ? [part.to.unit] : []))
    const persons = input.parts.flatMap(part => ('person' in part.to ? [part.to.person] : []))
    const [known, people] = [await unitNames(tx, units), await personNames(tx, persons)]
    const nobody = input.parts.findIndex(part =>
      'unit' in part.to ? !known.has(part.to.unit) : !people.has(part.to.person),
    )
    if (nobody >= 0) return no(problem('directives.part-to-nobody', {}, { row: nobody + 1, field: 'to' }))
    const { row, to } = step.value
    const last = await lastPart(tx, input)
    await insertParts(
      tx,
      by,
      input,
      input.parts.map((part, at) => ({
        clause: input.clause,
        ordinal: last + at + 1,
        unit: 'unit' in part.to ? part.to.unit : null,
        person: 'person' in part.to ? part.to.person : null,
        what: part.what.trim(),
        dueOn: part.dueOn ?? null,
      })),
    )
    await changeTask(tx, by, input, { state: to })
    await setDeliveryStatus(tx, by, input.unit, input.document, '04', ['03'])
    await setWorkStatus(tx, by, input.unit, input.document)
    const letter = printedNumber(row.regime, row.number, row.symbol)
    await notify(
      tx,
      by,
      input.parts.map(part => ({
        ...part.to,
        kind: 'part-given',
        parameters: { number: letter, what: part.what.trim(), unit: row.unit_name },
        link: taskLink(input.document, input.clause, input.unit),
      })),
    )
    return yes({ state: to, version: row.version + 1 })
  },
)
