import {
  publicAccounts,
  publicAccountsOf,
  signAccounts,
  type ListedAccount,
  type PublicAccount,
} from '../../gifts/index.ts'
import { idFrom, type MoneyAccountId, type Problem } from '../../kernel/index.ts'
import { EmptyState, ErrorSummary, Form, Heading, Submit, Table, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { DeskTabs, readOpen } from './shared.tsx'

/** The official list: every account that may receive gifts, each unit's as its leader signed it. */
export async function showAccounts(visit: Visit): Promise<Response> {
  const { t } = visit
  const all = await readOpen(visit, publicAccounts)
  const units = [...new Set(all.map(one => one.unit))]
  return visit.page(
    t('gifts.accounts'),
    <>
      <Heading title={t('gifts.accounts')} lead={t('gifts.accounts-lead')} />
      {units.length === 0 && <EmptyState title={t('gifts.no-list')} />}
      {units.map(unit => {
        const rows = all.filter(one => one.unit === unit)
        const { signer, signedOn } = rows[0]!
        return (
          <section>
            <h2 lang="vi">{unit}</h2>
            <p>{t('gifts.signed', { signer, day: t.date(signedOn) })}</p>
            <Table
              t={t}
              caption={unit}
              captionHidden
              columns={columnsOf<PublicAccount>(visit, row => row.bank)}
              rows={rows}
            />
          </section>
        )
      })}
    </>,
  )
}

type Shown = { readonly number: string; readonly holder: string; readonly fund: string | null }
const columnsOf = <Row extends Shown>({ t }: Visit, bank: (row: Row) => string): Column<Row>[] => [
  { key: 'number', label: t('gifts.number'), heads: true, cell: row => row.number },
  { key: 'bank', label: t('gifts.bank'), cell: row => <span lang="vi">{bank(row)}</span> },
  { key: 'holder', label: t('gifts.holder'), cell: row => <span lang="vi">{row.holder}</span> },
  { key: 'fund', label: t('gifts.fund'), cell: row => <span lang="vi">{row.fund ?? '–'}</span> },
]

export const showList = (visit: Visit) => listPage(visit, [])

async function listPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const { unit, grants } = visit.signedIn()
  const rows = await visit.read(tx => publicAccountsOf(tx, unit))
  const leads = grants.some(grant => grant.unit === unit && grant.role === 'leader')
  return visit.page(
    t('gifts.accounts'),
    <>
      <Heading title={t('gifts.title')} lead={t('gifts.list-lead')} />
      <DeskTabs visit={visit} at="/gifts/accounts" />
      <ErrorSummary t={t} problems={problems} />
      <Table
        t={t}
        caption={t('gifts.accounts')}
        captionHidden
        columns={columnsOf<ListedAccount>(visit, row => row.name)}
        rows={rows}
      />
      {leads && rows.length > 0 && (
        <Form to="/gifts/accounts" command={visit.newCommand()} hidden={{ seen: rows.map(row => row.id).join(' ') }}>
          <Submit>{t('gifts.sign')}</Submit>
        </Form>
      )}
      <p>
        <a href="/accounts">{t('gifts.public-list')}</a>
      </p>
    </>,
    { problems },
  )
}

export async function signList(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const seen = form
    .text('seen')
    .split(' ')
    .flatMap(id => idFrom<MoneyAccountId>(id) ?? [])
  const done = await visit.run(signAccounts, { unit: visit.signedIn().unit, seen }, form)
  return done.ok ? visit.done('/accounts', 'gifts.done-sign') : listPage(visit, [done.problem])
}
