import { idFrom, plainDate, type FundId, type Problem } from '../../kernel/index.ts'
import { notePublication, OPENS_BOOKS, watchedFunds, type WatchedDuty } from '../../ledger/index.ts'
import { notFound } from '../answers.tsx'
import { dayIn } from '../gifts/shared.tsx'
import {
  Badge,
  Breadcrumbs,
  DateInput,
  DescriptionList,
  Details,
  ErrorSummary,
  Form,
  Heading,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'

const TONE = { published: 'good', late: 'bad', near: 'warn', later: 'neutral' } as const

export const DutyBadge = ({ visit: { t }, due }: { visit: Visit; due: WatchedDuty }) => (
  <Badge tone={TONE[due.state]}>{t(`ledger.duty-${due.state}`)}</Badge>
)

export const showFund = (visit: Visit) => fundPage(visit, [])

/** A fund: its law and purpose, and the calendar of what it must publish by when. */
async function fundPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const id = idFrom<FundId>(visit.c.req.param('id'))
  const fund = id && (await visit.read(tx => watchedFunds(tx, visit.at.today, { fund: id })))[0]
  if (!fund) return notFound(visit)
  const may = visit.signedIn().grants.some(grant => grant.unit === fund.unit && OPENS_BOOKS.includes(grant.role))
  const vi = (text: string) => <span lang="vi">{text}</span>
  const columns: Column<WatchedDuty>[] = [
    { key: 'what', label: t('ledger.duty'), heads: true, cell: due => t(`ledger.duty-of-${due.key}`) },
    {
      key: 'due',
      label: t('ledger.due-on'),
      cell: due => (due.confirmed ? t.date(due.dueOn) : t('ledger.unconfirmed', { day: t.date(due.dueOn) })),
    },
    { key: 'state', label: t('ledger.state'), cell: due => <DutyBadge visit={visit} due={due} /> },
    {
      key: 'where',
      label: t('ledger.published-where'),
      cell: due =>
        due.published ? (
          vi(`${t.date(due.published.on)}: ${due.published.evidence}`)
        ) : may ? (
          <Details summary={t('ledger.note-publication')}>
            <Form
              to={`/money/funds/${fund.id}`}
              command={visit.newCommand()}
              hidden={{ duty: due.key, dueOn: due.dueOn }}
            >
              <DateInput t={t} name="on" label={t('ledger.published-on')} value={visit.at.today} required />
              <TextInput t={t} name="evidence" label={t('ledger.published-where')} maxlength={500} lang="vi" required />
              <Submit>{t('ledger.note-publication')}</Submit>
            </Form>
          </Details>
        ) : (
          '–'
        ),
    },
  ]
  return visit.page(
    `${fund.code} · ${fund.name}`,
    <>
      <Breadcrumbs t={t} items={[{ href: '/money/books', label: t('ledger.title') }, { label: fund.code }]} />
      <Heading title={`${fund.code} · ${fund.name}`} />
      <ErrorSummary t={t} problems={problems} />
      <DescriptionList
        items={[
          { label: t('ledger.basis'), value: vi(fund.citation ? `${fund.basis} (${fund.citation})` : fund.basis) },
          { label: t('ledger.purpose'), value: vi(fund.purpose) },
          ...(fund.restriction ? [{ label: t('ledger.restriction'), value: vi(fund.restriction) }] : []),
          { label: t('ledger.opened-on'), value: t.date(fund.openedOn) },
          ...(fund.campaign
            ? [
                {
                  label: t('ledger.campaign'),
                  value: <a href={`/give/${fund.campaign.code}`}>{fund.campaign.code}</a>,
                },
                {
                  label: t('ledger.receives-until'),
                  value: `${t.date(fund.campaign.opensOn)} – ${t.date(fund.campaign.receivesUntil)}`,
                },
                { label: t('ledger.distributes-until'), value: t.date(fund.campaign.distributesUntil) },
              ]
            : []),
        ]}
      />
      <Table
        t={t}
        caption={t('ledger.calendar')}
        columns={columns}
        rows={fund.calendar}
        empty={t('ledger.no-duties')}
      />
    </>,
    { problems },
  )
}

export async function publishOne(visit: Visit): Promise<Response> {
  const fund = idFrom<FundId>(visit.c.req.param('id'))
  if (!fund) return notFound(visit)
  const form = await visit.form()
  const input = {
    fund,
    duty: form.text('duty'),
    dueOn: plainDate(form.text('dueOn')) ?? visit.at.today,
    on: dayIn(form, 'on'),
    evidence: form.text('evidence'),
  }
  const done = await visit.run(notePublication, input, form)
  return done.ok ? visit.done(`/money/funds/${fund}`, 'ledger.done-publication') : fundPage(visit, [done.problem])
}
