import { no, problem, yes, type Problem, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { figuresOf, writeEstimates, type Figure, type TypedEstimate } from './fill.sql.ts'
import { replaceProposals, unitExists, writeTexts } from './report.sql.ts'
import { REPORT, TEXTS, type ReportTexts } from './rules.ts'
import { stepReport } from './step.ts'
import type { ProposalInput, ReportAt } from './types.ts'

export type WriteReport = ReportAt &
  ReportTexts & {
    readonly to?: UnitId | null
    /** What the unit expects the whole period to come to, by indicator; text as typed, or a whole number. */
    readonly estimates: readonly { readonly indicator: string; readonly estimate: string | number | null }[]
    readonly proposals: readonly ProposalInput[]
  }

const TEXT_MAX = 20_000
const PROPOSAL_MAX = 2000
const PROPOSALS_MAX = 30

/**
 * Writes a draft: its four texts, its estimates and its proposals with who is to answer each. Refuses, by row and field,
 * `reports.not-whole`, `reports.below-actual`, `reports.no-such-figure`, `reports.no-owner`, `reports.text-too-long`.
 */
export const writeReport = useCase<WriteReport, { readonly version: number }>(
  'reports.write',
  REPORT.write.by,
  async (tx, by, input) => {
    const step = await stepReport(tx, by, input, 'write')
    if (!step.ok) return step
    const { row } = step.value
    const long = textProblem(input) ?? proposalProblem(input.proposals)
    if (long) return no(long)
    const to = input.to === undefined ? row.to_unit_id : input.to
    if (to && (to === row.unit_id || !(await unitExists(tx, [to]))))
      return no(problem('reports.no-such-unit', {}, { field: 'to' }))
    const missing = await ownerProblem(input.proposals, unit => unitExists(tx, [unit]))
    if (missing) return no(missing)
    const figures = await figuresOf(tx, input.report)
    const judged = estimatesOf(input.estimates, figures)
    if ('kind' in judged) return no(judged)
    await writeTexts(tx, by, input.report, {
      results: input.results.trim(),
      shortcomings: input.shortcomings.trim(),
      causes: input.causes.trim(),
      direction: input.direction.trim(),
      to,
    })
    await writeEstimates(tx, input.report, judged.estimates)
    await replaceProposals(
      tx,
      input.report,
      input.proposals.map(({ text, owner }) => ({ text: text.trim(), owner })),
    )
    return yes({ version: row.version + 1 })
  },
)

const textProblem = (texts: ReportTexts): Problem | null => {
  const field = TEXTS.find(one => texts[one].length > TEXT_MAX)
  return field ? problem('reports.text-too-long', { count: TEXT_MAX }, { field }) : null
}

const proposalProblem = (proposals: readonly ProposalInput[]): Problem | null => {
  if (proposals.length > PROPOSALS_MAX)
    return problem('reports.too-many-proposals', { count: PROPOSALS_MAX }, { field: 'proposal' })
  for (const [at, { text }] of proposals.entries()) {
    if (text.trim() === '') return problem('reports.proposal-empty', {}, { field: 'proposal', row: at + 1 })
    if (text.length > PROPOSAL_MAX)
      return problem('reports.text-too-long', { count: PROPOSAL_MAX }, { field: 'proposal', row: at + 1 })
  }
  return null
}

async function ownerProblem(
  proposals: readonly ProposalInput[],
  exists: (unit: UnitId) => Promise<boolean>,
): Promise<Problem | null> {
  for (const [at, { owner }] of proposals.entries())
    if (!(await exists(owner))) return problem('reports.no-owner', {}, { field: 'owner', row: at + 1 })
  return null
}

/**
 * An estimate is of the whole period, so it is never below what is already done. What the unit adds to its own results
 * and to what its parts expect is kept as its own `rest`, so that estimates of a tree add up whatever its shape.
 */
export function estimatesOf(
  typed: WriteReport['estimates'],
  figures: readonly Figure[],
): { readonly estimates: readonly TypedEstimate[] } | Problem {
  const found: TypedEstimate[] = []
  for (const { indicator, estimate } of typed) {
    const row = figures.findIndex(one => one.indicator === indicator) + 1
    const figure = figures[row - 1]
    if (!figure) return problem('reports.no-such-figure', { indicator }, { field: 'estimate' })
    const expected = figure.actual + figure.below
    const text = estimate === null ? '' : String(estimate).trim()
    if (text === '') {
      found.push({ indicator, estimate: figure.below > 0 ? expected : null, rest: null })
      continue
    }
    const amount = wholeNumber(text)
    if (amount === null) return problem('reports.not-whole', { typed: text.slice(0, 40) }, { field: 'estimate', row })
    if (amount < figure.actual)
      return problem('reports.below-actual', { actual: figure.actual }, { field: 'estimate', row })
    // Left as the parts expect it: nothing of the unit's own.
    found.push({ indicator, estimate: amount, rest: amount - expected })
  }
  return { estimates: found }
}

/** Digits, with points or spaces between thousands as Vietnamese offices write them; null for anything else. */
export function wholeNumber(text: string): number | null {
  const plain = /^\d{1,3}([. \u00a0]\d{3})+$/.test(text) ? text.replace(/[. \u00a0]/g, '') : text
  if (!/^\d{1,15}$/.test(plain)) return null
  return Number(plain)
}
