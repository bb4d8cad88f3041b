import {
  BANKS,
  lineIdentity,
  readStatement,
  type BankKey,
  type Mapping,
  type StatementCheck,
  type StatementLine,
  type StatementPart,
} from '../bank/index.ts'
import type { Moment } from '../access/index.ts'
import type { CopyValue, Database, Tx } from '../db/index.ts'
import { problem, type Log, type PlainDate, type Problem } from '../kernel/index.ts'
import { understand, wordsOf, type Campaigns } from './claims.ts'
import {
  campaignsOf,
  chunkOf,
  claimStatement,
  differencesOf,
  dropLeftLines,
  endStaging,
  keeperRow,
  leftBehind,
  noteProgress,
  overlaps,
  seenAmong,
  writeDays,
  writeLines,
  writeWords,
} from './stage.sql.ts'
import type { KeptFault, ToStage } from './types.ts'

export const STAGE_QUEUE = 'statement.stage'

/** Who has not been heard of for so long is gone; ten thousand lines never take as long. */
const LEASE_MS = 2 * 60_000
/** A file that ended the program three times would end it a fourth time. */
const ATTEMPTS = 3
/** So many left lines go in one transaction. */
const LOT = 10_000
/** A word that stands in one of so many lines is counted. */
const COMMON = 200

export type Stager = {
  readonly db: Database
  readonly clock: () => Moment
  readonly log?: Log
  /** Ends when the program does: what was being staged is begun anew at its next start. */
  readonly signal?: AbortSignal
  readonly onProgress?: (lines: number) => void
}

/** Stages what waits, one statement after another, then clears away what cancelled ones left. For the job. */
export async function stageStatements(stager: Stager): Promise<void> {
  for (;;) {
    if (stager.signal?.aborted) return
    const next = await own(stager, (tx, { now }) => claimStatement(tx, now, leaseFrom(now), null))
    if (!next) break
    await stageOne(
      stager,
      next,
      next.files.map((name, at) => ({ name, bytes: bytesOf(stager, next.no, at + 1) })),
    )
  }
  for (;;) {
    if (stager.signal?.aborted) return
    const left = await own(stager, leftBehind)
    if (!left) return
    await own(stager, tx => dropLeftLines(tx, left, LOT))
  }
}

/** Stages one statement from files in hand: for the command line. False when somebody else has it. */
export async function stageFrom(stager: Stager, no: number, parts: readonly StatementPart[]): Promise<boolean> {
  const mine = await own(stager, (tx, { now }) => claimStatement(tx, now, leaseFrom(now), no))
  if (!mine) return false
  await stageOne(stager, mine, parts)
  return true
}

async function* bytesOf(stager: Stager, no: number, part: number): AsyncGenerator<Uint8Array> {
  for (let ordinal = 1; ; ordinal++) {
    const bytes = await own(stager, tx => chunkOf(tx, no, part, ordinal))
    if (!bytes) return
    yield bytes
  }
}

/**
 * Lots of at most ten thousand lines, each in its own transaction: on the embedded database a single long one would stop
 * every page, that of its progress and its cancelling too. Until the statement is posted nothing of it counts.
 */
async function stageOne(stager: Stager, s: ToStage, parts: readonly StatementPart[]): Promise<void> {
  if (s.attempts > ATTEMPTS) return refuse(stager, s, problem('statements.staging-failed'))
  while ((await own(stager, tx => dropLeftLines(tx, s, LOT))) > 0);
  const staging = new Staging(s, await own(stager, tx => campaignsOf(tx, s.unit)))
  const lots = readStatement(parts, {
    bank:
      (s.mapping as Mapping | null) ?? (BANKS.find(bank => bank === s.bank) satisfies BankKey | undefined) ?? 'auto',
    today: stager.clock().today,
    account: s.accountNumber,
    ...(s.openingGiven === null ? {} : { opening: s.openingGiven }),
  })
  for (;;) {
    const lot = await lots.next()
    if (lot.done) {
      if (!lot.value.ok) return refuse(stager, s, lot.value.problem)
      return finish(stager, staging, lot.value.value)
    }
    if (stager.signal?.aborted) return
    const still = await own(stager, (tx, { now }) => staging.take(stager.db.kind, tx, lot.value, leaseFrom(now)))
    if (!still) return
    stager.onProgress?.(staging.lines)
  }
}

class Staging {
  lines = 0
  again = 0
  readonly againByDay = new Map<PlainDate, number>()
  readonly words = new Map<string, number>()
  readonly s: ToStage
  private readonly campaigns: Campaigns
  private readonly codes: ReadonlySet<string>

  constructor(s: ToStage, campaigns: Campaigns) {
    this.s = s
    this.campaigns = campaigns
    this.codes = new Set(campaigns.keys())
  }

  async take(kind: Database['kind'], tx: Tx, lot: readonly StatementLine[], until: Date): Promise<boolean> {
    const days = lot.map(line => line.date).sort()
    const rows = lot.map(line => this.rowOf(line))
    const seen = (await overlaps(tx, this.s, days[0]!, days.at(-1)!))
      ? await seenAmong(
          tx,
          this.s,
          rows.map(row => row[ID] as string),
        )
      : NONE
    for (const [at, line] of lot.entries())
      if (seen.has(rows[at]![ID] as string)) this.againByDay.set(line.date, (this.againByDay.get(line.date) ?? 0) + 1)
    await writeLines(kind, tx, seen.size === 0 ? rows : rows.filter(row => !seen.has(row[ID] as string)))
    this.lines += lot.length
    this.again += seen.size
    return noteProgress(tx, this.s, { lines: this.lines, again: this.again, until })
  }

  /** In the order of `LINE_COLUMNS`. */
  private rowOf(line: StatementLine): CopyValue[] {
    const { kind, doubts, claims, code, fund } = understand(line, this.codes, this.campaigns)
    const words = wordsOf(line.memo, line.counterparty)
    for (const word of words) this.words.set(word, (this.words.get(word) ?? 0) + 1)
    if (this.words.size > WORDS_MAX) this.forgetRareWords()
    const said = line.credit !== null || line.debit !== null
    const id = lineId(this.s.accountNumber, line)
    return [
      said ? (line.credit ?? 0n) - (line.debit ?? 0n) : null,
      line.balance,
      this.s.no,
      line.ordinal,
      line.row,
      line.date,
      line.part,
      this.s.realm,
      kind,
      doubts,
      id,
      fund,
      line.time,
      line.doc || null,
      line.reference || null,
      line.counterparty || null,
      line.memo,
      words.length > 0 ? words.join(' ') : null,
      claims,
      code,
    ]
  }

  private forgetRareWords(): void {
    for (const [word, count] of this.words) if (count * COMMON * 4 < this.lines) this.words.delete(word)
  }

  commonWords(): { word: string; lines: number }[] {
    return [...this.words].filter(([, count]) => count * COMMON > this.lines).map(([word, lines]) => ({ word, lines }))
  }
}
const ID = 10
/** The first 128 bits of its identity, as the database reads a uuid. */
const lineId = (account: string, line: StatementLine): string =>
  Buffer.from(lineIdentity(account, line)).toString('hex', 0, 16)
const NONE: ReadonlySet<string> = new Set()
/** So many different words are counted; then those that cannot become common are forgotten. */
const WORDS_MAX = 200_000

async function finish(stager: Stager, staging: Staging, check: StatementCheck): Promise<void> {
  const { s, again } = staging
  const faults: KeptFault[] = check.problems.map(fault => ({
    ...fault,
    repair: fault.repair && { field: fault.repair.field, amount: fault.repair.amount.toString() },
  }))
  const hopeless = faults.find(fault => !isRepairable(fault))
  if (hopeless) return refuse(stager, s, faultProblem(hopeless))
  const broken = check.days.find(day => day.proved === false)
  if (broken && faults.length === 0) return refuse(stager, s, problem('statements.day-open', { day: broken.date }))
  await own(stager, async tx => {
    await writeDays(tx, s, check, staging.againByDay)
    const differences = again > 0 || staging.lines > 0 ? await differencesOf(tx, s) : []
    const fresh = check.lines > again || differences.length > 0
    const state = faults.length > 0 ? 'faulty' : fresh ? 'staged' : 'repeated'
    await writeWords(tx, s, staging.commonWords())
    await endStaging(tx, s, { state, check, faults, differences, again })
  })
}

/** Only what a line itself said can be repaired; a line that is missing must come from the bank. */
const isRepairable = ({ repair }: KeptFault): boolean => repair !== null && REPAIRED.has(repair.field)
const REPAIRED = new Set<string>(['credit', 'debit', 'balance'])

const faultProblem = ({ file, line, row, column, kind, values, repair }: KeptFault): Problem =>
  problem('statements.fault', {
    file,
    line,
    row,
    column,
    fault: kind,
    ...values,
    ...(repair ? { field: repair.field, implied: repair.amount } : {}),
  })

const refuse = async (stager: Stager, s: ToStage, why: Problem): Promise<void> => {
  stager.log?.info({ statement: s.id, why: why.kind }, 'a statement was refused')
  await own(stager, tx => endStaging(tx, s, { state: 'refused', check: null, problem: why }))
  while ((await own(stager, tx => dropLeftLines(tx, s, LOT))) > 0);
}

const leaseFrom = (now: Date): Date => new Date(now.getTime() + LEASE_MS)

const own = <T>(stager: Stager, work: (tx: Tx, at: Moment) => Promise<T>): Promise<T> => {
  const at = stager.clock()
  return stager.db.own({ now: at.now, asOf: at.today }, tx => work(tx, at))
}

/** In whose name somebody who holds the server imports into a fund. */
export const keeperOfFund = (db: Database, { now, today }: Moment, code: string) =>
  db.own({ now, asOf: today }, tx => keeperRow(tx, code))
