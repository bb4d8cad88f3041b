import { no, yes, type UnitId } from '../kernel/index.ts'
import { mustHold, useCase, type Role } from '../access/index.ts'
import { figureProblems, figuresOf, layoutOf, type Figures } from '../paper/index.ts'
import { putFigures, type LayoutRegime } from './layout.sql.ts'

export type SetLayout = { readonly unit: UnitId; readonly regime: LayoutRegime; readonly figures: Figures }
export const SETS_LAYOUT: readonly Role[] = ['admin']

/**
 * Sets the figures in which the unit's letters are printed. Only what differs from the regime's layout is kept, so that
 * a default that is mended later reaches every office. Refuses `paper.figure-unknown` and `paper.figure-out-of-bounds`.
 */
export const setLayout = useCase<SetLayout, { readonly set: number }>(
  'directives.set-layout',
  SETS_LAYOUT,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...SETS_LAYOUT)
    if (!may.ok) return may
    const [wrong] = figureProblems(input.regime, input.figures)
    if (wrong) return no(wrong)
    const usual = figuresOf(layoutOf(input.regime))
    const own = Object.fromEntries(Object.entries(input.figures).filter(([name, value]) => usual[name] !== value))
    await putFigures(tx, by, input.unit, input.regime, own)
    return yes({ set: Object.keys(own).length })
  },
)
