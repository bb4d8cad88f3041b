import { problem, type Problem } from '../../kernel/index.ts'
import { PARTY_LAYOUT, STATE_LAYOUT, type Layout } from './types.ts'

/**
 * The figures of a layout under flat names (`margin.top`, `size.body`), with the bounds within which a letter is still
 * one: what the Decree and the Guidance leave open, or what nobody could verify, each office sets within them.
 */

type Bound = { readonly min: number; readonly max: number }
const MARGIN: Bound = { min: 5, max: 50 }
const SIZE: Bound = { min: 8, max: 20 }
const BOUNDS: Readonly<Record<string, Bound>> = {
  indent: { min: 0, max: 20 },
  paragraphGap: { min: 0, max: 24 },
  lineSpacing: { min: 1, max: 1.5 },
  leftHead: { min: 0.3, max: 0.6 },
  leftFoot: { min: 0.3, max: 0.7 },
  signatureGap: { min: 10, max: 60 },
}

export type Figures = Readonly<Record<string, number>>

export const layoutOf = (regime: 'state' | 'party'): Layout => (regime === 'party' ? PARTY_LAYOUT : STATE_LAYOUT)

export function figuresOf(layout: Layout): Figures {
  const { margin, size, ...others } = layout
  const flat = (group: string, figures: Readonly<Record<string, number>>) =>
    Object.entries(figures).map(([key, value]) => [`${group}.${key}`, value] as const)
  return Object.fromEntries([...flat('margin', margin), ...flat('size', size), ...Object.entries(others)])
}

export const boundOf = (name: string): Bound =>
  name.startsWith('margin.') ? MARGIN : name.startsWith('size.') ? SIZE : BOUNDS[name]!

/** What is wrong with figures, each at its field: a name that no layout has, or a figure outside its bounds. */
export function figureProblems(regime: 'state' | 'party', figures: Figures): Problem[] {
  const known = figuresOf(layoutOf(regime))
  return Object.entries(figures).flatMap(([field, value]) => {
    if (!Object.hasOwn(known, field)) return [problem('paper.figure-unknown', { name: field.slice(0, 40) }, { field })]
    const { min, max } = boundOf(field)
    return Number.isFinite(value) && value >= min && value <= max
      ? []
      : [problem('paper.figure-out-of-bounds', { min: said(min), max: said(max) }, { field })]
  })
}

/** As Vietnamese writes a fraction. */
const said = (value: number): string => String(value).replace('.', ',')

/** The layout of a regime with an office's own figures laid over it; what does not fit is passed over. */
export function layoutWith(regime: 'state' | 'party', own: Figures): Layout {
  const layout = layoutOf(regime)
  const wrong = new Set(figureProblems(regime, own).map(one => one.field))
  const all = { ...figuresOf(layout), ...Object.fromEntries(Object.entries(own).filter(([name]) => !wrong.has(name))) }
  const group = <K extends string>(name: string, keys: Readonly<Record<K, number>>) =>
    Object.fromEntries(Object.keys(keys).map(key => [key, all[`${name}.${key}`]!])) as Record<K, number>
  return {
    margin: group('margin', layout.margin),
    size: group('size', layout.size),
    indent: all['indent']!,
    paragraphGap: all['paragraphGap']!,
    lineSpacing: all['lineSpacing']!,
    leftHead: all['leftHead']!,
    leftFoot: all['leftFoot']!,
    signatureGap: all['signatureGap']!,
  }
}
