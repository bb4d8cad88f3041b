import type { Tone } from '../kit/index.ts'

export { amountOf, indicatorName, measureName, ofPlan, periodName } from '../../reports/index.ts'

export const STATE_TONE: Readonly<Record<string, Tone>> = {
  draft: 'neutral',
  submitted: 'info',
  returned: 'warn',
  accepted: 'good',
}
