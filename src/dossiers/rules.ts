import type { PlainDate } from '../kernel/index.ts'
import type { Role } from '../access/index.ts'
import type { DossierState, HandoverState, Mark, Paper } from './types.ts'

/** The rules of files and hand-overs as data and pure functions: who moves what from where to where. */

/** One allowed step: from which states, to which, by whom at the unit, and what it needs besides. */
export type Step<State extends string, Need extends string> = {
  readonly from: readonly State[]
  readonly to: State | 'same'
  readonly by: readonly Role[]
  readonly needs?: readonly Need[]
}

/**
 * A file of work (Decree 30/2020, articles 29 and 30: opened, filled, ended, handed to the archive). `work-over`: no open
 * task, or a reason; `another-person`: who offers a file to the archive does not take it there.
 */
export const DOSSIER = {
  add: { from: ['open'], to: 'same', by: ['officer', 'clerk', 'leader'] },
  close: { from: ['open'], to: 'closed', by: ['officer', 'leader'], needs: ['work-over', 'some-paper'] },
  reopen: { from: ['closed'], to: 'open', by: ['officer', 'leader'], needs: ['reason'] },
  offer: { from: ['closed'], to: 'offered', by: ['officer', 'clerk', 'leader'] },
  archive: { from: ['offered'], to: 'archived', by: ['clerk'], needs: ['another-person', 'place'] },
  decline: { from: ['offered'], to: 'closed', by: ['clerk', 'officer', 'leader'], needs: ['reason'] },
} as const satisfies Record<
  string,
  Step<DossierState, 'reason' | 'work-over' | 'some-paper' | 'another-person' | 'place'>
>
export type DossierMove = keyof typeof DOSSIER

/**
 * A hand-over between two officers of a unit. `giver` and `receiver` sign with their own account and nobody signs for them;
 * where the giver is gone a leader who is neither states it openly.
 */
export const HANDOVER = {
  remark: { from: ['open'], to: 'same', by: ['officer', 'clerk', 'leader', 'admin'] },
  give: { from: ['open'], to: 'given', by: ['officer', 'clerk', 'leader', 'reader', 'admin'], needs: ['giver'] },
  'confirm-gone': { from: ['open'], to: 'given', by: ['leader'], needs: ['neither', 'reason'] },
  'give-back': { from: ['given'], to: 'open', by: ['officer', 'clerk', 'leader'], needs: ['receiver', 'reason'] },
  take: { from: ['given'], to: 'done', by: ['officer', 'clerk', 'leader'], needs: ['receiver'] },
  cancel: { from: ['open', 'given'], to: 'cancelled', by: ['leader', 'admin'], needs: ['reason'] },
} as const satisfies Record<string, Step<HandoverState, 'giver' | 'receiver' | 'neither' | 'reason'>>
export type HandoverMove = keyof typeof HANDOVER

/** The state after a step, or null when the step does not start from this state. */
export const after = <State extends string>(step: Step<State, string>, state: State): State | null =>
  step.from.includes(state) ? (step.to === 'same' ? state : step.to) : null

/**
 * The contents list: what came by itself and what was put in by hand, without what was left out, each paper once, in the
 * order in which the work went on. A paper without a day stands last. The same paper from two sources stands where the
 * first source of the table put it.
 */
export function contentsOf(
  gathered: readonly Paper[],
  byHand: readonly Paper[],
  marks: readonly Mark[],
): readonly Paper[] {
  const said = new Map(marks.map(mark => [keyOf(mark), mark]))
  const once = new Map<string, Paper>()
  for (const paper of [...gathered, ...byHand]) {
    const mark = said.get(keyOf(paper))
    if (mark?.leftOutWhy || once.has(sameAs(paper))) continue
    once.set(sameAs(paper), { ...paper, pages: mark?.pages ?? paper.pages })
  }
  return [...once.values()].toSorted((a, b) => compare(a.dated ?? LAST_DAY, b.dated ?? LAST_DAY))
}
const LAST_DAY = '9999-12-31' as PlainDate
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const keyOf = (of: { source: string; id: string }): string => `${of.source}/${of.id}`
/** Two rows are the same paper when they lead to the same page, or are the same row of the same source. */
const sameAs = (paper: Paper): string => (paper.link?.startsWith('/letters/') ? paper.link : keyOf(paper))

/** Whether a duration is one that files may have: for ever, or up to 999 years. */
export const isRetention = (text: string): boolean => text === 'permanent' || /^[1-9][0-9]{0,2}$/.test(text)

/** The last day on which a closed file goes to the archive: the end of the year, so many years after its work ended. */
export const archiveBy = (closedOn: PlainDate, years: number): PlainDate =>
  `${String(Number(closedOn.slice(0, 4)) + years).padStart(4, '0')}-12-31` as PlainDate

/** The code of a further file under one line of the list: `03`, `03.2`, `03.3`. */
export const codeOf = (line: string, before: number): string => (before === 0 ? line : `${line}.${before + 1}`)
