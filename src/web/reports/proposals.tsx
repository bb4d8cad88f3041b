import { holds } from '../../access/index.ts'
import type { Problem } from '../../kernel/index.ts'
import type { ReportView } from '../../reports/index.ts'
import { Badge, Details, Form, Submit, TextArea } from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { reportPath } from './address.ts'

/** The proposals with who is to answer each, and the answer or the form for it. */
export const Proposals = ({
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
  if (report.proposals.length === 0 && report.proposalsBelow.length === 0) return null
  return (
    <section>
      <h2>{t('reports.proposals')}</h2>
      <ol class="plain">
        {report.proposals.map(one => (
          <li id={`proposal-${one.ordinal}`}>
            <p lang="vi">{one.text}</p>
            <p>
              <span class="muted">{t('reports.proposal-to', { unit: one.ownerName })}</span>{' '}
              <Badge tone={one.answer ? 'good' : 'neutral'}>
                {t(one.answer ? 'reports.answered' : 'reports.waits')}
              </Badge>
            </p>
            {one.answer && <blockquote lang="vi">{one.answer}</blockquote>}
            {!one.answer && report.state !== 'draft' && holds(visit.signedIn(), one.owner, 'officer', 'leader') && (
              <Form
                to={`${reportPath(report.id)}/answer`}
                command={visit.newCommand()}
                hidden={{ ordinal: String(one.ordinal) }}
              >
                <TextArea
                  t={t}
                  name="answer"
                  row={one.ordinal}
                  label={t('reports.answer')}
                  rows={3}
                  lang="vi"
                  required
                  value={typed?.number('ordinal') === one.ordinal ? typed.text('answer') : ''}
                  problems={problems}
                />
                <Submit kind="secondary">{t('reports.answer-do')}</Submit>
              </Form>
            )}
          </li>
        ))}
      </ol>
      {report.proposalsBelow.length > 0 && (
        <Details summary={t('reports.proposals-below', { count: report.proposalsBelow.length })}>
          <ul>
            {report.proposalsBelow.slice(0, 200).map(one => (
              <li lang="vi">
                {one.unitName}: {one.text}
                {one.answer && <span class="muted"> → {one.answer}</span>}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </section>
  )
}
