/**
 * How reports are put together. A figure is never a sum of figures: it is the sum over the distinct records (activities,
 * study sessions) from which the parts were counted. What a commune and its district both claim therefore counts once,
 * whatever the tree of parts. The database does the same over its rows (`figures.sql.ts`); this is the rule that its
 * tests hold it to.
 */

export type Source = {
  readonly indicator: string
  readonly kind: 'activity' | 'session'
  readonly id: string
  readonly amount: number
  /** Whether the report that counted it was accepted when it was taken in: its amount counts before one that waits. */
  readonly accepted: boolean
  /** When that report was filled: of two amounts for one record, the later one counts. */
  readonly frozenAt: number
}
export type Part = {
  readonly id: string
  readonly sources: readonly Source[]
  /** What the unit itself expects for the rest of the period, by indicator: not of records, so it adds up by report. */
  readonly rest: Readonly<Record<string, number>>
  readonly parts: readonly Part[]
}
export type Consolidated = { readonly actual: number; readonly estimate: number }

/** Every report at or below these, each once. */
export function closure(parts: readonly Part[]): Part[] {
  const found = new Map<string, Part>()
  const walk = (part: Part): void => {
    if (found.has(part.id)) return
    found.set(part.id, part)
    part.parts.forEach(walk)
  }
  parts.forEach(walk)
  return [...found.values()]
}

/** The figures of these reports together, by indicator. */
export function consolidate(parts: readonly Part[]): ReadonlyMap<string, Consolidated> {
  const counted = new Map<string, Source>()
  const all = closure(parts)
  for (const source of all.flatMap(part => part.sources)) {
    const key = `${source.indicator}/${source.kind}/${source.id}`
    const known = counted.get(key)
    if (!known || first(source, known)) counted.set(key, source)
  }
  const actual = new Map<string, number>()
  for (const { indicator, amount } of counted.values()) actual.set(indicator, (actual.get(indicator) ?? 0) + amount)
  const rest = new Map<string, number>()
  for (const part of all)
    for (const [indicator, amount] of Object.entries(part.rest))
      rest.set(indicator, (rest.get(indicator) ?? 0) + amount)
  return new Map(
    [...new Set([...actual.keys(), ...rest.keys()])].map(indicator => {
      const sum = actual.get(indicator) ?? 0
      return [indicator, { actual: sum, estimate: sum + (rest.get(indicator) ?? 0) }]
    }),
  )
}

const first = (a: Source, b: Source): boolean =>
  a.accepted !== b.accepted ? a.accepted : a.frozenAt > b.frozenAt || (a.frozenAt === b.frozenAt && a.amount > b.amount)
