import { no, problem, yes } from '../kernel/index.ts'
import { mustHold, useCase } from '../access/index.ts'
import { cancelCopyAt, copyAt } from './copy.sql.ts'
import { COPIES } from './make-copy.ts'

export type CancelCopy = { readonly copy: string; readonly why: string }

const WHY_MAX = 300

/**
 * Cancels a copy that was numbered in error. Its number stays in the book with the reason and is not given again; its
 * files are no longer made. Refuses `directives.no-such-copy`, `directives.reason-missing` and
 * `directives.copy-cancelled` (somebody did it already).
 */
export const cancelCopy = useCase<CancelCopy, { readonly number: number }>(
  'directives.cancel-copy',
  COPIES,
  async (tx, by, input) => {
    const copy = await copyAt(tx, input.copy)
    if (!copy || !mustHold(by.actor, copy.unit, ...COPIES).ok) return no(problem('directives.no-such-copy'))
    const why = input.why.trim()
    if (why === '') return no(problem('directives.reason-missing', {}, { field: 'why', row: copy.number }))
    if (why.length > WHY_MAX)
      return no(problem('directives.too-long', { field: 'why', max: WHY_MAX }, { field: 'why', row: copy.number }))
    if (!(await cancelCopyAt(tx, by, { ...copy, why })))
      return no(problem('directives.copy-cancelled', { number: copy.number }))
    return yes({ number: copy.number })
  },
)
