import type { PlainDate } from '../../kernel/index.ts'
import { spell } from './amounts.ts'
import { Chain, type Found, type Link } from './chain.ts'
import { Refusal, type FaultKind, type StatementDay, type StatementFault, type StatementLine } from './types.ts'

/** More faulty lines than this are another file, or columns taken for others. */
const FAULTS_MAX = 10_000

type Tally = { lines: number; credits: bigint; debits: bigint; end: bigint | null; known: boolean; faulty: boolean }
/** A line with what could not be read in it. */
export type Read = {
  readonly line: StatementLine
  readonly unread: FaultKind | null
  readonly text: string
  readonly repeats: boolean
}

/** Proves a statement day by day as its lines arrive, in memory that grows with days and faults, not with lines. */
export class Proof {
  private readonly days = new Map<PlainDate, Tally>()
  private readonly faults: StatementFault[] = []
  private chain: Chain | null = null
  private way: 1 | -1 = 1
  private previous: Link | null = null
  private readonly names: readonly string[]
  private readonly opening: bigint | null
  private readonly attested: ReadonlyMap<PlainDate, bigint>
  lines = 0
  carried = false

  constructor(names: readonly string[], opening: bigint | null, attested: ReadonlyMap<PlainDate, bigint>) {
    this.names = names
    this.opening = opening
    this.attested = attested
  }

  /** Takes the next lines; the first lot decides whether the file begins with its oldest or its newest line. */
  take(reads: readonly Read[]): void {
    if (!this.chain) {
      this.way = wayOf(reads)
      this.chain = new Chain(this.way === 1 ? this.opening : null, this.way, found => this.fault(found))
    }
    for (const read of reads) this.add(read)
  }

  get newestFirst(): boolean {
    return this.way === -1
  }

  /** The file carries balances, but none on its last line. */
  get endsOpen(): boolean {
    return this.carried && this.previous?.balance === null
  }

  private add({ line, unread, text, repeats }: Read): void {
    const { date, debit, credit } = line
    this.lines++
    const effect = unread === null ? (credit ?? 0n) - (debit ?? 0n) : null
    const link: Link = {
      line: line.ordinal,
      file: this.names[line.part - 1] ?? '',
      row: line.row,
      date,
      effect,
      balance: line.balance,
      unread,
      text,
      repeats,
    }
    if (line.balance !== null) this.carried = true
    let day = this.days.get(date)
    if (!day) this.days.set(date, (day = { lines: 0, credits: 0n, debits: 0n, end: null, known: true, faulty: false }))
    if (day.lines === 0 || this.way === 1) day.end = line.balance
    day.lines++
    if (credit !== null) day.credits += credit
    if (debit !== null) day.debits += debit
    if (effect === null) day.known = false
    const before = this.previous
    this.previous = link
    if (this.way === 1) {
      if (before) this.chain!.step(before, before.date === date ? before.balance : this.atDayEnd(before), before)
    } else {
      const target = before?.date === date ? link.balance : this.atDayEnd(link)
      if (before) this.chain!.step(before, target, link)
      else if (target !== null) this.chain!.begin(target)
    }
  }

  /** The balance that closes a day: as printed, or else as two persons attest it. */
  private atDayEnd(link: Link): bigint | null {
    const attested = this.attested.get(link.date)
    if (attested === undefined) return link.balance
    if (link.balance === null) {
      const day = this.days.get(link.date)
      if (day) day.end = attested
      return attested
    }
    if (link.balance !== attested)
      this.fault({
        link,
        kind: 'closing-differs',
        values: { amount: spell(link.balance), attested: spell(attested) },
        repair: null,
      })
    return link.balance
  }

  /** Everything proved, once the last line is in. `closing` is what the file says below its table. */
  finish(closing: bigint | null): {
    days: StatementDay[]
    faults: StatementFault[]
    opening: bigint | null
    closing: bigint | null
    deduced: boolean
  } {
    const { chain, previous: last, way } = this
    for (const date of this.attested.keys()) if (!this.days.has(date)) throw new Refusal('no-such-day', { date })
    if (!chain || !last) throw new Refusal('no-lines')
    const target = way === 1 ? (this.atDayEnd(last) ?? closing) : this.opening
    if (way === 1 && last.balance === null && target !== null) this.days.get(last.date)!.end ??= target
    chain.step(last, target, last)
    chain.finish()
    const opening = way === 1 ? chain.start : chain.end
    const days = this.closeDays(opening)
    const end = days.at(-1)?.closing ?? null
    if (closing !== null && end !== null && end !== closing)
      this.fault({
        link: last,
        kind: 'closing-differs',
        values: { amount: spell(end), attested: spell(closing) },
        repair: null,
      })
    const deduced = this.opening === null && opening !== null
    return {
      days: this.closeDays(opening),
      faults: eachLineOnce(this.faults),
      opening,
      closing: end,
      deduced,
    }
  }

  /** The days in order; one that carries no balance is counted on from the day before, but is not proved by that. */
  private closeDays(opening: bigint | null): StatementDay[] {
    let at = opening
    return [...this.days]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([date, { lines, credits, debits, end, known, faulty }]) => {
        at = end ?? (at !== null && known ? at + credits - debits : null)
        return { date, lines, credits, debits, closing: at, proved: faulty ? false : end === null ? null : true }
      })
  }

  private fault({ link, kind, values, repair }: Found): void {
    const day = this.days.get(link.date)
    if (day) day.faulty = true
    this.report({ file: link.file, line: link.line, row: link.row, column: '', kind, values, repair })
  }

  report(fault: StatementFault): void {
    if (this.faults.length >= FAULTS_MAX) throw new Refusal('too-many-faults', { count: FAULTS_MAX, row: fault.row })
    this.faults.push(fault)
  }
}

/** In the order of the lines, one problem for each: the first that was found. */
const eachLineOnce = (faults: readonly StatementFault[]): StatementFault[] =>
  [...new Map(faults.toReversed().map(fault => [fault.line, fault])).values()].sort((a, b) => a.line - b.line)

/** Which way a file runs: balances tell best, then days, then times of day. */
function wayOf(reads: readonly Read[]): 1 | -1 {
  let [on, back] = [0, 0]
  for (let at = 1; at < reads.length; at++) {
    const [a, b] = [reads[at - 1]!.line, reads[at]!.line]
    if (a.balance === null || b.balance === null) continue
    const effect = (line: StatementLine) => (line.credit ?? 0n) - (line.debit ?? 0n)
    if (a.balance + effect(b) === b.balance) on++
    if (a.balance - effect(a) === b.balance) back++
  }
  if (on !== back) return on > back ? 1 : -1
  const [first, last] = [reads[0]?.line, reads.at(-1)?.line]
  if (!first || !last) return 1
  if (first.date !== last.date) return first.date < last.date ? 1 : -1
  return first.time !== null && last.time !== null && first.time > last.time ? -1 : 1
}
