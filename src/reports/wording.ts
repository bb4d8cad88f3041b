import type { T } from '../words/index.ts'
import { periodOf } from './period.ts'

/** How reports are spoken of, on pages and in letters: periods, indicators, figures. */

/** “6 tháng đầu năm 2023”: a key that names no period is shown as it is. */
export const periodName = (t: T, key: string): string => {
  const period = periodOf(key)
  if (!period) return key
  const year = String(period.year)
  switch (period.kind) {
    case 'month':
      return t('reports.period-month', { month: key.slice(6), year })
    case 'quarter':
      return t('reports.period-quarter', { quarter: key.slice(6), year })
    case 'half-year':
      return t(key.endsWith('1') ? 'reports.period-first-half' : 'reports.period-second-half', { year })
    case 'nine-months':
      return t('reports.period-nine-months', { year })
    default:
      return t('reports.period-year', { year })
  }
}

/** The indicator in words; its key where the catalogue has no name for it. */
export const indicatorName = (t: T, key: string): string =>
  t.has(`indicators.${key}`)
    ? t(`indicators.${key}`)
    : t.has(`reports.indicator-${key}`)
      ? t(`reports.indicator-${key}`)
      : key

export const measureName = (t: T, measure: string): string =>
  t.has(`indicators.measure-${measure}`) ? t(`indicators.measure-${measure}`) : measure

/** The most that is written while the plan is not reached: 99,96% rounded would say that it is. */
const NOT_REACHED = 0.999

/** The share of the year's plan that is reached, or nothing where there is no plan or a plan of nothing. */
export function ofPlan(t: T, figure: { readonly yearToDate: number; readonly plan: number | null }): string {
  if (!figure.plan) return '–'
  const share = figure.yearToDate / figure.plan
  return t.percent(share < 1 ? Math.min(share, NOT_REACHED) : share)
}

export const amountOf = (t: T, amount: number | null): string => (amount === null ? '–' : t.number(amount))
