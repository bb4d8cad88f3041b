import { no, problem, yes, type Result } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { isOrdinal } from './fit.ts'
import { movedMeanwhile, wrongState } from './moved.sql.ts'
import { mayMoveTask } from './policy.ts'
import { judgeTask, type TaskMove } from './rules.ts'
import { lockTask, whatIsThere, type TaskRow } from './task.sql.ts'
import type { TaskKey, TaskState } from './types.ts'

/** A task and the version that the person saw. */
export type TaskAt = TaskKey & { readonly version: number }

/** What every move of a task has in common: whose it is, the version seen, and the table in rules.ts. */
export async function stepTask(
  tx: Tx,
  by: Acting,
  at: TaskAt,
  move: TaskMove,
  note = '',
): Promise<Result<{ readonly row: TaskRow; readonly to: TaskState }>> {
  const may = mayMoveTask(by.actor, at.unit, move)
  if (!may.ok) return may
  const row = isOrdinal(at.clause) ? await lockTask(tx, at) : null
  if (!row) return no(problem('directives.no-such-task'))
  const stale = await movedMeanwhile(tx, row, at.version)
  if (stale) return stale
  const { open, evidence } = await whatIsThere(tx, at)
  const shown = note.trim() !== '' || evidence > 0
  const judged = judgeTask({ state: row.state, rhythm: row.rhythm, dueOn: row.due_on, openParts: open, shown }, move)
  if ('to' in judged) return yes({ row, to: judged.to })
  if (judged.against === 'state') return wrongState(row.state)
  return no(
    problem(`directives.task-${judged.against}`, {}, judged.against === 'note-or-evidence' ? { field: 'note' } : {}),
  )
}
