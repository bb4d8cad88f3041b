import { assertNever, fold, type PlainDate } from '../kernel/index.ts'
import type { Role } from '../access/index.ts'
import type {
  AskRole,
  BookKind,
  DeliveryStatus,
  IncomingState,
  OutgoingState,
  PartState,
  Regime,
  Rhythm,
  TaskState,
} from './types.ts'

/** The rules of the office as data and pure functions: who moves what from where to where. */

/** One allowed step: from which states, to which, by whom, and what it needs besides. */
export type Step<State extends string, Need extends string> = {
  readonly from: readonly State[]
  readonly to: State | 'same'
  readonly by: readonly Role[]
  readonly needs?: readonly Need[]
}

/** Incoming at one office (Decree 30/2020, art. 20-24: register, submit, the leader's note, hand out). */
export const INCOMING = {
  submit: { from: ['registered'], to: 'submitted', by: ['clerk'] },
  note: { from: ['submitted', 'noted'], to: 'noted', by: ['leader'] },
  'hand-out': { from: ['noted'], to: 'handed_out', by: ['clerk'] },
} as const satisfies Record<string, Step<IncomingState, never>>

/** Outgoing of one office (Decree 30/2020, art. 8-18: draft, submit, sign, number, issue). Nothing unsigned is numbered. */
export const OUTGOING = {
  edit: { from: ['draft'], to: 'draft', by: ['officer', 'clerk', 'leader'] },
  submit: { from: ['draft'], to: 'submitted', by: ['officer', 'clerk', 'leader'] },
  'send-back': { from: ['submitted'], to: 'draft', by: ['leader'] },
  sign: { from: ['submitted'], to: 'signed', by: ['leader'] },
  number: { from: ['signed'], to: 'numbered', by: ['clerk'] },
  'cancel-number': { from: ['numbered'], to: 'signed', by: ['clerk'] },
  'edit-addressees': { from: ['draft', 'submitted'], to: 'same', by: ['officer', 'clerk', 'leader'] },
  // Who signs answers for where the letter goes: what is changed after the signature is signed anew. Its number stays.
  readdress: { from: ['signed', 'numbered'], to: 'submitted', by: ['officer', 'clerk', 'leader'] },
  'sign-again': { from: ['submitted'], to: 'numbered', by: ['leader'] },
  issue: { from: ['numbered'], to: 'issued', by: ['clerk'] },
} as const satisfies Record<string, Step<OutgoingState, never>>

/** What a step of a task needs beyond its state. */
export type TaskNeed = 'letter-sets-no-date' | 'letter-sets-date' | 'not-standing' | 'parts-done' | 'note-or-evidence'

/**
 * A task of one unit. A standing task is never done or late, so it is never finished; the unit's own date is only
 * for what the letter leaves open, and another date is asked of whoever set the first one. Done is what somebody can
 * read: the unit's words, or what shows it (a letter, a study session, an activity).
 */
export const TASK = {
  take: { from: ['asked'], to: 'taken', by: ['officer', 'leader'] },
  divide: { from: ['asked', 'taken', 'divided'], to: 'divided', by: ['officer', 'leader'] },
  'set-own-date': {
    from: ['asked', 'taken', 'divided'],
    to: 'same',
    by: ['officer', 'leader'],
    needs: ['letter-sets-no-date'],
  },
  'ask-date': {
    from: ['asked', 'taken', 'divided'],
    to: 'same',
    by: ['officer', 'leader'],
    needs: ['letter-sets-date'],
  },
  finish: {
    from: ['taken', 'divided'],
    to: 'done',
    by: ['officer', 'leader'],
    needs: ['not-standing', 'parts-done', 'note-or-evidence'],
  },
} as const satisfies Record<string, Step<TaskState, TaskNeed>>
export type TaskMove = keyof typeof TASK

export const PART = {
  take: { from: ['asked'], to: 'taken', by: ['officer', 'leader', 'clerk'] },
  finish: { from: ['asked', 'taken'], to: 'done', by: ['officer', 'leader', 'clerk'] },
} as const satisfies Record<string, Step<PartState, never>>

/** The state after a step, or null when the step does not start from this state. */
export const after = <State extends string>(step: Step<State, string>, state: State): State | null =>
  step.from.includes(state) ? (step.to === 'same' ? state : step.to) : null

/** What the table needs to know of a task. */
export type TaskFacts = {
  readonly state: TaskState
  readonly rhythm: Rhythm
  readonly dueOn: PlainDate | null
  readonly openParts: number
  /** Whether words come with the move or evidence is there already. */
  readonly shown: boolean
}

/** Whether the move is allowed, and if not what stands against it: the state, or the need that is not met. */
export function judgeTask(
  task: TaskFacts,
  move: TaskMove,
): { readonly to: TaskState } | { readonly against: 'state' | TaskNeed } {
  const step: Step<TaskState, TaskNeed> = TASK[move]
  const to = after(step, task.state)
  if (!to) return { against: 'state' }
  const unmet = (step.needs ?? []).find(need => !isMet(need, task))
  return unmet ? { against: unmet } : { to }
}

const isMet = (need: TaskNeed, task: TaskFacts): boolean => {
  switch (need) {
    case 'letter-sets-no-date':
      return task.dueOn === null
    case 'letter-sets-date':
      return task.dueOn !== null
    case 'not-standing':
      return task.rhythm !== 'standing'
    case 'parts-done':
      return task.openParts === 0
    case 'note-or-evidence':
      return task.shown
    default:
      return assertNever(need)
  }
}

/** A body asked twice by one clause has one task, in the stronger role. */
export const strongerRole = (a: AskRole, b: AskRole): AskRole => (STRENGTH[a] <= STRENGTH[b] ? a : b)
const STRENGTH: Readonly<Record<AskRole, number>> = { lead: 0, with: 1, through: 2 }

/**
 * A body asked to follow, check and urge how the letter is carried out. Checking alone is a duty of its own
 * (inspecting finances, say), so the words must be of following or urging, and about carrying out.
 */
export const isFollowing = (ask: { role: AskRole; act: string | null; sentence: string }): boolean =>
  ask.role === 'lead' &&
  /(theo doi|don doc)[^.;]*\b(thuc hien|trien khai|cong van nay|chi thi nay|ke hoach nay)/.test(
    fold(`${ask.act ?? ''} ${ask.sentence}`),
  )

/** "Như trên", "Như Kính gửi" stand for the addressees above; "Lưu …" is the file copy: neither names a further body. */
export const isAddressee = (phrase: string): boolean => !/^[\W_]*(nhu\b|luu\b)/.test(fold(phrase))

/** How a document may still be returned, received, and so on: returned only before it stands in the register. */
export const mayReturn = (status: DeliveryStatus): boolean => status === '01'
export const isReceived = (status: DeliveryStatus): boolean => status >= '03'

/** Settings of a book that an office has not set yet. */
export type BookDefaults = { readonly period: 'year' | 'term'; readonly per: 'all' | 'type' }

/**
 * The Party numbers per type and term; the Front and the mass organisations by term over all types (2052 in February
 * cannot be a yearly count); the State anew each year (Decree 30/2020, art. 15). Incoming books run by the year.
 * Copies have one series for all kinds of copies (Decree 30/2020, annex III; Guidance 36-HD/VPTW), by year or by term.
 * Defaults only: each office sets its own books.
 */
export function bookDefaults(direction: BookKind, lines: readonly string[]): BookDefaults {
  if (direction === 'incoming') return { period: 'year', per: 'all' }
  if (lines.includes('party') && !lines.some(line => line === 'government' || line === 'council'))
    return { period: 'term', per: direction === 'copies' ? 'all' : 'type' }
  if (lines.some(line => STATE_LINES.includes(line)) || lines.length === 0) return { period: 'year', per: 'all' }
  return { period: 'term', per: 'all' }
}
const STATE_LINES: readonly string[] = ['government', 'council', 'justice', 'security', 'military']

/** The series within a book on a day: the year, or the term that began on the newest day of `terms` not after it. */
export function seriesKey(
  book: BookDefaults,
  on: PlainDate,
  docType: string,
  terms: readonly PlainDate[],
): { period: string; type: string } {
  const began = [...terms]
    .sort()
    .filter(start => start <= on)
    .at(-1)
  return {
    period: book.period === 'year' ? on.slice(0, 4) : `term-${began ?? '0'}`,
    type: book.per === 'type' ? fold(docType) || 'cong van' : 'all',
  }
}

/** Type codes of Decree 30/2020 (annex III) and of Guidance 36-HD/VPTW; a State công văn has none. */
const TYPE_CODES: Readonly<Record<string, string>> = {
  'nghi quyet': 'NQ',
  'quyet dinh': 'QĐ',
  'chi thi': 'CT',
  'ket luan': 'KL',
  'quy che': 'QC',
  'quy dinh': 'QyĐ',
  'thong cao': 'TC',
  'thong bao': 'TB',
  'huong dan': 'HD',
  'chuong trinh': 'CTr',
  'ke hoach': 'KH',
  'phuong an': 'PA',
  'de an': 'ĐA',
  'du an': 'DA',
  'bao cao': 'BC',
  'bien ban': 'BB',
  'to trinh': 'TTr',
  'hop dong': 'HĐ',
  'cong dien': 'CĐ',
  'giay moi': 'GM',
  'cong van': 'CV',
}

/** The symbol that an office gives its letter: `CV/TU` in the Party, `KH-UBND` and `MTTQ-BTT` in the State's layout. */
export function composeSymbol(regime: Regime, docType: string, office: string): string {
  const code = TYPE_CODES[fold(docType) || 'cong van'] ?? ''
  if (regime === 'state') return code === 'CV' || code === '' ? office : `${code}-${office}`
  // The Party writes quy định as QĐ too (66-QĐ/TW).
  return `${(code === 'QyĐ' ? 'QĐ' : code) || 'CV'}/${office}`
}

/** The office's own sign in a symbol that it used before: `TU` of `CV/TU`, `MTTQ-BTT` of `KH-MTTQ-BTT`. */
export function officeSign(regime: Regime, symbol: string): string {
  if (regime !== 'state') return symbol.slice(symbol.indexOf('/') + 1).trim()
  const [first = '', ...rest] = symbol.split('-')
  return rest.length > 0 && Object.values(TYPE_CODES).includes(first.trim()) ? rest.join('-').trim() : symbol.trim()
}

/** The number as printed: `1016-CV/TU` in the Party and the Youth Union, `2052/MTTQ-BTT` in the State's layout. */
export const printedNumber = (regime: Regime | null, number: string | null, symbol: string | null): string =>
  number === null ? (symbol ?? '') : symbol ? `${number}${joinedByDash(regime, symbol) ? '-' : '/'}${symbol}` : number

/** Of a paper that is only cited the regime is unknown: a Party symbol has the slash inside (CT/TW), a State one not before its type (NĐ-CP, 2020/NĐ-CP). */
const joinedByDash = (regime: Regime | null, symbol: string): boolean =>
  regime === null ? /^\p{L}+\/\p{L}/u.test(symbol) : regime !== 'state'
