import { mustHold, useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { digitsTyped, no, problem, yes, type Result } from '../kernel/index.ts'
import {
  acceptDifferencesRow,
  attestationsOf,
  daysOf,
  forgetChunks,
  insertAttestation,
  lockStatement,
  repairLines,
  setOpening,
  setState,
} from './statement.sql.ts'
import type { Statement, StatementId, StatementState } from './types.ts'

const may = async (
  tx: Tx,
  by: Acting,
  id: StatementId,
  roles: readonly ('accountant' | 'cashier' | 'leader')[],
  ...states: readonly StatementState[]
): Promise<Result<Statement>> => {
  const statement = await lockStatement(tx, id)
  if (!statement) return no(problem('statements.none'))
  const allowed = mustHold(by.actor, statement.unit, ...roles)
  if (!allowed.ok) return allowed
  return states.includes(statement.state)
    ? yes(statement)
    : no(problem('statements.not-now', { state: statement.state }))
}

/** Takes back an import that is not posted yet. Its lines never counted; the job clears them away. */
export const cancelImport = useCase<{ readonly id: StatementId }, { readonly id: StatementId }>(
  'statements.cancel',
  ['accountant'],
  async (tx, by, { id }) => {
    const found = await may(tx, by, id, ['accountant'], 'waiting', 'staging', 'faulty', 'staged')
    if (!found.ok) return found
    await forgetChunks(tx, found.value.no)
    await setState(tx, id, 'cancelled')
    return yes({ id })
  },
)

/**
 * Accepts what the balances imply of the lines at fault, by name and with a reason; what the lines said stays visible.
 * Refuses `statements.still-open` when the days do not close even so.
 */
export const acceptRepairs = useCase<{ readonly id: StatementId; readonly why: string }, { readonly id: StatementId }>(
  'statements.accept-repairs',
  ['accountant'],
  async (tx, by, { id, why }) => {
    const found = await may(tx, by, id, ['accountant'], 'faulty')
    if (!found.ok) return found
    if (why.trim() === '') return no(problem('statements.why', {}, { field: 'why' }))
    const { no: number, faults } = found.value
    await repairLines(
      tx,
      by,
      number,
      why.trim(),
      faults.flatMap(({ line, kind, repair }) =>
        repair
          ? [
              {
                ordinal: line,
                kind,
                amount: repair.field === 'debit' ? `-${repair.amount}`.replace('-0', '0') : repair.amount,
                balance: repair.field === 'balance',
              },
            ]
          : [],
      ),
    )
    const open = (await daysOf(tx, number)).find(day => day.proved === false)
    if (open) return no(problem('statements.still-open', { day: open.day }))
    await setState(tx, id, 'staged')
    return yes({ id })
  },
)

/**
 * One of two persons says what the bank shows where the file carries no balance: what was there before the first line and
 * after the last. Opening and lines must make the closing; the second must say the same as the first.
 */
export const attest = useCase<
  { readonly id: StatementId; readonly opening: string; readonly closing: string; readonly why: string },
  { readonly ordinal: 1 | 2 }
>('statements.attest', ['accountant', 'cashier', 'leader'], async (tx, by, { id, opening, closing, why }) => {
  const found = await may(tx, by, id, ['accountant', 'cashier', 'leader'], 'staged')
  if (!found.ok) return found
  const statement = found.value
  const [start, end] = [amountOf(opening), amountOf(closing)]
  if (start === null) return no(problem('statements.not-an-amount', {}, { field: 'opening' }))
  if (end === null) return no(problem('statements.not-an-amount', {}, { field: 'closing' }))
  if (why.trim() === '') return no(problem('statements.why', {}, { field: 'why' }))
  if (statement.opening !== null && start !== statement.opening)
    return no(problem('statements.opening-differs', { is: statement.opening.toString() }, { field: 'opening' }))
  const makes = start + statement.credits - statement.debits
  if (makes !== end)
    return no(
      problem(
        'statements.closing-differs',
        { makes: makes.toString(), off: (end - makes).toString() },
        { field: 'closing' },
      ),
    )
  const before = await attestationsOf(tx, statement.no, by.actor)
  if (before.length >= 2) return no(problem('statements.attested'))
  if (before.some(one => one.mine)) return no(problem('statements.another-person'))
  const ordinal = before.length === 0 ? 1 : 2
  await insertAttestation(tx, by, statement.no, { ordinal, opening: start, closing: end, why: why.trim() })
  if (ordinal === 2) await setOpening(tx, statement.no, start, end)
  return yes({ ordinal })
})
const amountOf = (text: string): bigint | null => {
  const bare = digitsTyped(text)
  return /^-?\d{1,18}$/.test(bare) ? BigInt(bare) : null
}

/** Decides that a file is posted although it differs from an earlier one: new lines are added, missing ones stay. */
export const acceptDifferences = useCase<
  { readonly id: StatementId; readonly why: string },
  { readonly id: StatementId }
>('statements.accept-differences', ['accountant'], async (tx, by, { id, why }) => {
  const found = await may(tx, by, id, ['accountant'], 'staged')
  if (!found.ok) return found
  if (why.trim() === '') return no(problem('statements.why', {}, { field: 'why' }))
  await acceptDifferencesRow(tx, by, id, why.trim())
  return yes({ id })
})
