import type { Tx } from '../db/index.ts'
import { assert, type CommandId, type Result } from '../kernel/index.ts'
import { claimCommand, finishCommand, setCommand, setRoots } from './command.sql.ts'
import { hashOf } from './input-hash.ts'
import { scopeOf } from './policy.ts'
import type { Acting, Actor, UseCase } from './types.ts'

/**
 * Does a command as a part of another, in its transaction and under an id of its own, so that what it makes names its own
 * command. Whoever calls has decided that the actor may: `by.actor` may be somebody at work for another unit. A refusal
 * is answered and undoes nothing: the caller refuses too, or goes back to a savepoint.
 */
export async function runWithin<I, O>(
  tx: Tx,
  by: Acting,
  id: CommandId,
  command: UseCase<I, O>,
  input: I,
): Promise<Result<O>> {
  const hash = hashOf(command.name, input)
  const earlier = await claimCommand(tx, { id, name: command.name, actor: by.actor, at: by.now, hash })
  assert(earlier === null, 'the ids of the parts of a command are its own')
  await setCommand(tx, id)
  const result = await command.run(tx, { ...by, command: id }, input)
  await setCommand(tx, by.command)
  if (result.ok) await finishCommand(tx, { id, realm: by.actor.realm, outcome: result.value })
  return result
}

/**
 * From here on the database answers in the scope of this actor: of somebody who stands in for a unit, once the caller has
 * decided that they may, and of the first actor again afterwards.
 */
export const enterScope = (tx: Tx, by: Acting, actor: Actor) => setRoots(tx, scopeOf(actor, by.today).roots)
