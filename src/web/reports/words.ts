import { periodOf, type ReportFigure } from '../../reports/index.ts'
import type { Tone } from '../kit/index.ts'
import type { T } from '../../words/index.ts'

/** How reports are spoken of: periods, indicators, figures. */

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

/** The share of the year's plan that is reached, or nothing where there is no plan. */
export const ofPlan = (t: T, figure: ReportFigure): string =>
  figure.plan ? t.percent(figure.yearToDate, figure.plan) : '–'

export const STATE_TONE: Readonly<Record<string, Tone>> = {
  draft: 'neutral',
  submitted: 'info',
  returned: 'warn',
  accepted: 'good',
}

export const amountOf = (t: T, amount: number | null): string => (amount === null ? '–' : t.number(amount))
