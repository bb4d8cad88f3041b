import type { Role } from '../access/index.ts'

/** The rules of periodic reports as tables: who moves a report from where to where, and what each step needs. */

export type ReportState = 'draft' | 'submitted' | 'returned' | 'accepted'

export type ReportNeed =
  /** Results, shortcomings, causes and direction are written. */
  | 'texts'
  /** There is a body to which the report goes. */
  | 'addressee'
  /** Who moves it now neither wrote nor submitted it. */
  | 'another-person'
  /** Words that say why. */
  | 'words'
  /** No newer version of this report has been begun. */
  | 'newest'

export type ReportStep = {
  readonly from: readonly ReportState[]
  /** `new` leaves this version as it is, for good, and begins the next one as a draft. */
  readonly to: ReportState | 'same' | 'new'
  /** Who moves it: people of the unit that reports, or of the body to which it goes. */
  readonly at: 'own' | 'superior'
  readonly by: readonly Role[]
  readonly needs: readonly ReportNeed[]
}

/**
 * draft → submitted → accepted, or → returned → a new version. What was submitted never changes again: figures and their
 * sources are frozen, and every later version stands beside it.
 */
export const REPORT = {
  write: { from: ['draft'], to: 'same', at: 'own', by: ['officer', 'leader'], needs: [] },
  fill: { from: ['draft'], to: 'same', at: 'own', by: ['officer', 'leader'], needs: [] },
  submit: { from: ['draft'], to: 'submitted', at: 'own', by: ['leader'], needs: ['texts', 'addressee'] },
  return: {
    from: ['submitted'],
    to: 'returned',
    at: 'superior',
    by: ['officer', 'leader'],
    needs: ['words', 'another-person'],
  },
  accept: { from: ['submitted'], to: 'accepted', at: 'superior', by: ['officer', 'leader'], needs: ['another-person'] },
  revise: { from: ['returned'], to: 'new', at: 'own', by: ['officer', 'leader'], needs: ['newest'] },
  amend: { from: ['accepted'], to: 'new', at: 'own', by: ['officer', 'leader'], needs: ['words', 'newest'] },
} as const satisfies Record<string, ReportStep>
export type ReportMove = keyof typeof REPORT

export type ReportTexts = {
  readonly results: string
  readonly shortcomings: string
  readonly causes: string
  readonly direction: string
}
export const TEXTS = [
  'results',
  'shortcomings',
  'causes',
  'direction',
] as const satisfies readonly (keyof ReportTexts)[]

export type ReportFacts = {
  readonly state: ReportState
  readonly texts: ReportTexts
  readonly addressed: boolean
  readonly newest: boolean
  /** Whether who moves it now wrote or submitted it. */
  readonly ownHand: boolean
  /** What who moves it wrote about why. */
  readonly words: string
}

/** What stands against a step: the state, or the first need that is not met, with the text that is missing. */
export type Against =
  | { readonly against: 'state' }
  | { readonly against: ReportNeed; readonly field?: keyof ReportTexts | 'words' | 'to' }

/** Whether a step is allowed: the state it leads to, or what stands against it. */
export function judgeReport(report: ReportFacts, move: ReportMove): { readonly to: ReportState | 'new' } | Against {
  const step: ReportStep = REPORT[move]
  if (!step.from.includes(report.state)) return { against: 'state' }
  for (const need of step.needs) {
    const unmet = MET[need](report)
    if (unmet) return unmet
  }
  return { to: step.to === 'same' ? report.state : step.to }
}

const MET: Readonly<Record<ReportNeed, (report: ReportFacts) => Against | null>> = {
  texts: ({ texts }) => {
    const field = TEXTS.find(one => texts[one].trim() === '')
    return field ? { against: 'texts', field } : null
  },
  addressee: ({ addressed }) => (addressed ? null : { against: 'addressee', field: 'to' }),
  'another-person': ({ ownHand }) => (ownHand ? { against: 'another-person' } : null),
  words: ({ words }) => (words.trim() === '' ? { against: 'words', field: 'words' } : null),
  newest: ({ newest }) => (newest ? null : { against: 'newest' }),
}
