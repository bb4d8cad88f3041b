import type { PlainDate } from '../../kernel/index.ts'
import { spell } from './amounts.ts'
import type { FaultKind, Repair } from './types.ts'

/** What the proof needs of a line. `effect` is money in less money out; null when the file does not say it. */
export type Link = {
  readonly line: number
  readonly file: string
  readonly row: number
  readonly date: PlainDate
  readonly effect: bigint | null
  readonly balance: bigint | null
  /** Why the amount is not known. */
  readonly unread: FaultKind | null
  readonly text: string
  /** Equal to the line before it in everything but its place. */
  readonly repeats: boolean
}
export type Found = {
  readonly link: Link
  readonly kind: FaultKind
  readonly values: Readonly<Record<string, string | number>>
  readonly repair: Repair | null
}

/**
 * Follows balances from one line to the next: what was there and what the lines between bring must be what stands at the
 * end. `way` is 1 for files that begin with the oldest line, and -1 for those that begin with the newest, which are walked
 * back in time. A difference waits for the next balance: when that returns to the old path, the balance was misprinted
 * and not the amount.
 */
export class Chain {
  /** The balance before the first line walked, known or deduced from the first balance met. */
  start: bigint | null
  deduced = false
  private anchor: bigint | null
  private since = 0n
  private links = 0
  private first: Link | null = null
  private unread: Link[] = []
  private waiting: { link: Link; owner: Link; diff: bigint; links: number; first: Link } | null = null
  private readonly way: 1n | -1n
  private readonly tell: (found: Found) => void

  constructor(start: bigint | null, way: 1 | -1, tell: (found: Found) => void) {
    this.start = start
    this.anchor = start
    this.way = way === 1 ? 1n : -1n
    this.tell = tell
  }

  /** The balance after the last line walked, when it is known. */
  get end(): bigint | null {
    return this.anchor === null || this.unread.length > 0 ? null : this.anchor + this.since
  }

  /** The balance before the first line walked, when the file prints it there. */
  begin(balance: bigint): void {
    this.start = balance
    this.anchor = balance
  }

  /** Walks over a line; `target` is the balance that stands behind it, printed at the line `owner`. */
  step(link: Link, target: bigint | null, owner: Link): void {
    this.links++
    this.first ??= link
    if (link.effect === null) this.unread.push(link)
    else this.since += this.way * link.effect
    if (target === null) return
    if (this.anchor === null) this.deduce(target)
    else if (this.unread.length > 0) {
      this.settle()
      this.fillIn(target - this.anchor - this.since)
    } else this.compare(link, owner, target - this.anchor - this.since)
    this.anchor = target
    this.since = 0n
    this.links = 0
    this.first = null
    this.unread = []
  }

  /** What was still waiting for a later balance, and lines whose amount no balance tells. */
  finish(): void {
    this.settle()
    for (const link of this.unread) this.report(link, link.unread ?? 'blank-amount', {}, null)
    this.unread = []
  }

  private deduce(target: bigint): void {
    if (this.unread.length > 0) return this.finish()
    this.start = target - this.since
    this.deduced = true
  }

  private fillIn(rest: bigint): void {
    const missing = this.way * rest
    const only = this.unread.length === 1
    for (const link of this.unread)
      this.report(link, link.unread ?? 'blank-amount', { sum: spell(missing) }, only ? sideOf(missing) : null)
  }

  private compare(link: Link, owner: Link, diff: bigint): void {
    if (this.waiting && diff !== 0n && diff === -this.waiting.diff) {
      const { owner: printed, diff: off } = this.waiting
      const right = (printed.balance ?? 0n) - off
      this.waiting = null
      return this.report(
        printed,
        'wrong-balance',
        { printed: spell(printed.balance ?? 0n), amount: spell(right) },
        { field: 'balance', amount: right },
      )
    }
    this.settle()
    if (diff !== 0n) this.waiting = { link, owner, diff, links: this.links, first: this.first ?? link }
  }

  private settle(): void {
    if (!this.waiting) return
    const { link, diff, links, first } = this.waiting
    this.waiting = null
    const off = this.way * diff
    if (links > 1) {
      const [from, to] = this.way === 1n ? [first, link] : [link, first]
      this.report(link, 'day-break', { amount: spell(off), from: from.line, to: to.line }, null)
    } else this.explain(link, off)
  }

  /** One line between two balances that do not fit it: what would make them fit, the likelier reading first. */
  private explain(link: Link, off: bigint): void {
    const effect = link.effect ?? 0n
    const right = effect + off
    const values = { amount: spell(abs(effect)), right: spell(abs(right)), off: spell(abs(off)) }
    if (right === 0n && link.repeats) this.report(link, 'repeated-line', values, sideOf(effect, 0n))
    else if (right === -effect) this.report(link, 'swapped-sides', values, sideOf(right))
    else if (isSlip(effect, right, off)) this.report(link, 'wrong-amount', values, sideOf(right))
    else
      this.report(link, 'missing-line', values, {
        field: off > 0n ? 'missing-credit' : 'missing-debit',
        amount: abs(off),
      })
  }

  private report(link: Link, kind: FaultKind, values: Found['values'], repair: Repair | null): void {
    this.tell({ link, kind, values: { ...values, text: link.text }, repair })
  }
}

/**
 * Whether a slip in the line's own amount is likelier than a line that is missing before it: the amount only shrinks or
 * loses zeros, or a crooked amount would become round by a crooked difference. Gifts are round; slips are not.
 */
function isSlip(effect: bigint, right: bigint, off: bigint): boolean {
  if (right === 0n || right > 0n !== effect > 0n) return false
  if (off > 0n !== effect > 0n) return true
  const [small, large] = [abs(effect), abs(right)]
  if (small !== 0n && large % small === 0n && /^10+$/.test((large / small).toString())) return true
  return zeros(off) < 3 && zeros(right) > zeros(effect)
}

const zeros = (amount: bigint): number => /0*$/.exec(amount.toString())![0].length
const abs = (amount: bigint): bigint => (amount < 0n ? -amount : amount)
const sideOf = (effect: bigint, amount = abs(effect)): Repair => ({ field: effect < 0n ? 'debit' : 'credit', amount })
