import { isDeepStrictEqual } from 'node:util'
import type { RollLine } from '../dissemination/index.ts'
import type { Entry, Fate, FormLayout, PreviewLine, Recorded } from './types.ts'

/** How things stand that a workbook speaks of, besides what earlier returns of the same form recorded. */
export type Standing = {
  readonly recorded: readonly Recorded[]
  readonly tasks: ReadonlyMap<number, { readonly state: string; readonly version: number }>
  readonly roll: readonly RollLine[]
}

/** An entry with what would become of it, and what was recorded under its key before. */
export type Judged = { readonly entry: Entry; readonly fate: Exclude<Fate, 'gone'>; readonly before: Recorded | null }

/**
 * Compares a return with what is there. The same thing said again is 'already', the same thing said otherwise 'changed'.
 * Sent twice, a file has nothing new: that is what makes it safe to send again.
 */
export function judge(entries: readonly Entry[], standing: Standing): Judged[] {
  const recorded = new Map(standing.recorded.map(each => [`${each.kind}/${each.key}`, each]))
  return entries.map(entry => {
    const before = recorded.get(`${entry.kind}/${entry.key}`) ?? null
    if (entry.kind === 'tasks') return { entry, before, fate: isDone(entry, standing) ? 'already' : 'new' }
    if (entry.kind === 'roll') return rollFate(entry, standing)
    if (!before) return { entry, before, fate: 'new' }
    return { entry, before, fate: isDeepStrictEqual(plain(before.fill), plain(entry.fill)) ? 'already' : 'changed' }
  })
}

const plain = (fill: unknown): unknown => JSON.parse(JSON.stringify(fill))

/** A task that is done stays done, and one that is taken up is not taken up again. */
const isDone = ({ fill }: Extract<Entry, { kind: 'tasks' }>, { tasks }: Standing): boolean => {
  const state = tasks.get(fill.clause)?.state
  return fill.done === 'finished' ? state === 'done' : state !== undefined && state !== 'asked'
}

function rollFate(entry: Extract<Entry, { kind: 'roll' }>, { roll }: Standing): Judged {
  const { branch, audience, people } = entry.fill
  const line = roll.find(each => each.branch === branch && each.audience === audience)
  const before = line
    ? ({ kind: 'roll', key: entry.key, fill: { branch, audience, people: line.people }, thing: null } as const)
    : null
  return { entry, before, fate: !line ? 'new' : line.people === people ? 'already' : 'changed' }
}

/** What a person is shown before anything is recorded; what stood in an earlier return and not in this one is named, and stays. */
export const previewOf = (
  judged: readonly Judged[],
  recorded: readonly Recorded[],
  layout: FormLayout,
): PreviewLine[] => {
  const branchName = (fill: Entry['fill']) =>
    'branch' in fill ? (layout.branches.find(branch => branch.id === fill.branch)?.name ?? null) : null
  const keys = new Set(judged.map(({ entry }) => `${entry.kind}/${entry.key}`))
  return [
    ...judged.map(({ entry, fate, before }) => ({
      kind: entry.kind,
      row: entry.rows[0] ?? null,
      fate,
      fill: entry.fill,
      branchName: branchName(entry.fill),
      before: fate === 'changed' && before ? before.fill : null,
    })),
    ...recorded
      .filter(each => each.thing !== null && !keys.has(`${each.kind}/${each.key}`))
      .map(each => ({
        kind: each.kind,
        row: null,
        fate: 'gone' as const,
        fill: each.fill,
        branchName: null,
        before: null,
      })),
  ]
}
