import { plainDate, type PlainDate, type Problem } from '../../kernel/index.ts'
import {
  checklistOf,
  CLOSING_CHECKS,
  closeMonthWith,
  monthsOf,
  nextMonth,
  openMonthAgain,
  type CheckLeft,
} from '../../ledger/index.ts'
import { STATEMENT_CHECKS } from '../../statements/index.ts'
import { SPENDING_CHECKS } from '../../spending/index.ts'
import { Badge, ErrorSummary, Form, Heading, Submit, Table, TextInput } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { BookTabs } from './tabs.tsx'

const CHECKS = [...STATEMENT_CHECKS, ...SPENDING_CHECKS]
const closeMonth = closeMonthWith(CHECKS)
const nameOf = (month: PlainDate) => `${month.slice(5, 7)}/${month.slice(0, 4)}`

export const showMonths = (visit: Visit) => monthsPage(visit, [])

async function monthsPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const { unit, grants } = visit.signedIn()
  const holds = (role: string) => grants.some(grant => grant.unit === unit && grant.role === role)
  const { months, lastClosed, next, checks } = await visit.read(async tx => {
    const months = await monthsOf(tx, unit)
    const lastClosed = months.find(row => row.closedAt)
    const next = months.findLast(row => !row.closedAt && (!lastClosed || row.month > lastClosed.month))
    const asked = [...CLOSING_CHECKS, ...CHECKS]
    return { months, lastClosed, next, checks: next ? await checklistOf(tx, unit, next.month, asked) : [] }
  })
  return visit.page(
    t('ledger.tab-months'),
    <>
      <Heading title={t('ledger.tab-months')} />
      <BookTabs visit={visit} at="/money/books/months" />
      <ErrorSummary t={t} problems={problems} />
      <Table
        t={t}
        caption={t('ledger.tab-months')}
        captionHidden
        columns={[
          { key: 'month', label: t('ledger.month'), heads: true, cell: row => nameOf(row.month) },
          { key: 'entries', label: t('ledger.entries'), numeric: true, cell: row => t.number(row.entries) },
          {
            key: 'state',
            label: t('ledger.state'),
            cell: row =>
              row.closedAt
                ? t('ledger.closed-by', { day: t.instant(row.closedAt), name: row.closedBy ?? '–' })
                : t('ledger.still-open'),
          },
          { key: 'why', label: t('ledger.why'), cell: row => <span lang="vi">{row.why ?? '–'}</span> },
        ]}
        rows={months}
        empty={t('ledger.no-months')}
      />
      {holds('accountant') && next && nextMonth(next.month) <= visit.at.today && (
        <Form
          to="/money/books/months"
          command={visit.newCommand()}
          hidden={{ step: 'close', month: next.month, version: String(next.version) }}
        >
          <Checklist visit={visit} checks={checks} />
          {checks.some(check => check.soft && check.left !== '') && (
            <TextInput t={t} name="accepted" label={t('ledger.accepted')} maxlength={300} lang="vi" />
          )}
          <Submit>{t('ledger.close', { month: nameOf(next.month) })}</Submit>
        </Form>
      )}
      {holds('leader') && lastClosed && (
        <Form
          to="/money/books/months"
          command={visit.newCommand()}
          hidden={{ step: 'open', month: lastClosed.month, version: String(lastClosed.version) }}
        >
          <TextInput t={t} name="why" label={t('ledger.why')} maxlength={300} lang="vi" required />
          <Submit>{t('ledger.open-again', { month: nameOf(lastClosed.month) })}</Submit>
        </Form>
      )}
    </>,
    { problems },
  )
}

/** What closing asks, and what is left of it. */
const Checklist = ({ visit: { t }, checks }: { visit: Visit; checks: readonly CheckLeft[] }) => (
  <ul class="checklist">
    {checks.map(({ key, soft, left }) => (
      <li>
        <Badge tone={left === '' ? 'good' : soft ? 'warn' : 'bad'}>{t(`ledger.check-${key}`)}</Badge>
        {left !== '' && (
          <>
            {' '}
            <span lang="vi">{left}</span> {CHECK_PLACE[key] && <a href={CHECK_PLACE[key]}>{t('ledger.see')}</a>}
          </>
        )}
      </li>
    ))}
  </ul>
)
const CHECK_PLACE: Readonly<Record<string, string>> = {
  'between-funds': '/money/books/balances',
  'statements-open': '/money/statements',
  'days-open': '/money/statements',
  'lines-unclear': '/money/statements/review',
  'lines-to-reverse': '/money/statements/review',
}

export async function moveMonth(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const asked = {
    unit: visit.signedIn().unit,
    month: plainDate(form.text('month')) ?? visit.at.today,
    version: Math.trunc(Number(form.text('version'))) || 0,
  }
  const opens = form.text('step') === 'open'
  const done = opens
    ? await visit.run(openMonthAgain, { ...asked, why: form.text('why') }, form)
    : await visit.run(closeMonth, { ...asked, accepted: form.text('accepted') }, form)
  if (!done.ok) {
    const { values } = done.problem
    // A check is told by its name in the reader's language.
    const check = values?.['check'] && { ...values, check: visit.t(`ledger.check-${values['check']}`) }
    return monthsPage(visit, [check ? { ...done.problem, values: check } : done.problem])
  }
  return visit.done('/money/books/months', opens ? 'ledger.done-open' : 'ledger.done-close')
}
