import {
  acceptReport,
  answerReportProposal,
  fillReport,
  makeReportLetter,
  returnReport,
  reviseReport,
  settleReport,
  submitReport,
  writeReport,
  type Consolidates,
  type ProposalInput,
  type ReportId,
} from '../../reports/index.ts'
import { idFrom, plainDate, problem, type Result, type UnitId } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { reportNamed, reportPath } from './address.ts'
import { reportPage } from './report.tsx'

/** The buttons of a report's page; each answers by showing the report again, or what stands against it beside what was typed. */

type At = { readonly report: ReportId; readonly version: number }
const moving =
  <V>(
    message: string,
    move: (visit: Visit, form: FormValues, at: At) => Promise<Result<V>>,
    next: (value: V, report: ReportId) => string = (_, report) => reportPath(report),
  ) =>
  async (visit: Visit) => {
    const report = reportNamed(visit)
    if (!report) return notFound(visit)
    const form = await visit.form()
    const done = await move(visit, form, { report, version: form.number('version') })
    return done.ok ? visit.done(next(done.value, report), message) : reportPage(visit, [done.problem], form)
  }

export const submitPage = moving('reports.done-submitted', (visit, form, at) => visit.run(submitReport, at, form))
export const acceptPage = moving('reports.done-accepted', (visit, form, at) => visit.run(acceptReport, at, form))
export const returnPage = moving('reports.done-returned', (visit, form, at) =>
  visit.run(returnReport, { ...at, words: form.text('words') }, form),
)
export const revisePage = moving(
  'reports.done-revised',
  (visit, form, at) => visit.run(reviseReport, { ...at, words: form.text('words') }, form),
  value => reportPath(value.report),
)
export const settlePage = moving('reports.done-settled', (visit, form, { report }) =>
  visit.run(settleReport, { report }, form),
)
export const letterPage = moving(
  'reports.done-letter',
  (visit, form, at) => visit.run(makeReportLetter, at, form),
  value => `/letters/${value.document}`,
)
export const answerPage = moving('reports.done-answer', (visit, form, { report }) =>
  visit.run(answerReportProposal, { report, ordinal: form.number('ordinal'), words: form.text('answer') }, form),
)

export const fillPage = moving('reports.done-filled', (visit, form, at) => {
  const cutOff = plainDate(form.text('cutOff'))
  if (form.text('cutOff') !== '' && !cutOff)
    return Promise.resolve<Result<never>>({
      ok: false,
      problem: problem('reports.no-such-day', {}, { field: 'cutOff' }),
    })
  const consolidates = (form.text('consolidates') || 'none') as Consolidates
  return visit.run(fillReport, { ...at, cutOff, consolidates, acceptedOnly: form.has('acceptedOnly') }, form)
})

export const writePage = moving('reports.done-written', (visit, form, at) => {
  const [indicators, estimates] = [form.all('indicator'), form.all('estimate')]
  const [words, owners] = [form.all('proposal'), form.all('owner')]
  const proposals: ProposalInput[] = []
  for (const [row, text] of words.entries()) {
    if (text.trim() === '') continue
    const owner = idFrom<UnitId>(owners[row])
    if (!owner)
      return Promise.resolve<Result<never>>({
        ok: false,
        problem: problem('reports.no-owner', {}, { field: 'owner', row: row + 1 }),
      })
    proposals.push({ text, owner })
  }
  return visit.run(
    writeReport,
    {
      ...at,
      results: form.text('results'),
      shortcomings: form.text('shortcomings'),
      causes: form.text('causes'),
      direction: form.text('direction'),
      to: idFrom<UnitId>(form.text('to')),
      estimates: indicators.map((indicator, row) => ({ indicator, estimate: estimates[row] ?? '' })),
      proposals,
    },
    form,
  )
})
