import { endPledge, pledgesOf, type Pledge, type PledgeId } from '../../gifts/index.ts'
import { idFrom, type Problem } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import {
  Badge,
  Details,
  ErrorSummary,
  Form,
  Heading,
  Select,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { DeskTabs, money } from './shared.tsx'

const STATES = ['open', 'kept', 'withdrawn'] as const
const TONE = { open: 'neutral', kept: 'good', withdrawn: 'warn' } as const

export const showPledges = (visit: Visit) => pledgesPage(visit, [])

async function pledgesPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  const asked = STATES.find(one => one === visit.c.req.query('state')) ?? null
  const rows = await visit.read(tx => pledgesOf(tx, unit, asked))
  const columns: Column<Pledge>[] = [
    { key: 'code', label: t('gifts.pledge-code'), heads: true, cell: row => row.code },
    { key: 'on', label: t('gifts.day'), cell: row => t.date(row.on) },
    { key: 'campaign', label: t('gifts.fund'), cell: row => <span lang="vi">{row.fundName}</span> },
    {
      key: 'what',
      label: t('gifts.pledged'),
      cell: row => (row.amount === null ? <span lang="vi">{row.goods}</span> : money(visit, row.amount)),
    },
    {
      key: 'giver',
      label: t('gifts.giver'),
      cell: row => <span lang="vi">{[row.name, row.contact].filter(Boolean).join(' · ') || t('gifts.anonymous')}</span>,
    },
    { key: 'state', label: t('gifts.state'), cell: row => <PledgeState visit={visit} row={row} /> },
  ]
  return visit.page(
    t('gifts.pledges'),
    <>
      <Heading title={t('gifts.title')} lead={t('gifts.pledges-lead')} />
      <DeskTabs visit={visit} at="/gifts/pledges" />
      <ErrorSummary t={t} problems={problems} />
      <Form to="/gifts/pledges" method="get" label={t('gifts.filter')} inline>
        <Select
          t={t}
          name="state"
          label={t('gifts.state')}
          value={asked}
          placeholder={t('gifts.all')}
          options={STATES.map(one => ({ value: one, label: t(`gifts.pledge-${one}`) }))}
        />
        <Submit kind="secondary">{t('gifts.filter')}</Submit>
      </Form>
      <Table t={t} caption={t('gifts.pledges')} columns={columns} rows={rows} empty={t('gifts.no-pledges')} />
    </>,
    { problems },
  )
}

const PledgeState = ({ visit, row }: { visit: Visit; row: Pledge }) => {
  const { t } = visit
  const to = `/gifts/pledges/${row.id}`
  return (
    <>
      <Badge tone={TONE[row.state]}>{t(`gifts.pledge-${row.state}`)}</Badge>{' '}
      {row.receipt && t('gifts.receipt-number', { number: row.receipt })}
      {row.why && <span lang="vi">{row.why}</span>}
      {row.state === 'open' && (
        <Details summary={t('gifts.withdraw')}>
          <Form to={to} command={visit.newCommand()}>
            <TextInput t={t} name="why" label={t('gifts.why')} required maxlength={500} />
            <Submit kind="secondary">{t('gifts.withdraw')}</Submit>
          </Form>
        </Details>
      )}
    </>
  )
}

export async function endOne(visit: Visit): Promise<Response> {
  const pledge = idFrom<PledgeId>(visit.c.req.param('id'))
  if (!pledge) return notFound(visit)
  const form = await visit.form()
  const input = { unit: visit.signedIn().unit, pledge, why: form.text('why') }
  const done = await visit.run(endPledge, input, form)
  return done.ok ? visit.done('/gifts/pledges', 'gifts.done-record') : pledgesPage(visit, [done.problem])
}
