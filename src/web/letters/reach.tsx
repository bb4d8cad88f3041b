import type { Coverage, DeliveryNode, LetterView } from '../../reports/index.ts'
import { StackedBar, Table, TreePicture, type Column, type TreeNode, type TreeState } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

/** How far the letter has come, over everything that passes it on: one bar, the tree, and the same by area. */
export const Reach = ({
  visit,
  letter,
  coverage,
  tree,
}: {
  visit: Visit
  letter: LetterView
  coverage: Coverage
  tree: readonly DeliveryNode[]
}) => {
  const { t } = visit
  const { total } = coverage
  const columns: Column<Coverage['byArea'][number]>[] = [
    { key: 'area', label: t('units.area'), cell: row => <span lang="vi">{row.areaName}</span>, heads: true },
    { key: 'sent', label: t('letters.reach-sent'), cell: row => t.number(row.sent), numeric: true },
    { key: 'opened', label: t('letters.reach-opened'), cell: row => t.number(row.opened), numeric: true },
    {
      key: 'acknowledged',
      label: t('letters.reach-acknowledged'),
      cell: row => t.number(row.acknowledged),
      numeric: true,
    },
    { key: 'returned', label: t('letters.reach-returned'), cell: row => t.number(row.returned), numeric: true },
    { key: 'passedOn', label: t('letters.reach-passed-on'), cell: row => t.number(row.passedOn), numeric: true },
    {
      key: 'tasks',
      label: t('letters.reach-tasks'),
      cell: row => t('letters.of', { part: row.tasksTaken, whole: row.tasks }),
      numeric: true,
    },
  ]
  return (
    <section>
      <h2>{t('letters.reach')}</h2>
      <StackedBar
        t={t}
        id="reach-bar"
        title={t('letters.reach-bar', { sent: total.sent, tasks: total.tasks, taken: total.tasksTaken })}
        parts={[
          { label: t('letters.reach-acknowledged'), value: total.acknowledged, tone: 'good' },
          { label: t('letters.reach-opened-only'), value: total.openedOnly, tone: 'info' },
          { label: t('letters.reach-waiting'), value: total.waiting, tone: 'neutral' },
          { label: t('letters.reach-returned'), value: total.returned, tone: 'bad' },
        ]}
      />
      <TreePicture t={t} id="reach-tree" title={t('letters.reach-tree')} nodes={nodesOf(letter, tree)} />
      <p class="screen-only">
        <a href={`/print/late/${letter.id}`}>{t('print.late-title')}</a>
      </p>
      <Table
        t={t}
        caption={t('letters.reach-by-area')}
        columns={columns}
        rows={[...coverage.byArea].sort((a, b) => b.sent - a.sent)}
      />
    </section>
  )
}

const stateOf = (node: DeliveryNode): TreeState =>
  node.status === '02'
    ? 'returned'
    : node.passedOn
      ? 'passed-on'
      : node.status !== '01'
        ? 'acknowledged'
        : node.openedAt
          ? 'opened'
          : 'sent'

/** The issuer at the root; who was sent a covering letter hangs below the unit that passed the letter on. */
export function nodesOf(letter: LetterView, tree: readonly DeliveryNode[]): TreeNode[] {
  // A delivery stands below the delivery whose covering letter brought it, else below the issuer.
  const passedBy = new Map(tree.flatMap(node => (node.passedOn ? [[node.passedOn, idOf(node)] as const] : [])))
  return [
    { id: 'root', parent: null, label: letter.issuer },
    ...tree.map(node => ({
      id: idOf(node),
      parent: node.document === letter.id ? 'root' : (passedBy.get(node.document) ?? `letter-${node.document}`),
      label: node.unitName,
      state: stateOf(node),
      href: `/units/${node.unit}`,
    })),
    ...letterRoots(letter, tree, passedBy),
  ]
}

const idOf = (node: DeliveryNode) => `${node.document}-${node.unit}`

/** A covering letter whose unit got the root on paper hangs directly below the issuer, under its own name. */
function letterRoots(
  letter: LetterView,
  tree: readonly DeliveryNode[],
  passedBy: ReadonlyMap<string, string>,
): TreeNode[] {
  const loose = new Map(
    tree.filter(node => node.document !== letter.id && !passedBy.has(node.document)).map(node => [node.document, node]),
  )
  return [...loose.values()].map(node => ({
    id: `letter-${node.document}`,
    parent: 'root',
    label: node.fromName,
    state: 'passed-on',
    href: `/letters/${node.document}`,
  }))
}
