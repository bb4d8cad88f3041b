import type { Problem } from '../../kernel/index.ts'
import { TEXTS, type ReportView } from '../../reports/index.ts'
import { Details, Form, Select, Submit, TextArea, TextInput } from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { reportPath } from './address.ts'
import { indicatorName } from './words.ts'

/** Lines for new proposals below those already written. */
const SPARE = 2

/** The draft as one form: estimates, the four texts, proposals with who answers each, and to whom the report goes. */
export const WriteForm = ({
  visit,
  report,
  problems,
  typed,
}: {
  visit: Visit
  report: ReportView
  problems: readonly Problem[]
  typed: FormValues | undefined
}) => {
  const { t } = visit
  const owners = report.owners.map(one => ({ value: one.unit as string, label: one.name }))
  const kept = (name: string, at: number, stored: string): string => typed?.all(name)[at] ?? stored
  const rows = Math.max(report.proposals.length, typed?.all('proposal').filter(Boolean).length ?? 0) + SPARE
  return (
    <section>
      <h2>{t('reports.write')}</h2>
      <Form to={`${reportPath(report.id)}/write`} command={visit.newCommand()} version={report.version}>
        {report.figures.length > 0 && (
          <Details summary={t('reports.estimates')} open>
            <p class="hint">{t('reports.estimates-text', { date: t.date(report.until) })}</p>
            {report.figures.map((figure, at) => (
              <>
                <input type="hidden" name="indicator" value={figure.indicator} />
                <TextInput
                  t={t}
                  name="estimate"
                  row={at + 1}
                  label={t('reports.estimate-of', {
                    indicator: indicatorName(t, figure.indicator),
                    actual: figure.actual,
                  })}
                  value={kept('estimate', at, figure.estimate === null ? '' : String(figure.estimate))}
                  inputmode="numeric"
                  problems={problems}
                />
              </>
            ))}
          </Details>
        )}
        <p class="hint">{t('reports.text-hint')}</p>
        {TEXTS.map(key => (
          <TextArea
            t={t}
            name={key}
            label={t(`reports.text-${key}`)}
            value={typed?.text(key) ?? report[key]}
            rows={5}
            lang="vi"
            required={false}
            problems={problems}
          />
        ))}
        <h3>{t('reports.proposals')}</h3>
        <p class="hint">{t('reports.proposals-text')}</p>
        {Array.from({ length: rows }, (_, at) => (
          <div class="form-row">
            <TextInput
              t={t}
              name="proposal"
              row={at + 1}
              label={t('reports.proposal')}
              value={kept('proposal', at, report.proposals[at]?.text ?? '')}
              lang="vi"
              problems={problems}
            />
            <Select
              t={t}
              name="owner"
              row={at + 1}
              label={t('reports.proposal-owner')}
              value={kept('owner', at, report.proposals[at]?.owner ?? '')}
              options={owners}
              problems={problems}
            />
          </div>
        ))}
        <Select
          t={t}
          name="to"
          label={t('reports.to')}
          required
          value={typed?.text('to') ?? report.to}
          options={owners}
          problems={problems}
        />
        <Submit>{t('reports.save')}</Submit>
      </Form>
    </section>
  )
}
