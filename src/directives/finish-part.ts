import { no, problem } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { movePart, type PartAt } from './move-part.ts'
import { PART } from './rules.ts'
import type { Moved, PartState } from './types.ts'

export type FinishPart = PartAt & { readonly note: string }

/** Says that a part is done, and what was done. */
export const finishPart = useCase<FinishPart, Moved<PartState>>(
  'directives.finish-part',
  PART.finish.by,
  async (tx, by, input) =>
    input.note.trim() === ''
      ? no(problem('directives.done-without-words', {}, { field: 'note' }))
      : movePart(tx, by, input, 'finish', input.note.trim()),
)
