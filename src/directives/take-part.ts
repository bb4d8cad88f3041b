import { useCase } from '../access/index.ts'
import { movePart, type PartAt } from './move-part.ts'
import { PART } from './rules.ts'
import type { Moved, PartState } from './types.ts'

/** Takes up the part of a task that was given to one's unit or to oneself. */
export const takePart = useCase<PartAt, Moved<PartState>>('directives.take-part', PART.take.by, (tx, by, input) =>
  movePart(tx, by, input, 'take', null),
)
