import { isUuid, no, problem, type CommandId, type Problem, type Realm, type Result } from '../kernel/index.ts'
import type { Database, Tx, TxSettings } from '../db/index.ts'
import { claimCommand, finishCommand } from './command.sql.ts'
import { hashOf } from './input-hash.ts'
import { scopeOf } from './policy.ts'
import type { Actor, Moment, UseCase } from './types.ts'

/** Thrown inside a transaction so that a refusal rolls everything back; never leaves `runCommand`. */
class Refusal extends Error {
  readonly problem: Problem
  constructor(refused: Problem) {
    super(refused.kind)
    this.problem = refused
  }
}

/**
 * Does a command once: one transaction, rolled back on refusal. The same id with the same input answers the
 * stored outcome and acts no second time; the same id with another input is refused (`access.command-reused`).
 * Who loses a race against another command begins again, once.
 */
export async function runCommand<I, O>(
  db: Database,
  at: Moment,
  actor: Actor,
  id: CommandId,
  command: UseCase<I, O>,
  input: I,
): Promise<Result<O>> {
  if (!isUuid(id)) return no(problem('access.command-id'))
  if (!actor.grants.some(grant => command.roles.includes(grant.role))) {
    return no(problem('access.forbidden', { roles: command.roles.join(',') }))
  }
  const hash = hashOf(command.name, input)
  const once = (): Promise<Result<O>> =>
    db.write(settingsOf(actor, at, id), async tx => {
      const earlier = await claimCommand(tx, { id, name: command.name, actor, at: at.now, hash })
      if (earlier) {
        if (!earlier.inputHash.equals(hash)) throw new Refusal(problem('access.command-reused'))
        return { ok: true, value: earlier.outcome as O }
      }
      const result = await command.run(tx, { actor, now: at.now, today: at.today, command: id }, input)
      if (!result.ok) throw new Refusal(result.problem)
      await finishCommand(tx, { id, realm: actor.realm, outcome: result.value })
      return result
    })
  try {
    return await once().catch((error: unknown) => {
      if (lostRace(error)) return once()
      throw error
    })
  } catch (error) {
    if (error instanceof Refusal) return no(error.problem)
    throw error
  }
}

/**
 * Two commands wrote the same row, or waited for each other, and the database let one of them through: the other is rolled
 * back whole, and done anew it sees what the first wrote. Codes of PostgreSQL: unique_violation, serialization_failure,
 * deadlock_detected. Whatever fails the second time too is a bug, and is thrown.
 */
const lostRace = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['23505', '40001', '40P01'].includes(String(error.code))

/** Reads in the actor's scope, in one read-only transaction. */
export const readAs = <T>(db: Database, at: Moment, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.read(settingsOf(actor, at), work)

const NOBODY = { account: null, roots: [], realm: 0 as Realm } as const

/** Reads as nobody: no row of a protected table, only what the public functions of the database answer. */
export const readPublic = <T>(db: Database, { now, today }: Moment, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.read({ ...NOBODY, now, asOf: today }, work)

/** Writes as nobody, through the public functions of the database; a refusal rolls everything back. */
export const writePublic = async <T>(
  db: Database,
  { now, today }: Moment,
  command: CommandId,
  work: (tx: Tx) => Promise<Result<T>>,
): Promise<Result<T>> => {
  try {
    return await db.write({ ...NOBODY, now, asOf: today, command }, async tx => {
      const done = await work(tx)
      if (!done.ok) throw new Refusal(done.problem)
      return done
    })
  } catch (error) {
    if (error instanceof Refusal) return no(error.problem)
    throw error
  }
}

/** What the database knows of an actor in a transaction. */
export const settingsOf = (actor: Actor, at: Moment, command?: CommandId): TxSettings => ({
  account: actor.account,
  roots: scopeOf(actor, at.today).roots,
  realm: actor.realm,
  now: at.now,
  asOf: at.today,
  ...(command ? { command } : {}),
})
