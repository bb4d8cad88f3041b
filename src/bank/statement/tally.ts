import { spell } from './amounts.ts'
import type { LineReader } from './lines.ts'
import type { Proof } from './proof.ts'
import type { Seen } from './repeats.ts'
import type { BankKey, NoteKind, StatementDay, StatementLine, StatementNote, StatementOptions } from './types.ts'

/** So many lines of an earlier part again are no chance: the parts overlap. */
const OVERLAP_LEAST = 3

type About = {
  readonly bank: BankKey | 'other'
  readonly mapped: boolean
  readonly opening: bigint | null
  readonly deduced: boolean
  readonly days: readonly StatementDay[]
  readonly options: StatementOptions
  readonly newestFirst: boolean
  readonly carried: boolean
}
type Group = { count: number; first: number }

/** Gathers what is odd but stops nothing: counted, with the first line of each kind. */
export class Tally {
  private readonly groups = new Map<NoteKind, Group>()
  private readonly again = new Map<string, { line: StatementLine; part: number; count: number }>()
  private readonly turns = { up: { count: 0, first: 0 }, down: { count: 0, first: 0 } }
  private last: StatementLine | null = null

  see(line: StatementLine, seen: Seen): void {
    if (seen.occurrence > 1) this.count('equal-lines', line.ordinal)
    if (seen.reference === 'again') this.count('repeated-reference', line.ordinal)
    else if (seen.reference === 'none') this.count('empty-reference', line.ordinal)
    if (line.credit === 0n || line.debit === 0n) this.count('zero-amount', line.ordinal)
    if (seen.earlierPart !== line.part) {
      const key = `${seen.earlierPart}/${line.part}`
      const overlap = this.again.get(key)
      if (overlap) overlap.count++
      else this.again.set(key, { line, part: seen.earlierPart, count: 1 })
    }
    if (this.last && this.last.date !== line.date) {
      const turn = this.last.date < line.date ? this.turns.up : this.turns.down
      turn.count++
      turn.first ||= line.ordinal
    }
    this.last = line
  }

  endPart(reader: LineReader, part: number, cut: boolean): void {
    if (reader.counts.leftOut > 0) this.count('rows-left-out', reader.firstLeftOut, reader.counts.leftOut)
    if (reader.counts.marks > 0) this.count('page-marks', 0, reader.counts.marks)
    if (cut) this.count('no-final-line-end', part)
  }

  private count(kind: NoteKind, first: number, by = 1): void {
    const group = this.groups.get(kind)
    if (group) group.count += by
    else this.groups.set(kind, { count: by, first })
  }

  /** Parts that share lines are told as a problem: every shared line would be counted twice. */
  overlaps(proof: Proof, names: readonly string[]): void {
    for (const { line, part, count } of this.again.values())
      if (count >= OVERLAP_LEAST)
        proof.report({
          file: names[line.part - 1] ?? '',
          line: line.ordinal,
          row: line.row,
          column: '',
          kind: 'overlap',
          values: { other: names[part - 1] ?? '', count },
          repair: null,
        })
  }

  notes(about: About): StatementNote[] {
    const notes: StatementNote[] = []
    const say = (kind: NoteKind, values: StatementNote['values'] = {}) => void notes.push({ kind, values })
    const { opening, deduced, options, days } = about
    if (about.bank === 'other' && !about.mapped) say('bank-unknown')
    if (about.newestFirst) say('newest-first')
    if (options.opening !== undefined) say('opening-attested', { amount: spell(options.opening) })
    else if (deduced && opening !== null) say('opening-deduced', { amount: spell(opening), date: days[0]?.date ?? '' })
    for (const [date, amount] of options.closing ?? []) say('closing-attested', { date, amount: spell(amount) })
    const open = days.filter(day => day.proved === null)
    if (open.length > 0) say('no-balance', { count: open.length, date: open[0]!.date })
    const against = about.newestFirst ? this.turns.up : this.turns.down
    if (against.count > 0) say('out-of-order', { ...against })
    const lines = days.reduce((sum, day) => sum + day.lines, 0)
    for (const [kind, group] of this.groups)
      if (kind !== 'empty-reference' || group.count < lines) say(kind, { count: group.count, line: group.first })
    return notes
  }
}
