import { strToU8, zipSync } from 'fflate'
import { holds } from '../../access/index.ts'
import {
  correctionsKept,
  setSampleDays,
  exportTestSet,
  samplesOf,
  scoreSamples,
  TEST_SET_MOST,
  testFiles,
  type CorrectedField,
} from '../../directives/index.ts'
import type { Problem } from '../../kernel/index.ts'
import type { FieldScore } from '../../paper/index.ts'
import {
  Breadcrumbs,
  EmptyState,
  ErrorSummary,
  Form,
  Heading,
  Note,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'

/** Reading more of them again for one page would keep others waiting. */
const SCORED = 300

/** What the unit's clerks corrected, how well its letters are read now, and the set to be taken along. */
export const showTestSet = (visit: Visit): Promise<Response> => testSetPage(visit, [])

async function testSetPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const { samples, corrected, days } = await visit.read(async tx => ({
    samples: await samplesOf(tx, actor.unit, SCORED),
    ...(await correctionsKept(tx, actor.unit)),
  }))
  const total = samples[0]?.total ?? 0
  const score = scoreSamples(samples)
  return visit.page(
    t('desk.set-title'),
    <>
      <Breadcrumbs t={t} items={[{ href: '/admin', label: t('web.nav-admin') }, { label: t('desk.set-title') }]} />
      <Heading title={t('desk.set-title')} kicker={<span lang="vi">{actor.unitName}</span>} lead={t('desk.set-lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Note tone="warn" title={t('desk.set-inside-title')}>
        <p>{t('desk.set-inside')}</p>
      </Note>
      {samples.length === 0 ? (
        <EmptyState title={t('desk.set-empty')}>
          <p>{t('desk.set-empty-text')}</p>
        </EmptyState>
      ) : (
        <>
          <p>
            {t('desk.set-count', { count: total, confirmed: samples.filter(one => one.confirmed).length })}{' '}
            {total > samples.length && t('desk.set-scored', { count: samples.length })}
          </p>
          <Fields visit={visit} fields={score.fields} corrected={corrected} macro={score.macroF1} />
          {holds(actor, actor.unit, 'admin') && (
            <Form to="/readings/test-set" command={visit.newCommand()}>
              <Submit kind="secondary">{t('desk.set-download')}</Submit>
            </Form>
          )}
        </>
      )}
      <h2>{t('desk.set-days-title')}</h2>
      <Form to="/readings/test-set/days" command={visit.newCommand()}>
        <TextInput
          t={t}
          name="days"
          label={t('desk.set-days')}
          hint={t('desk.set-days-hint')}
          value={String(days)}
          inputmode="numeric"
          width="short"
          required
          problems={problems}
        />
        <Submit kind="secondary">{t('desk.set-days-save')}</Submit>
      </Form>
    </>,
    { problems },
  )
}

const Fields = ({
  visit,
  fields,
  corrected,
  macro,
}: {
  visit: Visit
  fields: readonly FieldScore[]
  corrected: readonly CorrectedField[]
  macro: number
}) => {
  const { t } = visit
  const times = new Map<string, number>()
  for (const one of corrected) {
    const field = one.path.startsWith('tasks.') ? 'taskDeadline' : one.path
    times.set(field, (times.get(field) ?? 0) + one.times)
  }
  const columns: Column<FieldScore>[] = [
    { key: 'field', label: t('desk.set-field'), cell: row => t(`desk.set-field-${row.field}`), heads: true },
    { key: 'gold', label: t('desk.set-known'), cell: row => t.number(row.gold), numeric: true },
    { key: 'f1', label: t('desk.set-f1'), cell: row => (row.gold ? t.percent(row.f1) : '—'), numeric: true },
    { key: 'exact', label: t('desk.set-exact'), cell: row => t.percent(row.exact), numeric: true },
    { key: 'times', label: t('desk.set-corrected'), cell: row => t.number(times.get(row.field) ?? 0), numeric: true },
  ]
  return (
    <>
      <Table t={t} caption={t('desk.set-table')} columns={columns} rows={fields} />
      <p>
        <strong>{t('desk.set-macro', { score: t.percent(macro) })}</strong>
      </p>
    </>
  )
}

/** The whole set as a ZIP, in the form of the corpus. Taking it along is a command, so that it is known who did. */
export async function sendTestSet(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const { unit } = visit.signedIn()
  const done = await visit.run(exportTestSet, { unit }, form)
  if (!done.ok) return testSetPage(visit, [done.problem])
  const samples = await visit.read(tx => samplesOf(tx, unit, TEST_SET_MOST))
  const files = Object.fromEntries(testFiles(samples).map(({ name, content }) => [name, strToU8(content)]))
  return visit.c.body(zipSync(files), 200, {
    'content-type': 'application/zip',
    'content-disposition': 'attachment; filename="bo-kiem.zip"',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
}

/** For how long the unit keeps what its clerks corrected. */
export async function saveTestSetDays(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const typed = form.text('days')
  const days = /^\d{1,5}$/.test(typed) ? Number(typed) : NaN
  const done = await visit.run(setSampleDays, { unit: visit.signedIn().unit, days }, form)
  return done.ok ? visit.done('/readings/test-set', 'desk.set-days-saved') : testSetPage(visit, [done.problem])
}
