import type { z } from 'zod'
import type { Acting, Role, UseCase } from '../../access/index.ts'
import type { Tx } from '../../db/index.ts'
import type { Result } from '../../kernel/index.ts'

/** A command as the programming interface offers it: the same use case as the page's, with the shape of its input. */
export type CommandDoor = {
  readonly name: string
  readonly summary: string
  readonly schema: z.ZodType
  readonly useCase: UseCase<never, unknown>
  /** Looked at before the command's transaction, where slow work would hold the database. */
  readonly first?: (input: never) => Promise<Result<true>>
}

export const offer = <I, O>(
  command: UseCase<I, O>,
  summary: string,
  schema: z.ZodType<I>,
  first?: (input: I) => Promise<Result<true>>,
): CommandDoor => ({
  name: command.name,
  summary,
  schema,
  useCase: command as unknown as UseCase<never, unknown>,
  ...(first ? { first: first as NonNullable<CommandDoor['first']> } : {}),
})

/** A read: its query parameters and what it answers, as plain data. */
export type ReadDoor = {
  readonly path: string
  readonly summary: string
  readonly permission: 'signed-in' | readonly Role[]
  readonly query: z.ZodType
  readonly answer: (tx: Tx, by: Omit<Acting, 'command'>, query: never, id: string) => Promise<unknown>
}

export const offerRead = <Q>(
  path: string,
  summary: string,
  query: z.ZodType<Q>,
  answer: (tx: Tx, by: Omit<Acting, 'command'>, query: Q, id: string) => Promise<unknown>,
): ReadDoor => ({ path, summary, permission: 'signed-in', query, answer: answer as ReadDoor['answer'] })
