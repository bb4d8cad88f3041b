import { readingOf, type ReadingId, type StoredReading } from '../../directives/index.ts'
import { idFrom } from '../../kernel/index.ts'
import type { Citation, Letter } from '../../paper/index.ts'
import type { T } from '../../words/index.ts'
import {
  Badge,
  Breadcrumbs,
  Card,
  Cards,
  Heading,
  LinkButton,
  Note,
  Table,
  ThreadPicture,
  type Column,
  type ThreadEdge,
  type ThreadNode,
} from '../kit/index.ts'
import { showScan } from './scan.tsx'
import type { Visit } from '../visit.ts'

/** The reading that the address names, when it belongs to a unit of the actor. */
export async function readingNamed(visit: Visit): Promise<StoredReading | null> {
  const id = idFrom<ReadingId>(visit.c.req.param('id'))
  return id ? visit.read(tx => readingOf(tx, id)) : null
}

/** What one file holds: each letter, what was left out, and which papers cite which. */
export async function showReading(visit: Visit): Promise<Response> {
  const { t } = visit
  const stored = await readingNamed(visit)
  if (!stored) return showScan(visit)
  const { documents, leftOut, text } = stored.reading
  const graph = citationGraph(documents, t)
  return visit.page(
    stored.name,
    <>
      <Breadcrumbs t={t} items={[{ href: '/read', label: t('web.nav-read') }, { label: stored.name }]} />
      <Heading title={t('letters.found', { count: documents.length })} lead={stored.name} />
      <Cards>
        {documents.map((letter, at) => (
          <Card
            title={letterTitle(letter, t)}
            kicker={[letter.parentIssuer, letter.issuer].filter(Boolean).join(' · ')}
          >
            <p lang="vi">{letter.subject}</p>
            <p>
              {letter.encloses.map(inner => (
                <Badge tone="info">
                  {t('letters.encloses', { letter: documents[inner] ? letterTitle(documents[inner], t) : '' })}
                </Badge>
              ))}
              {letter.circulation && (
                <Badge tone="warn">{t('letters.limit', { words: letter.circulation.text })}</Badge>
              )}
            </p>
            <LinkButton to={`/readings/${stored.id}/${at + 1}`} kind="primary">
              {t('letters.check', { letter: letterTitle(letter, t) })}
            </LinkButton>
          </Card>
        ))}
      </Cards>
      <h2>{t('letters.graph')}</h2>
      <p>{t('letters.graph-text')}</p>
      <ThreadPicture t={t} id="citations" title={t('letters.graph')} nodes={graph.nodes} edges={graph.edges} />
      <LeftOutList t={t} leftOut={leftOut} text={text} />
      <Note tone="info" title={t('letters.suggestion-title')}>
        <p>{t('letters.suggestion-text')}</p>
      </Note>
    </>,
  )
}

export const letterTitle = (letter: Pick<Letter, 'number' | 'symbol' | 'regime' | 'docType'>, t: T): string =>
  [letter.number ?? t('letters.no-number'), letter.symbol].filter(Boolean).join(letter.regime === 'party' ? '-' : '/')

type LeftOut = StoredReading['reading']['leftOut'][number]

const LeftOutList = ({ t, leftOut, text }: { t: T; leftOut: readonly LeftOut[]; text: string }) => {
  const columns: Column<LeftOut>[] = [
    { key: 'reason', label: t('letters.left-out-why'), cell: row => t(`letters.left-out-${row.reason}`), heads: true },
    { key: 'lines', label: t('letters.left-out-lines'), cell: row => t.number(row.lines), numeric: true },
    {
      key: 'words',
      label: t('letters.left-out-words'),
      cell: row => (
        <span lang="vi">{text.slice(row.start, Math.min(row.end, row.start + 60)).replace(/\s+/g, ' ')}…</span>
      ),
    },
  ]
  return (
    <>
      <h2>{t('letters.left-out')}</h2>
      {leftOut.length === 0 ? (
        <p>{t('letters.left-out-none')}</p>
      ) : (
        <Table t={t} caption={t('letters.left-out')} captionHidden columns={columns} rows={leftOut} />
      )}
    </>
  )
}

/** The same paper is cited with and without its date, with `-` or `/`: its number and symbol make it one node. */
const keyOf = (number: string): string =>
  number
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Who cites whom in one file, oldest on the left; papers that are cited and not in the file are gaps. */
export function citationGraph(documents: readonly Letter[], t: T): { nodes: ThreadNode[]; edges: ThreadEdge[] } {
  const nodes = new Map<string, ThreadNode>()
  const edges = new Map<string, ThreadEdge>()
  documents.forEach((letter, at) => {
    const key = keyOf(`${letter.number ?? at}${letter.symbol ?? ''}`)
    nodes.set(key, { id: key, label: letterTitle(letter, t), kind: letter.docType, detail: letter.issuer ?? '' })
  })
  const held = new Set(nodes.keys())
  const gap = (cited: Citation): string => {
    const key = keyOf(cited.number)
    if (!nodes.has(key))
      nodes.set(key, {
        id: key,
        label: cited.number,
        kind: cited.type,
        detail: cited.issuer ?? '',
        missing: !held.has(key),
      })
    return key
  }
  documents.forEach((letter, at) => {
    const from = keyOf(`${letter.number ?? at}${letter.symbol ?? ''}`)
    const told = new Set(letter.citations.flatMap(cited => (cited.cites === undefined ? [] : [cited.cites])))
    letter.citations.forEach((cited, index) => {
      const to = gap(cited)
      const behind = cited.cites === undefined ? undefined : letter.citations[cited.cites]
      if (behind) edges.set(`${gap(behind)}>${to}`, { from: gap(behind), to, label: t('letters.cites-continues') })
      // What is reached through another cited paper is drawn behind that one, not twice.
      if (to !== from && !told.has(index))
        edges.set(`${to}>${from}`, { from: to, to: from, label: t(`letters.cites-${cited.kind}`) })
    })
  })
  // A paper that the enclosed letter rests on needs no second line from the letter that forwards it.
  const all = [...edges.values()]
  return { nodes: [...nodes.values()], edges: all.filter(edge => !isShortcut(edge, all)) }
}

/** An edge that a longer way already tells (44 → 1016 → 2052 makes 44 → 2052 superfluous). */
function isShortcut(edge: ThreadEdge, all: readonly ThreadEdge[]): boolean {
  const seen = new Set<string>([edge.from])
  const open = all.filter(next => next !== edge && next.from === edge.from).map(next => next.to)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === edge.to) return true
    if (seen.has(at)) continue
    seen.add(at)
    for (const next of all) if (next.from === at) open.push(next.to)
  }
  return false
}
