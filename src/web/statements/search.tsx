import { digitsTyped, plainDate, problem, type Problem } from '../../kernel/index.ts'
import { findLines, HITS, type LineFound } from '../../statements/index.ts'
import { Breadcrumbs, DateInput, ErrorSummary, Form, Heading, Submit, TextInput } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { LineTable } from './lines.tsx'

/** Finds a gift among all lines by words of its memo, by amount or by day. */
export async function showSearch(visit: Visit): Promise<Response> {
  const { t, c } = visit
  const { unit } = visit.signedIn()
  const [words, amountText] = [c.req.query('words') ?? '', digitsTyped(c.req.query('amount') ?? '')]
  const day = plainDate(c.req.query('day') ?? '')
  const amount = /^\d{1,18}$/.test(amountText) ? BigInt(amountText) : null
  const asked = c.req.query('words') !== undefined
  // Searching without an amount that was typed would show lines that nobody asked for.
  const unread =
    amountText !== '' && amount === null ? problem('statements.not-an-amount', {}, { field: 'amount' }) : null
  const found = asked && !unread ? await visit.read(tx => findLines(tx, unit, { words, amount, day })) : null
  const problems: readonly Problem[] = unread ? [unread] : found && !found.ok ? [found.problem] : []
  const lines: readonly LineFound[] | null = found?.ok ? found.value : null
  return visit.page(
    t('statements.search'),
    <>
      <Breadcrumbs
        t={t}
        items={[{ href: '/money/statements', label: t('statements.title') }, { label: t('statements.search') }]}
      />
      <Heading title={t('statements.search')} lead={t('statements.search-lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Form to="/money/statements/search" method="get">
        <TextInput
          t={t}
          name="words"
          label={t('statements.words')}
          hint={t('statements.words-hint')}
          value={words}
          problems={problems}
        />
        <TextInput t={t} name="amount" label={t('statements.amount')} inputmode="numeric" value={amountText} />
        <DateInput t={t} name="day" label={t('statements.day')} value={day} />
        <Submit>{t('statements.find')}</Submit>
      </Form>
      {lines && (
        <section aria-labelledby="found">
          <h2 id="found">
            {t(lines.length === HITS ? 'statements.found-first' : 'statements.found', { count: lines.length })}
          </h2>
          <LineTable visit={visit} lines={lines} caption={t('statements.search')} />
        </section>
      )}
    </>,
    { problems, wide: true },
  )
}
