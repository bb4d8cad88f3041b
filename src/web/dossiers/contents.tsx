import type { DossierView, Paper } from '../../dossiers/index.ts'
import {
  Checkbox,
  DateInput,
  Details,
  FileInput,
  Form,
  PostButton,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import { periodName } from '../../reports/index.ts'
import type { Visit } from '../visit.ts'

/** A paper's own words, or what it is when it has none of its own. */
export const paperTitle = (visit: Visit, paper: Paper): string => {
  if (paper.source === 'report') return reportTitle(visit, paper)
  return paper.subject || visit.t(`dossiers.source-${paper.source}`)
}

/** A report is listed by its period's key, so that a list frozen years ago is still read in the reader's words. */
function reportTitle({ t }: Visit, { subject }: Paper): string {
  const [key = '', revision] = subject.split('/')
  return [periodName(t, key), ...(revision ? [t('reports.revision', { n: revision })] : [])].join(', ')
}
/** A report's title is in the reader's language, any other paper's in its own. */
const ownLanguage = (paper: Paper) => (paper.source === 'report' ? {} : { lang: 'vi' })

/** The columns that paper has too: number, day, author, what it is, pages. */
export const contentColumns = (visit: Visit, papers: readonly Paper[]): Column<Paper>[] => {
  const { t } = visit
  return [
    { key: 'nth', label: t('dossiers.nth'), numeric: true, cell: row => t.number(papers.indexOf(row) + 1) },
    { key: 'number', label: t('dossiers.number'), cell: row => row.number || '–' },
    { key: 'dated', label: t('dossiers.dated'), cell: row => (row.dated ? t.date(row.dated) : '–') },
    {
      key: 'subject',
      label: t('dossiers.subject'),
      heads: true,
      cell: row =>
        row.link ? (
          <a href={row.link} {...ownLanguage(row)}>
            {paperTitle(visit, row)}
          </a>
        ) : (
          <span {...ownLanguage(row)}>{paperTitle(visit, row)}</span>
        ),
    },
    { key: 'author', label: t('dossiers.author'), cell: row => <span lang="vi">{row.author || '–'}</span> },
    { key: 'source', label: t('dossiers.kind'), cell: row => t(`dossiers.source-${row.source}`) },
    { key: 'pages', label: t('dossiers.pages'), numeric: true, cell: row => (row.pages ? t.number(row.pages) : '–') },
  ]
}

/** Mục lục văn bản, with the files and, while the file is open, what can be said of each paper. */
export const Contents = ({
  visit,
  dossier,
  papers,
  mine,
}: {
  visit: Visit
  dossier: DossierView
  papers: readonly Paper[]
  mine: boolean
}) => {
  const { t } = visit
  const columns: Column<Paper>[] = [
    ...contentColumns(visit, papers),
    {
      key: 'files',
      label: t('dossiers.files'),
      screenOnly: true,
      cell: row =>
        row.files.length === 0 ? (
          ''
        ) : (
          <ul class="plain">
            {row.files.map(file => (
              <li>
                <a href={`/files/${file.id}`}>{file.name}</a>
              </li>
            ))}
          </ul>
        ),
    },
    ...(mine
      ? [
          {
            key: 'say',
            label: t('dossiers.change'),
            screenOnly: true,
            cell: (row: Paper) => <Say visit={visit} dossier={dossier} paper={row} nth={papers.indexOf(row) + 1} />,
          },
        ]
      : []),
  ]
  return (
    <section>
      <h2>{t('dossiers.contents')}</h2>
      <p class="muted">{t(dossier.state === 'open' ? 'dossiers.contents-open' : 'dossiers.contents-frozen')}</p>
      <Table
        t={t}
        caption={t('dossiers.contents')}
        captionHidden
        columns={columns}
        rows={papers}
        empty={t('dossiers.contents-none')}
      />
    </section>
  )
}

/** Pages and leaving out, for what came by itself; taking out again, for what was put in by hand. */
const Say = ({ visit, dossier, paper, nth }: { visit: Visit; dossier: DossierView; paper: Paper; nth: number }) => {
  const { t } = visit
  const common = { command: visit.newCommand(), version: dossier.version }
  return (
    <Details summary={t('dossiers.change')}>
      {paper.source === 'hand' ? (
        <Form to={`/dossiers/${dossier.id}/remove`} {...common} hidden={{ paper: paper.id }}>
          <TextInput t={t} name="why" row={nth} label={t('dossiers.remove-why')} required lang="vi" />
          <Submit kind="secondary">{t('dossiers.remove')}</Submit>
        </Form>
      ) : (
        <Form to={`/dossiers/${dossier.id}/mark`} {...common} hidden={{ source: paper.source, id: paper.id }}>
          <TextInput
            t={t}
            name="pages"
            row={nth}
            label={t('dossiers.pages')}
            value={paper.pages ? String(paper.pages) : ''}
            inputmode="numeric"
          />
          <TextInput t={t} name="leftOutWhy" row={nth} label={t('dossiers.leave-out-why')} lang="vi" />
          <Submit kind="secondary">{t('dossiers.save')}</Submit>
        </Form>
      )}
    </Details>
  )
}

/** What was left out or taken out again: in view, with its reason, and brought back with one button. */
export const LeftOut = ({ visit, dossier, mine }: { visit: Visit; dossier: DossierView; mine: boolean }) => {
  const { t } = visit
  const out = dossier.marks.filter(mark => mark.leftOutWhy !== null)
  if (out.length + dossier.removed.length === 0) return null
  return (
    <Details summary={t('dossiers.left-out', { count: out.length + dossier.removed.length })}>
      <ul class="plain">
        {dossier.removed.map(paper => (
          <li>
            <span lang="vi">{[paper.number, paper.subject].filter(Boolean).join(' – ')}</span>:{' '}
            <span class="muted">{paper.removedWhy}</span>
          </li>
        ))}
        {out.map(mark => (
          <li>
            {t(`dossiers.source-${mark.source}`)}: <span class="muted">{mark.leftOutWhy}</span>{' '}
            {mine && (
              <PostButton
                to={`/dossiers/${dossier.id}/mark`}
                command={visit.newCommand()}
                version={dossier.version}
                hidden={{ source: mark.source, id: mark.id, pages: mark.pages ? String(mark.pages) : '' }}
              >
                {t('dossiers.bring-back')}
              </PostButton>
            )}
          </li>
        ))}
      </ul>
    </Details>
  )
}

export const AddPaper = ({ visit, dossier }: { visit: Visit; dossier: DossierView }) => {
  const { t } = visit
  return (
    <Details summary={t('dossiers.add')}>
      <p class="muted">{t('dossiers.add-text')}</p>
      <Form to={`/dossiers/${dossier.id}/papers`} command={visit.newCommand()} version={dossier.version} files>
        <TextInput t={t} name="subject" label={t('dossiers.subject')} required lang="vi" />
        <TextInput t={t} name="number" label={t('dossiers.number')} width="short" />
        <DateInput t={t} name="dated" label={t('dossiers.dated')} />
        <TextInput t={t} name="author" label={t('dossiers.author')} lang="vi" />
        <TextInput t={t} name="pages" label={t('dossiers.pages')} inputmode="numeric" />
        <FileInput t={t} name="file" label={t('dossiers.file')} hint={t('dossiers.file-hint')} />
        <Checkbox t={t} name="declaredOpen" label={t('dossiers.declare-open')} />
        <Submit>{t('dossiers.add-do')}</Submit>
      </Form>
    </Details>
  )
}
