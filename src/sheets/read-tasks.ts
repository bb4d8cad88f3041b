import { problem } from '../kernel/index.ts'
import { readChoice, readCount, readText } from './cells.ts'
import { FIRST_ROW } from './layout.ts'
import { RowReader, type Sheet, type SheetRead } from './sheet.ts'
import type { Entry, FormLayout, SheetProblem } from './types.ts'
import { TASK_DONE } from './wording.ts'

const NOTE_MAX = 2_000
const DONE = [
  ['taken', TASK_DONE.taken],
  ['finished', TASK_DONE.finished],
] as const

/** What the unit says of its tasks; a row left empty says nothing. */
export function readTasks(sheet: Sheet, layout: FormLayout): SheetRead {
  const [entries, problems]: [Entry[], SheetProblem[]] = [[], []]
  for (const [at, task] of layout.tasks.entries()) {
    const row = new RowReader(sheet, FIRST_ROW + at, problems)
    const before = problems.length
    const done = row.take('done', cell => readChoice(cell, DONE))
    const note = row.take('note', cell => readText(cell, NOTE_MAX)) ?? ''
    if (done === null && note !== '' && problems.length === before)
      row.say('done', problem('sheets.task-without-state'))
    if (done === 'finished' && note === '') row.say('note', problem('directives.done-without-words'))
    if (done === 'finished' && task.standing) row.say('done', problem('sheets.task-standing'))
    if (done !== null && problems.length === before) {
      const fill = { clause: task.clause, done, note }
      entries.push({ kind: 'tasks', key: String(task.clause), rows: [row.row], fill })
    }
  }
  return { entries, problems }
}

/** How many people each branch has of each audience. */
export function readRoll(sheet: Sheet, layout: FormLayout): SheetRead {
  const [entries, problems]: [Entry[], SheetProblem[]] = [[], []]
  for (const [at, branch] of layout.branches.entries()) {
    const row = new RowReader(sheet, FIRST_ROW + at, problems)
    for (const audience of layout.audiences) {
      const people = row.take(audience, readCount)
      if (people === null) continue
      const fill = { branch: branch.id, audience, people }
      entries.push({ kind: 'roll', key: `${branch.id}/${audience}`, rows: [row.row], fill })
    }
  }
  return { entries, problems }
}
