import type { Problem } from '../../kernel/index.ts'
import { mayWriteReports, type ReportView } from '../../reports/index.ts'
import { Form, PostButton, Submit, TextArea } from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { reportPath } from './address.ts'
import { may } from './may.ts'

type Props = {
  readonly visit: Visit
  readonly report: ReportView
  readonly problems: readonly Problem[]
  readonly typed: FormValues | undefined
}

/** What the unit that reports can do next. */
export const ReportMoves = ({ visit, report, problems, typed }: Props) => {
  const { t, at } = visit
  const path = reportPath(report.id)
  const own = mayWriteReports(visit.signedIn(), report.unit).ok
  const stands = report.state === 'submitted' || report.state === 'accepted'
  const settles = own && stands && !report.settled && report.until < at.today
  const newest = report.versions.at(-1)?.id === report.id
  return (
    <>
      <div class="actions">
        {may(visit, report, 'submit') && (
          <PostButton to={`${path}/submit`} command={visit.newCommand()} version={report.version} kind="primary">
            {t('reports.submit')}
          </PostButton>
        )}
        {may(visit, report, 'revise') && (
          <PostButton to={`${path}/revise`} command={visit.newCommand()} version={report.version} kind="primary">
            {t('reports.revise')}
          </PostButton>
        )}
        {settles && (
          <PostButton to={`${path}/settle`} command={visit.newCommand()}>
            {t('reports.settle')}
          </PostButton>
        )}
        {own && stands && newest && !report.letterId && (
          <PostButton to={`${path}/letter`} command={visit.newCommand()} version={report.version}>
            {t('reports.make-letter')}
          </PostButton>
        )}
      </div>
      {settles && report.unsettledParts > 0 && (
        <p class="muted">{t('reports.settle-first', { count: report.unsettledParts })}</p>
      )}
      {may(visit, report, 'submit') && <p class="muted">{t('reports.submit-text')}</p>}
      {may(visit, report, 'amend') && (
        <section>
          <h2>{t('reports.amend')}</h2>
          <Form to={`${path}/revise`} command={visit.newCommand()} version={report.version}>
            <TextArea
              t={t}
              name="words"
              label={t('reports.amend-words')}
              rows={3}
              lang="vi"
              required
              value={typed?.text('words') ?? ''}
              problems={problems}
            />
            <Submit kind="secondary">{t('reports.amend-do')}</Submit>
          </Form>
        </section>
      )}
    </>
  )
}

/** What the body to which the report goes can do with it. */
export const Decide = ({ visit, report, problems, typed }: Props) => {
  const { t } = visit
  const path = reportPath(report.id)
  if (!may(visit, report, 'accept')) return null
  return (
    <section>
      <h2>{t('reports.decide')}</h2>
      <p>{t('reports.decide-text')}</p>
      <div class="report-decide">
        <PostButton to={`${path}/accept`} command={visit.newCommand()} version={report.version} kind="primary">
          {t('reports.accept')}
        </PostButton>
      </div>
      <Form to={`${path}/return`} command={visit.newCommand()} version={report.version}>
        <TextArea
          t={t}
          name="words"
          label={t('reports.return-words')}
          rows={3}
          lang="vi"
          required
          value={typed?.text('words') ?? ''}
          problems={problems}
        />
        <Submit kind="secondary">{t('reports.return')}</Submit>
      </Form>
    </section>
  )
}
