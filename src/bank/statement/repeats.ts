import type { PlainDate } from '../../kernel/index.ts'
import { Refusal } from './types.ts'

/** So many different lines are remembered together; then the days seen longest ago are forgotten. */
const REMEMBERED = 400_000
const PART = 2 ** 30

type Memory = { readonly lines: Map<string, number>; readonly references: Set<number> }
export type Seen = {
  readonly occurrence: number
  readonly earlierPart: number
  readonly reference: 'new' | 'again' | 'none'
}

/**
 * Counts equal lines within a day: 1, 2, 3 … A day may come back, as in files by value date; when it was forgotten by
 * then, the file is refused, because its lines could no longer be told from those before.
 */
export class Repeats {
  private readonly days = new Map<PlainDate, Memory>()
  private readonly forgotten = new Set<PlainDate>()
  private held = 0

  see(date: PlainDate, key: string, reference: string, part: number): Seen {
    const day = this.days.get(date) ?? this.begin(date)
    const before = day.lines.get(key) ?? 0
    if (before === 0 && ++this.held > REMEMBERED) this.forgetOldest(date)
    const occurrence = (before % PART) + 1
    day.lines.set(key, part * PART + occurrence)
    let told: Seen['reference'] = 'none'
    if (reference !== '') {
      const mark = markOf(reference)
      told = day.references.has(mark) ? 'again' : 'new'
      if (told === 'new') day.references.add(mark)
    }
    return { occurrence, earlierPart: before === 0 ? part : Math.floor(before / PART), reference: told }
  }

  private begin(date: PlainDate): Memory {
    if (this.forgotten.has(date)) throw new Refusal('scattered-days', { date })
    const day = { lines: new Map<string, number>(), references: new Set<number>() }
    this.days.set(date, day)
    return day
  }

  private forgetOldest(today: PlainDate): void {
    for (const [date, { lines }] of this.days) {
      if (date === today) continue
      this.held -= lines.size
      this.days.delete(date)
      this.forgotten.add(date)
      return
    }
  }
}

/** A number for a reference: it feeds a count that is told as a note, and a text kept would keep its whole file. */
function markOf(reference: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < reference.length; at++) {
    const sign = reference.charCodeAt(at)
    high = Math.imul(high ^ sign, 2_654_435_761)
    low = Math.imul(low ^ sign, 1_597_334_677)
  }
  return (high & 0x1f_ffff) * 0x1_0000_0000 + (low >>> 0)
}
