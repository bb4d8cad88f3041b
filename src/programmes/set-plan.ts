import { no, problem, yes, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { mayPlan, PLANS } from './policy.ts'
import { lockPlan, plannable, writePlan } from './plan.sql.ts'

export type SetPlan = {
  readonly unit: UnitId
  readonly year: number
  readonly figures: readonly {
    readonly indicator: string
    /** Null takes the figure out of the plan. */
    readonly amount: number | null
    /** The version that the person saw; 0 where there was no figure. */
    readonly version: number
  }[]
}
export type Planned = { readonly year: number; readonly changed: number }

const FIGURES_MAX = 100

/** The unit writes its own plan for a year. A figure that somebody else changed meanwhile is pointed out by its row. */
export const setPlan = useCase<SetPlan, Planned>('programmes.set-plan', PLANS, async (tx, by, input) => {
  const may = mayPlan(by.actor, input.unit)
  if (!may.ok) return may
  const { year, figures } = input
  const ahead = Number(by.today.slice(0, 4)) + 10
  if (!Number.isInteger(year) || year < 2000 || year > ahead)
    return no(problem('programmes.year', { from: '2000', until: String(ahead) }, { field: 'year' }))
  if (figures.length > FIGURES_MAX) return no(problem('programmes.too-many', { max: FIGURES_MAX }, { field: 'amount' }))
  const known = await plannable(
    tx,
    figures.map(figure => figure.indicator),
  )
  const rows = await lockPlan(tx, input.unit, year)
  for (const [at, { indicator, amount, version }] of figures.entries()) {
    const where = { field: 'amount', row: at + 1 }
    if (!known.includes(indicator)) return no(problem('programmes.indicator', {}, where))
    if (figures.slice(0, at).some(other => other.indicator === indicator))
      return no(problem('programmes.indicator-twice', {}, where))
    if (amount !== null && !(Number.isSafeInteger(amount) && amount >= 0))
      return no(problem('programmes.amount', {}, where))
    if ((rows.get(indicator)?.version ?? 0) !== version)
      return no(problem('programmes.plan-moved-meanwhile', {}, where))
  }
  const changed = figures.filter(figure => figure.amount !== (rows.get(figure.indicator)?.amount ?? null))
  await writePlan(tx, by, {
    unit: input.unit,
    year,
    set: changed.flatMap(({ indicator, amount }) => (amount === null ? [] : [{ indicator, amount }])),
    cleared: changed.flatMap(({ indicator, amount }) => (amount === null ? [indicator] : [])),
  })
  return yes({ year, changed: changed.length })
})
