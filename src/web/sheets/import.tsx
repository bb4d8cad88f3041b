import { no, problem, type Problem, type Result } from '../../kernel/index.ts'
import { FILE_MAX_BYTES, importForm, SHEET_TITLES, type Imported, type SheetProblem } from '../../sheets/index.ts'
import { Breadcrumbs, ErrorSummary, FileInput, Form, Heading, Note, Submit, Table, type Column } from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { PreviewTable } from './preview.tsx'

export const showImport = (visit: Visit) => importPage(visit, [], null)

type Looked = { readonly imported: Imported; readonly encoded: string }

/** The place where a workbook that came back is handed in: first to be looked at, then to be recorded. */
function importPage(visit: Visit, problems: readonly Problem[], looked: Looked | null): Promise<Response> {
  const { t } = visit
  return visit.page(
    t('sheets.import'),
    <>
      <Breadcrumbs t={t} items={[{ href: '/letters', label: t('web.nav-letters') }, { label: t('sheets.import') }]} />
      <Heading title={t('sheets.import')} lead={t('sheets.import-lead')} />
      <ErrorSummary t={t} problems={problems} />
      {looked && <Preview visit={visit} looked={looked} />}
      <Form to="/sheets/import" command={visit.newCommand()} files>
        <FileInput
          t={t}
          name="file"
          label={t('sheets.file')}
          accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          required
        />
        <Submit {...(looked ? { kind: 'secondary' as const } : {})}>{t('sheets.look')}</Submit>
      </Form>
    </>,
    { problems },
  )
}

const Preview = ({ visit, looked: { imported, encoded } }: { visit: Visit; looked: Looked }) => {
  const { t } = visit
  const count = (fate: string) => imported.lines.filter(line => line.fate === fate).length
  const [fresh, changed] = [count('new'), count('changed')]
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t('sheets.preview')}</h2>
      <p>
        <strong>{t('sheets.form-title', { code: imported.code })}</strong> ·{' '}
        <span lang="vi">
          {t('sheets.for', { unit: imported.unitName, letter: imported.letter, period: imported.period })}
        </span>
      </p>
      {imported.seen && (
        <Note tone="info">
          <p>{t('sheets.same-file')}</p>
        </Note>
      )}
      {imported.problems.length > 0 && <Problems visit={visit} problems={imported.problems} />}
      {imported.problems.length === 0 && !imported.seen && fresh + changed === 0 && (
        <Note tone="info">
          <p>{t(imported.lines.length === 0 ? 'sheets.nothing-in-it' : 'sheets.nothing-new')}</p>
        </Note>
      )}
      {imported.lines.length > 0 && <PreviewTable visit={visit} lines={imported.lines} />}
      {imported.problems.length === 0 && fresh + changed > 0 && (
        <Form to="/sheets/import" command={visit.newCommand()} hidden={{ encoded }}>
          {changed > 0 && <p class="hint">{t('sheets.replace-text')}</p>}
          <div class="actions">
            {fresh > 0 && (
              <Submit name="mode" value="take">
                {t('sheets.take')}
              </Submit>
            )}
            {changed > 0 && (
              <Submit kind="secondary" name="mode" value="replace">
                {t('sheets.replace')}
              </Submit>
            )}
          </div>
        </Form>
      )}
    </section>
  )
}

const Problems = ({ visit: { t }, problems }: { visit: Visit; problems: readonly SheetProblem[] }) => {
  const columns: Column<SheetProblem>[] = [
    {
      key: 'sheet',
      label: t('sheets.at-sheet'),
      cell: row => <span lang="vi">{row.at ? SHEET_TITLES[row.at.sheet] : '—'}</span>,
      heads: true,
    },
    { key: 'cell', label: t('sheets.at-cell'), cell: row => (row.at ? `${row.at.column ?? ''}${row.at.row}` : '—') },
    { key: 'what', label: t('sheets.what'), cell: row => t.problem(row.problem) },
  ]
  return (
    <Note tone="bad" title={t('sheets.problems', { count: problems.length })}>
      <p>{t('sheets.problems-text')}</p>
      <Table t={t} caption={t('sheets.what')} captionHidden columns={columns} rows={problems} />
    </Note>
  )
}

/** The file as it was handed in, or as the preview carried it on: nothing is kept on the server between the two. */
async function bytesOf(form: FormValues): Promise<Result<Uint8Array>> {
  const file = form.file('file')
  if (file) {
    if (file.size > FILE_MAX_BYTES)
      return no(problem('sheets.file-too-large', { megabytes: FILE_MAX_BYTES / 1024 / 1024 }, { field: 'file' }))
    return { ok: true, value: new Uint8Array(await file.arrayBuffer()) }
  }
  const encoded = form.text('encoded')
  return encoded
    ? { ok: true, value: new Uint8Array(Buffer.from(encoded, 'base64')) }
    : no(problem('sheets.no-file', {}, { field: 'file' }))
}

/** Looks at the file, or records it when the person who looked says so. */
export async function importFilled(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const bytes = await bytesOf(form)
  if (!bytes.ok) return importPage(visit, [bytes.problem], null)
  const asked = form.text('mode')
  const mode = asked === 'take' || asked === 'replace' ? asked : 'preview'
  const done = await visit.run(importForm, { bytes: bytes.value, mode }, form)
  if (!done.ok) return importPage(visit, [done.problem], null)
  if (mode !== 'preview') return visit.done(`/sheets/${done.value.form}`, 'sheets.done')
  return importPage(visit, [], { imported: done.value, encoded: Buffer.from(bytes.value).toString('base64') })
}
