import {
  addLine,
  editLine,
  endLine,
  linesToChoose,
  mayKeepList,
  type DossierSettings,
  type LineId,
  type LineView,
} from '../../dossiers/index.ts'
import { idFrom, type Problem } from '../../kernel/index.ts'
import {
  Breadcrumbs,
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
import { notFound } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { retentionText } from './shared.tsx'

export const showLines = (visit: Visit) => linesPage(visit, [])

/** Danh mục hồ sơ of one year: made before the files are, and added to when work comes that nobody foresaw. */
async function linesPage(visit: Visit, problems: readonly Problem[], typed?: FormValues): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const now = Number(visit.at.today.slice(0, 4))
  const asked = Number(typed?.text('year') || visit.c.req.query('year'))
  const year = Number.isInteger(asked) && asked >= 1945 && asked <= 2200 ? asked : now
  const { lines, settings } = await visit.read(tx => linesToChoose(tx, actor.unit, year))
  const mine = mayKeepList(actor, actor.unit).ok
  const title = t('dossiers.lines-of', { year: String(year) })
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/dossiers', label: t('dossiers.title') }, { label: title }]} />
      <Heading kicker={<span lang="vi">{actor.unitName}</span>} title={title} lead={t('dossiers.lines-lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Form to="/dossiers/lines" method="get" inline label={t('dossiers.year')}>
        <TextInput t={t} name="year" label={t('dossiers.year')} value={String(year)} inputmode="numeric" required />
        <Submit kind="secondary">{t('dossiers.year-show')}</Submit>
      </Form>
      <LineTable visit={visit} lines={lines} settings={settings} mine={mine} />
      {mine && (
        <section>
          <h2>{t('dossiers.line-add')}</h2>
          <Form to="/dossiers/lines" command={visit.newCommand()} hidden={{ year: String(year) }}>
            <TextInput
              t={t}
              name="code"
              label={t('dossiers.code')}
              hint={t('dossiers.code-hint')}
              width="short"
              required
            />
            <TextInput t={t} name="title" label={t('dossiers.file-title')} required lang="vi" />
            <Retentions visit={visit} settings={settings} value={settings.retention} />
            <Submit>{t('dossiers.line-add')}</Submit>
          </Form>
        </section>
      )}
    </>,
    { problems },
  )
}

const Retentions = ({
  visit: { t },
  settings,
  value,
  row,
}: {
  visit: Visit
  settings: DossierSettings
  value: string
  row?: number
}) => (
  <Select
    t={t}
    name="retention"
    label={t('dossiers.retention')}
    value={value}
    placeholder={null}
    options={[...new Set([...settings.retentions, value])].map(each => ({
      value: each,
      label: retentionText(t, each),
    }))}
    {...(row === undefined ? {} : { row })}
  />
)

const LineTable = ({
  visit,
  lines,
  settings,
  mine,
}: {
  visit: Visit
  lines: readonly LineView[]
  settings: DossierSettings
  mine: boolean
}) => {
  const { t } = visit
  const columns: Column<LineView>[] = [
    { key: 'title', label: t('dossiers.file-title'), heads: true, cell: row => <span lang="vi">{row.title}</span> },
    { key: 'code', label: t('dossiers.code'), cell: row => row.code },
    { key: 'kept', label: t('dossiers.retention'), cell: row => retentionText(t, row.retention) },
    { key: 'files', label: t('dossiers.files'), numeric: true, cell: row => t.number(row.files) },
    {
      key: 'change',
      label: t('dossiers.change'),
      screenOnly: true,
      cell: row =>
        row.ended ? (
          t('dossiers.line-ended')
        ) : mine ? (
          <Details summary={t('dossiers.change')}>
            <Form to={`/dossiers/lines/${row.id}`} command={visit.newCommand()} version={row.version}>
              <TextInput
                t={t}
                name="title"
                row={lines.indexOf(row) + 1}
                label={t('dossiers.file-title')}
                value={row.title}
                required
                lang="vi"
              />
              <Retentions visit={visit} settings={settings} value={row.retention} row={lines.indexOf(row) + 1} />
              <div class="actions">
                <Submit name="do" value="edit">
                  {t('dossiers.save')}
                </Submit>
                <Submit kind="secondary" name="do" value="end">
                  {t('dossiers.line-end')}
                </Submit>
              </div>
            </Form>
          </Details>
        ) : (
          ''
        ),
    },
  ]
  return <Table t={t} caption={t('dossiers.lines')} captionHidden columns={columns} rows={lines} />
}

export async function addLineForm(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const [code, title, retention] = [form.text('code'), form.text('title'), form.text('retention')]
  const year = form.number('year')
  const done = await visit.run(addLine, { unit: visit.signedIn().unit, year, code, title, retention }, form)
  return done.ok
    ? visit.done(`/dossiers/lines?year=${year}`, 'dossiers.done-line')
    : linesPage(visit, [done.problem], form)
}

export async function changeLineForm(visit: Visit): Promise<Response> {
  const line = idFrom<LineId>(visit.c.req.param('id'))
  if (!line) return notFound(visit)
  const form = await visit.form()
  const at = { line, version: form.number('version') }
  const done =
    form.text('do') === 'end'
      ? await visit.run(endLine, at, form)
      : await visit.run(editLine, { ...at, title: form.text('title'), retention: form.text('retention') }, form)
  return done.ok ? visit.done('/dossiers/lines', 'dossiers.done-line') : linesPage(visit, [done.problem])
}
