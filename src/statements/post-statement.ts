import { createHash } from 'node:crypto'
import { mustHold, useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { keepPromised } from '../gifts/index.ts'
import { no, problem, yes, type EntryId, type PlainDate, type Result, type Vnd } from '../kernel/index.ts'
import { post, type EntryDraft, type PostingDraft } from '../ledger/index.ts'
import {
  attestationsOf,
  codedLines,
  daysOf,
  daySums,
  lockStatement,
  setPosted,
  writeGifts,
  writeReviews,
  type DaySum,
} from './statement.sql.ts'
import { DOUBTS, KIND, type Statement, type StatementId } from './types.ts'

/** What rooms beside and above know of a line: they are told in the transaction that posts it, and may refuse it whole. */
export type Matchers = {
  /** Payments that the bank has carried out: lines that took money out. */
  readonly paid?: (tx: Tx, by: Acting, statement: Statement) => Promise<Result<unknown>>
}

export type Posted = { readonly id: StatementId; readonly gifts: number; readonly entries: number }

/**
 * Posts a staged statement in one transaction: an entry a day, gifts for the lines that are gifts, their leaves, the
 * promises that they keep, and the
 * lines that a person should look at. Refuses what is not proved or attested, and what differs without a decision.
 */
export const postStatementWith = (matchers: Matchers) =>
  useCase<{ readonly id: StatementId }, Posted>('statements.post', ['accountant'], async (tx, by, { id }) => {
    const statement = await lockStatement(tx, id)
    if (!statement) return no(problem('statements.none'))
    const may = mustHold(by.actor, statement.unit, 'accountant')
    if (!may.ok) return may
    if (statement.state !== 'staged') return no(problem('statements.not-now', { state: statement.state }))
    const closed = await isClosed(tx, by, statement)
    if (!closed.ok) return closed
    const sums = await daySums(tx, statement)
    const drafts = entriesOf(statement, sums)
    const posted = await post(tx, by, drafts)
    if (!posted.ok) return posted
    const gifts = await writeGifts(tx, by, statement)
    await writeReviews(tx, statement, Object.values(DOUBTS))
    await setPosted(tx, by, id)
    await keepPromised(tx, by, await codedLines(tx, statement.no))
    const paid = matchers.paid ? await matchers.paid(tx, by, statement) : yes(true)
    return paid.ok ? yes({ id, gifts, entries: drafts.length }) : paid
  })
export const postStatement = postStatementWith({})

/** Every day closes by its balance, or two persons say so; and no earlier file says otherwise. */
async function isClosed(tx: Tx, by: Acting, statement: Statement): Promise<Result<true>> {
  const days = await daysOf(tx, statement.no)
  const open = days.find(day => day.proved === false)
  if (open) return no(problem('statements.still-open', { day: open.day }))
  const unproved = days.find(day => day.proved === null)
  if (unproved && (await attestationsOf(tx, statement.no, by.actor)).length < 2)
    return no(problem('statements.not-attested', { day: unproved.day }))
  if (statement.differences.length > 0 && statement.differencesWhy === null)
    return no(
      problem('statements.differs', { count: statement.differences.length, day: statement.differences[0]!.day }),
    )
  return yes(true)
}

/** One entry for each day; in it each fund balances by itself. Debits and credits of the bank are not netted. */
export function entriesOf(statement: Statement, sums: readonly DaySum[]): EntryDraft[] {
  const days = Map.groupBy(sums, sum => sum.day)
  return [...days].map(([day, parts]) => ({
    id: entryId(statement.id, day),
    unit: statement.unit,
    day,
    text: `Sổ phụ tài khoản ${statement.accountNumber}: ${parts.reduce((all, part) => all + part.lines, 0)} dòng`,
    source: { kind: 'statement', id: statement.id, step: day },
    postings: parts.flatMap(({ fund, kind, amount }): PostingDraft[] => [
      { fund, purpose: 'bank', amount: BigInt(amount) as Vnd, moneyAccount: statement.account },
      { fund, purpose: kind === KIND.gift ? 'gifts' : 'unclear', amount: -BigInt(amount) as Vnd },
    ]),
  }))
}

/** A UUID of version 8, made from what it names. */
const entryId = (statement: StatementId, day: PlainDate): EntryId => {
  const digest = createHash('sha256').update(`${statement} ${day}`).digest()
  digest[6] = (digest[6]! & 0x0f) | 0x80
  digest[8] = (digest[8]! & 0x3f) | 0x80
  const hex = digest.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  ) as EntryId
}
