import {
  dossiersOf,
  linesToChoose,
  mayOpen,
  openDossier,
  type DossierLineView,
  type DossierSettings,
  type LineId,
  type LineView,
} from '../../dossiers/index.ts'
import { letterAt } from '../../reports/index.ts'
import { idFrom, problem, type DocumentId, type Problem } from '../../kernel/index.ts'
import {
  Breadcrumbs,
  EmptyState,
  ErrorSummary,
  Form,
  Heading,
  LinkButton,
  Pager,
  Select,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { DossierBadge, retentionText } from './shared.tsx'

const SHOWN = 50
const STATES = ['open', 'closed', 'offered', 'archived'] as const

/** The unit's files of work, those in hand first. */
export async function showDossiers(visit: Visit): Promise<Response> {
  const { t, c } = visit
  const actor = visit.signedIn()
  const state = STATES.find(one => one === c.req.query('state')) ?? ''
  const from = Math.min(Math.max(Math.trunc(Number(c.req.query('from')) || 0), 0), 100_000)
  const found = await visit.read(tx => dossiersOf(tx, actor.unit, { state, limit: SHOWN + 1, from }))
  const rows = found.slice(0, SHOWN)
  const path = (at: number) => `/dossiers?state=${state}&from=${at}`
  return visit.page(
    t('dossiers.title'),
    <>
      <Heading
        kicker={<span lang="vi">{actor.unitName}</span>}
        title={t('dossiers.title')}
        lead={t('dossiers.lead')}
        actions={
          <>
            {mayOpen(actor, actor.unit).ok && <LinkButton to="/dossiers/new">{t('dossiers.new')}</LinkButton>}
            <LinkButton to="/dossiers/lines" kind="secondary">
              {t('dossiers.lines')}
            </LinkButton>
            <LinkButton to="/handovers" kind="secondary">
              {t('handovers.title')}
            </LinkButton>
          </>
        }
      />
      <Form to="/dossiers" method="get" inline label={t('dossiers.filter')}>
        <Select
          t={t}
          name="state"
          label={t('dossiers.state')}
          value={state}
          placeholder={t('dossiers.state-all')}
          options={STATES.map(value => ({ value, label: t(`dossiers.state-${value}`) }))}
        />
        <Submit kind="secondary">{t('dossiers.filter-do')}</Submit>
      </Form>
      {rows.length === 0 ? (
        <EmptyState title={t('dossiers.none')}>
          <p>{t('dossiers.none-text')}</p>
        </EmptyState>
      ) : (
        <DossierTable visit={visit} rows={rows} />
      )}
      <Pager
        t={t}
        previous={from > 0 ? path(Math.max(0, from - SHOWN)) : null}
        next={found.length > SHOWN ? path(from + SHOWN) : null}
      />
    </>,
  )
}

export const DossierTable = ({ visit: { t }, rows }: { visit: Visit; rows: readonly DossierLineView[] }) => {
  const columns: Column<DossierLineView>[] = [
    {
      key: 'title',
      label: t('dossiers.file-title'),
      heads: true,
      cell: row => (
        <a href={`/dossiers/${row.id}`} lang="vi">
          {row.title}
        </a>
      ),
    },
    { key: 'code', label: t('dossiers.code'), cell: row => `${row.code}/${row.year}` },
    { key: 'state', label: t('dossiers.state'), cell: row => <DossierBadge t={t} state={row.state} /> },
    { key: 'kept', label: t('dossiers.retention'), cell: row => retentionText(t, row.retention) },
    { key: 'opened', label: t('dossiers.opened-on'), cell: row => t.date(row.openedOn) },
    { key: 'keeper', label: t('dossiers.keeper'), cell: row => <span lang="vi">{row.keeper ?? '–'}</span> },
  ]
  return <Table t={t} caption={t('dossiers.title')} captionHidden columns={columns} rows={rows} />
}

export const showNewDossier = (visit: Visit) => newPage(visit, [])

/** The form of a new file, for a letter when the address names one; what was typed stays when it is refused. */
async function newPage(visit: Visit, problems: readonly Problem[], typed?: FormValues): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const document = idFrom<DocumentId>(typed?.text('document') ?? visit.c.req.query('letter'))
  const year = Number(visit.at.today.slice(0, 4))
  const { letter, lines, settings } = await visit.read(async tx => ({
    letter: document ? await letterAt(tx, document, actor.unit) : null,
    ...(await linesToChoose(tx, actor.unit, year)),
  }))
  if (document && !letter) return notFound(visit)
  const title = t('dossiers.new')
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/dossiers', label: t('dossiers.title') }, { label: title }]} />
      <Heading
        kicker={<span lang="vi">{actor.unitName}</span>}
        title={title}
        lead={letter ? t('dossiers.new-of', { letter: letter.printed || letter.subject }) : t('dossiers.new-lead')}
      />
      <ErrorSummary t={t} problems={problems} />
      <Form to="/dossiers" command={visit.newCommand()} hidden={document ? { document } : {}}>
        <TextInput
          t={t}
          name="title"
          label={t('dossiers.file-title')}
          hint={t('dossiers.file-title-hint')}
          value={letter?.subject ?? ''}
          required
          lang="vi"
        />
        <LineFields visit={visit} lines={lines} settings={settings} />
        <Submit>{t('dossiers.open')}</Submit>
      </Form>
    </>,
    { problems },
  )
}

const LineFields = ({
  visit: { t },
  lines,
  settings,
}: {
  visit: Visit
  lines: readonly LineView[]
  settings: DossierSettings
}) => (
  <>
    <Select
      t={t}
      name="line"
      label={t('dossiers.line')}
      hint={t('dossiers.line-hint')}
      placeholder={t('dossiers.line-none')}
      options={lines
        .filter(line => !line.ended)
        .map(line => ({
          value: line.id,
          label: `${line.code} – ${line.title} (${retentionText(t, line.retention)})`,
        }))}
    />
    <TextInput t={t} name="code" label={t('dossiers.own-code')} hint={t('dossiers.own-code-hint')} width="short" />
    <Select
      t={t}
      name="retention"
      label={t('dossiers.retention')}
      value={settings.retention}
      placeholder={null}
      options={settings.retentions.map(value => ({ value, label: retentionText(t, value) }))}
    />
  </>
)

export async function openFromForm(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const line = idFrom<LineId>(form.text('line'))
  const code = form.text('code')
  if (!line && code === '')
    return newPage(visit, [problem('dossiers.code-missing', undefined, { field: 'code' })], form)
  const retention = form.text('retention')
  const done = await visit.run(
    openDossier,
    {
      unit: visit.signedIn().unit,
      document: idFrom<DocumentId>(form.text('document')),
      title: form.text('title'),
      line: line ? { line } : { code, retention },
    },
    form,
  )
  return done.ok
    ? visit.done(`/dossiers/${done.value.dossier}`, 'dossiers.done-opened')
    : newPage(visit, [done.problem], form)
}
