import type { Context } from 'hono'
import type { Role } from '../../access/index.ts'
import {
  deskOf,
  makeRun,
  MAKES,
  PAYS,
  payCsv,
  payFileName,
  rowsOfRun,
  runById,
  runsOfUnit,
  vouchersToRun,
  type PayRow,
  type Run,
  type RunId,
  type VoucherId,
} from '../../spending/index.ts'
import { idFrom, type MoneyAccountId, type Problem } from '../../kernel/index.ts'
import { payRunWorkbook } from '../../sheets/index.ts'
import { notFound } from '../answers.tsx'
import { idIn, money } from '../gifts/shared.tsx'
import {
  Breadcrumbs,
  CheckboxGroup,
  DescriptionList,
  ErrorSummary,
  Form,
  Heading,
  LinkButton,
  Select,
  Submit,
  Table,
  type Column,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { holdsOne, idAt, SpendTabs, StateBadge } from './shared.tsx'

export const showRuns = (visit: Visit) => runsPage(visit, [])

async function runsPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  const { runs, ready, places } = await visit.read(async tx => ({
    runs: await runsOfUnit(tx, unit),
    ready: await vouchersToRun(tx, unit),
    places: (await deskOf(tx, unit)).places.filter(place => place.kind === 'bank'),
  }))
  const columns: Column<Run>[] = [
    {
      key: 'run',
      label: t('spending.run'),
      heads: true,
      cell: r => <a href={`/money/runs/${r.id}`}>{`${r.number}/${r.year}`}</a>,
    },
    { key: 'day', label: t('spending.day'), cell: r => t.date(r.madeOn) },
    { key: 'from', label: t('spending.from-account'), cell: r => `${r.moneyName} ${r.moneyNumber}` },
    { key: 'lines', label: t('spending.lines'), numeric: true, cell: r => t.number(r.lines) },
    { key: 'amount', label: t('spending.amount'), numeric: true, cell: r => t.number(r.amount) },
    {
      key: 'paid',
      label: t('spending.paid-of'),
      cell: r => t('spending.paid-count', { paid: r.paid, failed: r.failed }),
    },
  ]
  return visit.page(
    t('spending.tab-runs'),
    <>
      <Heading title={t('spending.tab-runs')} lead={t('spending.runs-lead')} />
      <SpendTabs visit={visit} at="/money/spending/runs" />
      <ErrorSummary t={t} problems={problems} />
      {holdsOne(visit, MAKES) && ready.length > 0 && (
        <Form to="/money/spending/runs" command={visit.newCommand()}>
          <CheckboxGroup
            t={t}
            name="vouchers"
            label={t('spending.choose-vouchers')}
            required
            options={ready.map(v => ({
              value: v.id,
              label: `${v.number}/${v.year} · ${t.number(v.amount)} · ${v.payee ?? '–'} · ${v.reason}`,
              lang: 'vi',
            }))}
          />
          <Select
            t={t}
            name="money"
            label={t('spending.from-account')}
            required
            value={places.length === 1 ? places[0]!.id : null}
            options={places.map(place => ({ value: place.id, label: `${place.name} ${place.number}` }))}
          />
          <Submit>{t('spending.make-run')}</Submit>
        </Form>
      )}
      <Table t={t} caption={t('spending.tab-runs')} columns={columns} rows={runs} empty={t('spending.no-runs')} />
    </>,
    { problems },
  )
}

export async function makeOne(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const vouchers = form.all('vouchers').flatMap(text => idFrom<VoucherId>(text) ?? [])
  const input = { unit: visit.signedIn().unit, money: idIn<MoneyAccountId>(form, 'money'), vouchers }
  const done = await visit.run(makeRun, input, form)
  return done.ok ? visit.done(`/money/runs/${done.value.run}`, 'spending.done-run') : runsPage(visit, [done.problem])
}

const runAsked = async (visit: Visit): Promise<{ run: Run; rows: PayRow[] } | null> => {
  const id = idAt<RunId>(visit)
  return visit.read(async tx => {
    const run = id && (await runById(tx, id))
    return run && { run, rows: await rowsOfRun(tx, run.id) }
  })
}

/** One run: what it asks the bank to pay, and how far the bank has come. */
export async function showRun(visit: Visit): Promise<Response> {
  const { t } = visit
  const found = await runAsked(visit)
  if (!found) return notFound(visit)
  const { run, rows } = found
  const title = t('spending.run-number', { number: `${run.number}/${run.year}` })
  const columns: Column<PayRow>[] = [
    { key: 'ordinal', label: t('spending.row'), numeric: true, cell: r => t.number(r.ordinal) },
    {
      key: 'voucher',
      label: t('spending.voucher'),
      heads: true,
      cell: r => <a href={`/money/vouchers/${r.voucher}`}>{`${r.number}/${r.year}`}</a>,
    },
    { key: 'payee', label: t('spending.payee'), cell: r => <span lang="vi">{r.name ?? '–'}</span> },
    { key: 'amount', label: t('spending.amount'), numeric: true, cell: r => t.number(r.amount) },
    {
      key: 'state',
      label: t('spending.state'),
      cell: r => (
        <>
          <StateBadge visit={visit} state={r.failedWhy === null ? r.state : 'failed'} />{' '}
          <span lang="vi">{r.failedWhy ?? ''}</span>
        </>
      ),
    },
  ]
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/money/spending/runs', label: t('spending.tab-runs') }, { label: title }]} />
      <Heading
        title={title}
        actions={
          <>
            <LinkButton to={`/money/runs/${run.id}/file.xlsx`}>{t('spending.fetch-xlsx')}</LinkButton>
            <LinkButton to={`/money/runs/${run.id}/file.csv`} kind="secondary">
              {t('spending.fetch-csv')}
            </LinkButton>
          </>
        }
      />
      <DescriptionList
        items={[
          { label: t('spending.from-account'), value: `${run.moneyName} ${run.moneyNumber}` },
          { label: t('spending.amount'), value: money(visit, run.amount) },
          { label: t('spending.day'), value: t.date(run.madeOn) },
          { label: t('spending.made-by'), value: <span lang="vi">{run.madeByName ?? '–'}</span> },
        ]}
      />
      <Table t={t} caption={t('spending.lines')} columns={columns} rows={rows} />
    </>,
  )
}

const sent = (c: Context, bytes: Uint8Array | string, type: string, name: string) =>
  c.body(bytes as never, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })

/** Who keeps the unit's money, and so may see who is paid. */
export const FETCHES: readonly Role[] = [...MAKES, ...PAYS, 'leader']

/** The file for the bank: the same bytes whenever it is fetched. */
export const fetchRun = (format: 'csv' | 'xlsx') => async (visit: Visit) => {
  const found = await runAsked(visit)
  // Who looks down from above sees no payees: such a file would not be the one that the bank got.
  const own = visit.signedIn().grants.some(grant => grant.unit === found?.run.unit && FETCHES.includes(grant.role))
  if (!found || !own) return notFound(visit)
  const name = `${payFileName(found.run)}.${format}`
  return format === 'csv'
    ? sent(visit.c, payCsv(found.rows), 'text/csv; charset=utf-8', name)
    : sent(
        visit.c,
        payRunWorkbook(found.rows),
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        name,
      )
}
