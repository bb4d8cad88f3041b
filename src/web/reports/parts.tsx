import type { Problem } from '../../kernel/index.ts'
import { CONSOLIDATES, type RecordChange, type ReportPartView, type ReportView } from '../../reports/index.ts'
import {
  Badge,
  Checkbox,
  DateInput,
  Details,
  Form,
  Note,
  RadioGroup,
  Submit,
  Table,
  type Column,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { reportPath } from './address.ts'
import { may } from './may.ts'
import { indicatorName, STATE_TONE } from './words.ts'

/** What has changed since: records corrected or withdrawn, parts returned or replaced. Pointed out, never rewritten. */
export const Changes = ({
  visit: { t },
  report,
  changes,
}: {
  visit: Visit
  report: ReportView
  changes: readonly RecordChange[]
}) => {
  const parts = report.parts.filter(part => part.state === 'returned' || part.newer)
  if (changes.length === 0 && parts.length === 0) return null
  return (
    <Note tone="warn" title={t('reports.changed-title')}>
      <p>{t(report.state === 'draft' ? 'reports.changed-draft' : 'reports.changed-frozen')}</p>
      <ul>
        {changes.slice(0, 100).map(one => (
          <li>
            <span lang="vi">{one.label}</span>: {indicatorName(t, one.indicator)}{' '}
            {t(one.withdrawn ? 'reports.change-withdrawn' : 'reports.change-amount', {
              counted: one.counted,
              now: one.now,
              difference: signed(t.number, one.now - one.counted),
            })}
          </li>
        ))}
        {parts.map(part => (
          <li>
            <a href={reportPath(part.newer ?? part.id)} lang="vi">
              {part.name}
            </a>
            : {part.newer ? t('reports.change-replaced') : t('reports.change-returned', { why: part.why ?? '' })}
            {part.differences?.map(one => (
              <>
                {' '}
                {indicatorName(t, one.indicator)} {t.number(one.was)} → {t.number(one.now)} (
                {signed(t.number, one.now - one.was)});
              </>
            ))}
          </li>
        ))}
      </ul>
    </Note>
  )
}

const signed = (number: (n: number) => string, n: number): string => (n > 0 ? `+${number(n)}` : `−${number(-n)}`)

/** That a consolidated total is not the whole: what still waits for an answer, who is missing, whose period is not settled. */
export const Incomplete = ({ visit: { t }, report }: { visit: Visit; report: ReportView }) => {
  if (report.consolidates === 'none') return null
  const waiting = report.parts.filter(part => part.direct && !part.accepted).length
  const unsettled = report.settled ? report.unsettledParts : 0
  if (waiting + report.missing + unsettled === 0) return null
  return (
    <Note tone="warn" title={t('reports.incomplete')}>
      <ul>
        {report.missing > 0 && <li>{t('reports.missing', { count: report.missing })}</li>}
        {waiting > 0 && <li>{t('reports.parts-waiting', { count: waiting })}</li>}
        {unsettled > 0 && <li>{t('reports.parts-unsettled', { count: unsettled })}</li>}
      </ul>
    </Note>
  )
}

/** From which reports this one is put together, and who has not reported: names in one list, no ranking. */
export const Parts = ({
  visit,
  report,
  problems,
}: {
  visit: Visit
  report: ReportView
  problems: readonly Problem[]
}) => {
  const { t } = visit
  const direct = report.parts.filter(part => part.direct)
  const columns: Column<ReportPartView>[] = [
    {
      key: 'unit',
      label: t('reports.unit'),
      heads: true,
      cell: part => (
        <a href={reportPath(part.id)} lang="vi">
          {part.name}
        </a>
      ),
    },
    {
      key: 'then',
      label: t('reports.part-then'),
      cell: part => t(part.accepted ? 'reports.state-accepted' : 'reports.state-submitted'),
    },
    {
      key: 'now',
      label: t('reports.part-now'),
      cell: part => <Badge tone={STATE_TONE[part.state]!}>{t(`reports.state-${part.state}`)}</Badge>,
    },
  ]
  return (
    <>
      {report.consolidates !== 'none' && (
        <section>
          <h2>{t('reports.parts')}</h2>
          <p>
            {t(`reports.parts-${report.consolidates}`)}{' '}
            {t('reports.parts-count', {
              count: direct.length,
              accepted: direct.filter(part => part.accepted).length,
              submitted: direct.filter(part => !part.accepted).length,
            })}
          </p>
          {direct.length > 0 && (
            <Details summary={t('reports.parts-list', { count: direct.length })} open={direct.length <= 20}>
              <Table t={t} caption={t('reports.parts')} captionHidden columns={columns} rows={direct.slice(0, 500)} />
            </Details>
          )}
          {report.missingUnits.length > 0 && (
            <Details summary={t('reports.missing', { count: report.missing })}>
              <ul>
                {report.missingUnits.slice(0, 500).map(one => (
                  <li lang="vi">{one.name}</li>
                ))}
              </ul>
            </Details>
          )}
        </section>
      )}
      {report.state === 'draft' && may(visit, report, 'fill') && (
        <Fill visit={visit} report={report} problems={problems} />
      )}
    </>
  )
}

const Fill = ({ visit, report, problems }: { visit: Visit; report: ReportView; problems: readonly Problem[] }) => {
  const { t } = visit
  return (
    <Details summary={t('reports.fill')}>
      <p>{t('reports.fill-text')}</p>
      <Form to={`${reportPath(report.id)}/fill`} command={visit.newCommand()} version={report.version}>
        <RadioGroup
          t={t}
          name="consolidates"
          label={t('reports.consolidates')}
          required
          value={report.consolidates}
          options={CONSOLIDATES.map(one => ({ value: one, label: t(`reports.consolidates-${one}`) }))}
          problems={problems}
        />
        <Checkbox t={t} name="acceptedOnly" label={t('reports.accepted-only')} required checked={report.acceptedOnly} />
        <DateInput
          t={t}
          name="cutOff"
          label={t('reports.cut-off')}
          value={report.cutOff}
          min={report.from}
          max={report.until}
          required
          problems={problems}
        />
        <Submit kind="secondary">{t('reports.fill-do')}</Submit>
      </Form>
    </Details>
  )
}
