import {
  beginReport,
  CONSOLIDATES,
  cutOffOf,
  letterReports,
  maySetDuty,
  mayWriteReports,
  PERIOD_KINDS,
  reportable,
  setReportDuty,
  type Consolidates,
  type CutOffs,
  type Duty,
  type LetterView,
  type PeriodKind,
} from '../../reports/index.ts'
import { plainDate, problem, type Problem } from '../../kernel/index.ts'
import {
  Breadcrumbs,
  Checkbox,
  CheckboxGroup,
  DateInput,
  Details,
  ErrorSummary,
  Form,
  Heading,
  RadioGroup,
  Select,
  Submit,
} from '../kit/index.ts'
import { notFound, statusOf } from '../answers.tsx'
import { letterNamed } from '../letters/address.ts'
import { LetterTabs } from '../letters/tabs.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { reportPath } from './address.ts'
import { ReportTable } from './list.tsx'
import { periodName } from './words.ts'

/** The letter's tab “Báo cáo”: what was reported on it over the whole thread, and the beginning of one's own report. */
export const showLetterReports = (visit: Visit) => reportsPage(visit, [])

async function reportsPage(visit: Visit, problems: readonly Problem[], typed?: FormValues): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  const id = letterNamed(visit)
  const found = id && (await visit.read(tx => letterReports(tx, id, unit)))
  if (!found) return notFound(visit)
  const { letter } = found
  const title = letter.printed || t('letters.no-number')
  return visit.page(
    t('reports.letter-title', { letter: title }),
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/letters', label: t('web.nav-letters') },
          { href: `/letters/${letter.id}`, label: title },
          { label: t('reports.tab') },
        ]}
      />
      <Heading title={t('reports.letter-title', { letter: title })} lead={<span lang="vi">{letter.subject}</span>} />
      <LetterTabs visit={visit} document={letter.id} own={letter.outgoing !== null} current="reports" />
      <ErrorSummary t={t} problems={problems} />
      <p>
        {t(`reports.duty-${found.duty.from}`, {
          kinds: found.duty.kinds.map(kind => t(`reports.kind-${kind}`)).join(', '),
        })}
      </p>
      <ReportTable visit={visit} lines={found.lines} caption={t('reports.tab')} empty={t('reports.none-letter')} />
      {mayWriteReports(visit.signedIn(), unit).ok && (
        <Begin visit={visit} letter={letter} duty={found.duty} days={found.days} problems={problems} typed={typed} />
      )}
      {maySetDuty(visit.signedIn(), unit).ok && <SetDuty visit={visit} letter={letter} duty={found.duty} />}
    </>,
    { status: problems[0] ? statusOf(problems[0]) : 200 },
  )
}

const Begin = ({
  visit,
  letter,
  duty,
  days,
  problems,
  typed,
}: {
  visit: Visit
  letter: LetterView
  duty: Duty
  days: CutOffs
  problems: readonly Problem[]
  typed: FormValues | undefined
}) => {
  const { t, at } = visit
  const asked = duty.kinds.length > 0 ? duty.kinds : PERIOD_KINDS
  const option = (period: ReturnType<typeof reportable>[number]) => ({
    value: period.key,
    label: t('reports.period-option', { period: periodName(t, period.key), date: t.date(cutOffOf(period, days)) }),
  })
  const others = PERIOD_KINDS.filter(kind => !asked.includes(kind))
  return (
    <section>
      <h2>{t('reports.begin')}</h2>
      <p>{t('reports.begin-text')}</p>
      <Form to={`/letters/${letter.id}/reports`} command={visit.newCommand()}>
        <div class="form-row">
          <Select
            t={t}
            name="period"
            label={t('reports.period')}
            value={typed?.text('period') ?? null}
            required
            problems={problems}
            options={[
              { label: t('reports.periods-asked'), options: reportable(asked, at.today).map(option) },
              ...(others.length > 0
                ? [{ label: t('reports.periods-other'), options: reportable(others, at.today).map(option) }]
                : []),
            ]}
          />
          <DateInput
            t={t}
            name="cutOff"
            label={t('reports.cut-off-own')}
            hint={t('reports.cut-off-hint')}
            value={typed?.text('cutOff') ?? null}
            problems={problems}
          />
        </div>
        <RadioGroup
          t={t}
          name="consolidates"
          label={t('reports.consolidates')}
          required
          value={typed?.text('consolidates') || (letter.outgoing ? 'line' : 'none')}
          options={CONSOLIDATES.map(one => ({ value: one, label: t(`reports.consolidates-${one}`) }))}
          problems={problems}
        />
        <Checkbox
          t={t}
          name="acceptedOnly"
          label={t('reports.accepted-only')}
          required
          checked={typed?.has('acceptedOnly') ?? false}
        />
        <Submit>{t('reports.begin-do')}</Submit>
      </Form>
    </section>
  )
}

const SetDuty = ({ visit, letter, duty }: { visit: Visit; letter: LetterView; duty: Duty }) => {
  const { t } = visit
  return (
    <Details summary={t('reports.set-duty')}>
      <p>{t('reports.set-duty-text')}</p>
      <Form to={`/letters/${letter.id}/reports/duty`} command={visit.newCommand()}>
        <CheckboxGroup
          t={t}
          name="kinds"
          label={t('reports.kinds')}
          required
          inline
          values={[...duty.kinds]}
          options={PERIOD_KINDS.map(kind => ({ value: kind, label: t(`reports.kind-${kind}`) }))}
        />
        <Submit kind="secondary">{t('reports.save')}</Submit>
      </Form>
    </Details>
  )
}

export async function beginLetterReport(visit: Visit): Promise<Response> {
  const document = letterNamed(visit)
  if (!document) return notFound(visit)
  const form = await visit.form()
  const cutOff = plainDate(form.text('cutOff'))
  if (form.text('cutOff') !== '' && !cutOff)
    return reportsPage(visit, [problem('reports.no-such-day', {}, { field: 'cutOff' })], form)
  const done = await visit.run(
    beginReport,
    {
      unit: visit.signedIn().unit,
      document,
      period: form.text('period'),
      cutOff,
      consolidates: (form.text('consolidates') || 'none') as Consolidates,
      acceptedOnly: form.has('acceptedOnly'),
    },
    form,
  )
  return done.ok
    ? visit.done(reportPath(done.value.report), 'reports.done-begun')
    : reportsPage(visit, [done.problem], form)
}

export async function changeDuty(visit: Visit): Promise<Response> {
  const document = letterNamed(visit)
  if (!document) return notFound(visit)
  const form = await visit.form()
  const kinds = form.all('kinds') as PeriodKind[]
  const done = await visit.run(setReportDuty, { unit: visit.signedIn().unit, document, kinds }, form)
  return done.ok
    ? visit.done(`/letters/${document}/reports`, 'reports.done-duty')
    : reportsPage(visit, [done.problem], form)
}
