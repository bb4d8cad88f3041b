import { idFrom, problem, type DocumentId, type Problem, type UnitId } from '../../kernel/index.ts'
import { letterAt } from '../../reports/index.ts'
import { formDesk, makeForm, MAKES, periodsAround, type FormLine } from '../../sheets/index.ts'
import {
  Breadcrumbs,
  ErrorSummary,
  Form,
  Heading,
  LinkButton,
  Note,
  Select,
  Submit,
  Table,
  type Column,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import { LetterTabs } from '../letters/tabs.tsx'
import type { Visit } from '../visit.ts'

const SHOWN = 100

export const showLetterForms = (visit: Visit) => letterForms(visit, [], {})

/** The forms made for a letter, and the form by which another is made. */
async function letterForms(
  visit: Visit,
  problems: readonly Problem[],
  typed: { readonly unit?: string; readonly period?: string },
): Promise<Response> {
  const { t, at } = visit
  const actor = visit.signedIn()
  const id = idFrom<DocumentId>(visit.c.req.param('id'))
  const found =
    id &&
    (await visit.read(async tx => {
      const letter = await letterAt(tx, id, actor.unit)
      return letter && { letter, ...(await formDesk(tx, id, SHOWN)) }
    }))
  if (!found) return notFound(visit)
  const { letter, forms, units } = found
  const title = letter.printed || t('letters.no-number')
  const may = actor.grants.some(grant => MAKES.includes(grant.role))
  return visit.page(
    `${t('sheets.title')} – ${title}`,
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/letters', label: t('web.nav-letters') },
          { href: `/letters/${letter.id}`, label: title },
          { label: t('sheets.tab') },
        ]}
      />
      <Heading
        title={t('sheets.title')}
        kicker={<span lang="vi">{title}</span>}
        lead={t('sheets.lead')}
        actions={
          <LinkButton to="/sheets/import" kind="secondary">
            {t('sheets.import')}
          </LinkButton>
        }
      />
      <ErrorSummary t={t} problems={problems} />
      <LetterTabs visit={visit} document={letter.id} own={letter.outgoing !== null} current="sheets" />
      {may && (
        <section>
          <h2>{t('sheets.new')}</h2>
          {units.length === 0 ? (
            <Note>
              <p>{t('sheets.no-unit')}</p>
            </Note>
          ) : (
            <Form to={`/letters/${letter.id}/sheets`} command={visit.newCommand()}>
              <Select
                t={t}
                name="unit"
                label={t('sheets.unit')}
                hint={t('sheets.unit-hint')}
                required
                options={units.map(unit => ({ value: unit.id, label: unit.name }))}
                value={typed.unit ?? (units.length === 1 ? units[0]!.id : null)}
              />
              <Select
                t={t}
                name="period"
                label={t('sheets.period')}
                required
                options={periodsAround(at.today).map(({ key, from, until }) => ({
                  value: key,
                  label: t('sheets.period-from', { key, from: t.date(from), until: t.date(until) }),
                }))}
                value={typed.period ?? null}
              />
              <Submit>{t('sheets.make')}</Submit>
            </Form>
          )}
        </section>
      )}
      <FormTable visit={visit} forms={forms} />
    </>,
    { problems },
  )
}

const FormTable = ({ visit: { t }, forms }: { visit: Visit; forms: readonly FormLine[] }) => {
  const columns: Column<FormLine>[] = [
    { key: 'code', label: t('sheets.code'), cell: row => <a href={`/sheets/${row.id}`}>{row.code}</a>, heads: true },
    { key: 'unit', label: t('sheets.unit'), cell: row => <span lang="vi">{row.unitName}</span> },
    { key: 'period', label: t('sheets.period'), cell: row => row.period },
    { key: 'madeAt', label: t('sheets.made-at'), cell: row => t.instant(row.madeAt) },
    { key: 'returns', label: t('sheets.returns'), cell: row => t.number(row.returns), numeric: true },
    { key: 'last', label: t('sheets.last'), cell: row => (row.lastAt ? t.instant(row.lastAt) : '—') },
  ]
  return <Table t={t} caption={t('sheets.list')} columns={columns} rows={forms} empty={t('sheets.none')} />
}

export async function makeLetterForm(visit: Visit): Promise<Response> {
  const document = idFrom<DocumentId>(visit.c.req.param('id'))
  if (!document) return notFound(visit)
  const form = await visit.form()
  const typed = { unit: form.text('unit'), period: form.text('period') }
  const unit = idFrom<UnitId>(typed.unit)
  if (!unit) return letterForms(visit, [problem('directives.no-such-unit', {}, { field: 'unit' })], typed)
  const made = await visit.run(makeForm, { unit, document, period: typed.period }, form)
  return made.ok ? visit.done(`/sheets/${made.value.form}`, 'sheets.made') : letterForms(visit, [made.problem], typed)
}
