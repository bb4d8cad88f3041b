import {
  FIELDS,
  firstRows,
  suggestMapping,
  type DateStyle,
  type Field,
  type Mapping,
  type NumberStyle,
  type Row,
} from '../../bank/index.ts'
import { problem, type MoneyAccountId, type Problem } from '../../kernel/index.ts'
import { bankAccounts, saveMapping } from '../../statements/index.ts'
import { idIn } from '../gifts/shared.tsx'
import { Breadcrumbs, ErrorSummary, FileInput, Form, Heading, Select, Submit, TextInput } from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'

const SHOWN = 12
const CELL_MAX = 60
const COLUMNS_MAX = 30
const NUMBERS: readonly NumberStyle[] = ['auto', 'dot', 'comma', 'space', 'none']
const DATES: readonly DateStyle[] = ['auto', 'day-first', 'year-first', 'month-first']

/** The example as the page shows it, and as its form carries it until the columns are named. */
type Example = { readonly rows: readonly Row[]; readonly mapping: Mapping; readonly account: string }

export const showMapping = (visit: Visit) => mappingPage(visit, null, [])

/** How to read the file of a bank that the program does not know: an example is shown, a person names its columns. */
async function mappingPage(visit: Visit, example: Example | null, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const accounts = await visit.read(tx => bankAccounts(tx, visit.signedIn().unit))
  const title = t('statements.mapping')
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/money/statements', label: t('statements.title') }, { label: title }]} />
      <Heading title={title} lead={t('statements.mapping-lead')} />
      <ErrorSummary t={t} problems={problems} />
      {example ? (
        <Columns visit={visit} example={example} />
      ) : (
        <Form to="/money/statements/mapping" command={visit.newCommand()} files>
          <Select
            t={t}
            name="account"
            label={t('statements.account')}
            required
            placeholder={t('statements.choose')}
            options={accounts.map(one => ({ value: one.id, label: `${one.name} · ${one.number}` }))}
          />
          <FileInput t={t} name="file" label={t('statements.file')} accept=".csv,.gz,.xlsx,.txt" required />
          <Submit>{t('statements.mapping-show')}</Submit>
        </Form>
      )}
    </>,
    { problems, wide: true },
  )
}

const Columns = ({
  visit: { t, newCommand },
  example: { rows, mapping, account },
}: {
  visit: Visit
  example: Example
}) => {
  const width = Math.min(COLUMNS_MAX, Math.max(1, ...rows.map(row => row.cells.length)))
  const columns = Array.from({ length: width }, (_, at) => at)
  const styles = (of: readonly string[]) => of.map(value => ({ value, label: t(`statements.style-${value}`) }))
  return (
    <Form to="/money/statements/mapping" command={newCommand()} hidden={{ account, rows: JSON.stringify(rows) }}>
      <div class="scroll" tabindex={0} role="region" aria-label={t('statements.mapping-example')}>
        <table>
          <caption>{t('statements.mapping-example')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('statements.mapping-row')}</th>
              {columns.map(at => (
                <th scope="col">{t('statements.mapping-column', { number: at + 1 })}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr>
                <th scope="row">{row.row}</th>
                {columns.map(at => (
                  <td lang="vi">{String(row.cells[at] ?? '')}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <TextInput
        t={t}
        name="header"
        label={t('statements.mapping-header')}
        hint={t('statements.mapping-header-hint')}
        inputmode="numeric"
        width="short"
        value={String(mapping.header)}
        required
      />
      <div class="entry-row">
        {columns.map(at => (
          <Select
            t={t}
            name="column"
            row={at + 1}
            label={t('statements.mapping-column', { number: at + 1 })}
            placeholder={t('statements.mapping-none')}
            value={mapping.columns[at] ?? ''}
            options={FIELDS.map(field => ({ value: field, label: t(`statements.field-${field}`) }))}
          />
        ))}
      </div>
      <Select
        t={t}
        name="numbers"
        label={t('statements.mapping-numbers')}
        placeholder={null}
        value={mapping.numbers}
        options={styles(NUMBERS)}
      />
      <Select
        t={t}
        name="dates"
        label={t('statements.mapping-dates')}
        placeholder={null}
        value={mapping.dates}
        options={styles(DATES)}
      />
      <Submit>{t('statements.mapping-save')}</Submit>
    </Form>
  )
}

export async function mapOne(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const file = form.file('file')
  if (file) return exampleOf(visit, form, file)
  if (!form.has('rows')) return mappingPage(visit, null, [problem('statements.no-file', {}, { field: 'file' })])
  const mapping: Mapping = {
    header: /^\d{1,3}$/.test(form.text('header')) ? Number(form.text('header')) : -1,
    columns: form
      .all('column')
      .slice(0, COLUMNS_MAX)
      .map(field => (field === '' ? null : (field as Field))),
    numbers: NUMBERS.find(one => one === form.text('numbers')) ?? 'auto',
    dates: DATES.find(one => one === form.text('dates')) ?? 'auto',
  }
  const { unit } = visit.signedIn()
  const done = await visit.run(saveMapping, { unit, account: idIn<MoneyAccountId>(form, 'account'), mapping }, form)
  if (done.ok) return visit.done('/money/statements', 'statements.done-mapping')
  const rows = rowsIn(form.text('rows'))
  return mappingPage(visit, rows && { rows, mapping, account: form.text('account') }, [done.problem])
}

async function exampleOf(visit: Visit, form: FormValues, file: File): Promise<Response> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const found = await firstRows({ name: file.name, bytes: once(bytes) })
  if (!found.ok) return mappingPage(visit, null, [{ ...found.problem, field: 'file' }])
  const rows = found.value.slice(0, SHOWN).map(row => ({
    row: row.row,
    cells: row.cells.slice(0, COLUMNS_MAX).map(cell => (typeof cell === 'string' ? cell.slice(0, CELL_MAX) : cell)),
  }))
  return mappingPage(visit, { rows, mapping: suggestMapping(found.value), account: form.text('account') }, [])
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** What the form carried along, when it is still what the page wrote. */
function rowsIn(text: string): Row[] | null {
  try {
    const rows = JSON.parse(text) as Row[]
    return Array.isArray(rows) && rows.every(row => Array.isArray(row.cells)) ? rows.slice(0, SHOWN) : null
  } catch {
    return null
  }
}
