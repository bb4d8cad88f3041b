import { missingTextRequest } from '../../directives/index.ts'
import type { DocumentId } from '../../kernel/index.ts'
import {
  letterWithClauses,
  papersAround,
  type ClauseThread,
  type LetterView,
  type Paper,
  type PaperLink,
} from '../../reports/index.ts'
import type { T } from '../../words/index.ts'
import {
  Breadcrumbs,
  Heading,
  PostButton,
  Table,
  ThreadPicture,
  type Column,
  type ThreadEdge,
  type ThreadNode,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { letterForm, letterNamed } from './address.ts'
import { letterPage } from './letter.tsx'
import { LetterTabs } from './tabs.tsx'
import { clauseName } from './clause-name.ts'

/** Units drawn under one clause; the table below the picture and the letter's page name the rest. */
const UNITS_DRAWN = 6

/** The thread: which paper rests on which, and letter → clause → task → unit; every box is a link, both ways. */
export async function showThread(visit: Visit): Promise<Response> {
  const { t } = visit
  const id = letterNamed(visit)
  const found =
    id &&
    (await visit.read(async tx => {
      const here = await letterWithClauses(tx, id, visit.signedIn().unit, visit.at.today)
      return here && { ...here, around: await papersAround(tx, id) }
    }))
  if (!id || !found) return notFound(visit)
  const { letter, clauses, around } = found
  const title = letter.printed || t('letters.no-number')
  const gaps = around.papers.filter(paper => !paper.held)
  const work = workGraph(letter, clauses, t)
  return visit.page(
    t('letters.thread-title', { letter: title }),
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/letters', label: t('web.nav-letters') },
          { href: `/letters/${letter.id}`, label: title },
          { label: t('letters.view-thread') },
        ]}
      />
      <Heading title={t('letters.thread-title', { letter: title })} lead={t('letters.thread-lead')} />
      <LetterTabs visit={visit} document={id} own={letter.outgoing !== null} current="thread" />
      <h2>{t('letters.graph')}</h2>
      <ThreadPicture
        t={t}
        id="papers"
        title={t('letters.graph')}
        nodes={around.papers.map(paper => paperNode(paper, letter.id, t))}
        edges={around.links.map(link => paperEdge(link, t))}
      />
      {gaps.length > 0 && <Gaps visit={visit} gaps={gaps} />}
      {clauses.length > 0 && (
        <>
          <h2>{t('letters.work-graph')}</h2>
          <ThreadPicture t={t} id="work" title={t('letters.work-graph')} nodes={work.nodes} edges={work.edges} />
        </>
      )}
    </>,
    { wide: true },
  )
}

const paperNode = (paper: Paper, current: DocumentId, t: T): ThreadNode => ({
  id: paper.id,
  label: paper.number || t('letters.no-number'),
  kind: paper.docType ?? '',
  detail: [paper.issuer, paper.issuedOn ? t.date(paper.issuedOn) : ''].filter(Boolean).join(', '),
  href: `/letters/${paper.id}`,
  missing: !paper.held,
  current: paper.id === current,
})

/** Drawn from the paper that is cited to the one that cites it, so that time runs to the right. */
const paperEdge = (link: PaperLink, t: T): ThreadEdge => ({
  from: link.to,
  to: link.from,
  label: t(`letters.cites-${link.kind}`),
})

const Gaps = ({ visit, gaps }: { visit: Visit; gaps: readonly Paper[] }) => {
  const { t } = visit
  const columns: Column<Paper>[] = [
    {
      key: 'number',
      label: t('letters.letter'),
      cell: row => (
        <a href={`/letters/${row.id}`} lang="vi">
          {[row.docType, row.number].filter(Boolean).join(' ')}
        </a>
      ),
      heads: true,
    },
    { key: 'issuer', label: t('letters.field-issuer'), cell: row => <span lang="vi">{row.issuer}</span> },
    { key: 'date', label: t('letters.field-issuedOn'), cell: row => (row.issuedOn ? t.date(row.issuedOn) : '—') },
    {
      key: 'ask',
      label: t('letters.request-text'),
      screenOnly: true,
      cell: row => (
        <PostButton
          to={`/letters/${row.id}/request-text`}
          command={visit.newCommand()}
          label={`${t('letters.request-text')}: ${row.number}`}
        >
          {t('letters.request-text')}
        </PostButton>
      ),
    },
  ]
  return <Table t={t} caption={t('letters.gaps', { count: gaps.length })} columns={columns} rows={gaps} />
}

function workGraph(
  letter: LetterView,
  clauses: readonly ClauseThread[],
  t: T,
): { nodes: ThreadNode[]; edges: ThreadEdge[] } {
  const nodes: ThreadNode[] = [
    {
      id: 'letter',
      label: letter.printed || t('letters.no-number'),
      kind: letter.docType ?? '',
      current: true,
      href: `/letters/${letter.id}`,
    },
  ]
  const edges: ThreadEdge[] = []
  for (const clause of clauses) {
    const id = `clause-${clause.ordinal}`
    nodes.push({
      id,
      label: clauseName(t, clause.label),
      kind: clause.force ? t(`letters.force-${clause.force}`) : '',
      detail: t(`task.rhythm-${clause.rhythm}`),
      href: `/letters/${letter.id}#${id}`,
    })
    edges.push({ from: 'letter', to: id })
    for (const next of clause.carriedOnBy) {
      const other = `${next.document}-${next.ordinal}`
      if (!nodes.some(node => node.id === other))
        nodes.push({
          id: other,
          label: t('letters.clause-of', {
            clause: clauseName(t, next.label),
            letter: next.number || t('letters.no-number'),
          }),
          kind: t('letters.carried-on'),
          href: `/letters/${next.document}#clause-${next.ordinal}`,
        })
      edges.push({ from: id, to: other })
    }
    for (const unit of clause.units.slice(0, UNITS_DRAWN)) {
      const task = `task-${clause.ordinal}-${unit.unit}`
      nodes.push({
        id: task,
        label: unit.name,
        kind: t(`task.role-${unit.role}`),
        detail: t(`task.state-${unit.state}`),
        href: `/tasks/${letter.id}/${clause.ordinal}/${unit.unit}`,
      })
      edges.push({ from: id, to: task })
    }
    const rest = clause.tasks - UNITS_DRAWN
    if (rest > 0) {
      nodes.push({
        id: `rest-${clause.ordinal}`,
        label: t('letters.and-more', { count: rest }),
        href: `/letters/${letter.id}#${id}`,
      })
      edges.push({ from: id, to: `rest-${clause.ordinal}` })
    }
  }
  return { nodes, edges }
}

/** Drafts the letter that asks the issuer of a gap for its text. */
export async function requestMissing(visit: Visit): Promise<Response> {
  const id = letterNamed(visit)
  if (!id) return notFound(visit)
  const form = await visit.form()
  const done = await visit.run(missingTextRequest, { unit: letterForm(visit, form, id).unit, gap: id }, form)
  return done.ok
    ? visit.done(`/letters/${done.value.document}`, 'letters.done-request')
    : letterPage(visit, id, [done.problem])
}
