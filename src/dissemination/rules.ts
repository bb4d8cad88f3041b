import { problem, type PlainDate, type Problem } from '../kernel/index.ts'
import type { Answer, AttendanceRow, Audience, AskedWhen, Group, Means, StudyForm } from './types.ts'

/** The rules of dissemination as data and pure functions: who is counted how, and what cannot be. */

export const FORMS: readonly StudyForm[] = ['quan-triet', 'pho-bien']
export const MEANS: readonly Means[] = ['meeting', 'online', 'joined']
/** From the nearest to the Party's own circle outward. */
export const AUDIENCES: readonly Audience[] = ['key-officers', 'party-members', 'organisation-members', 'public']
export const MOMENTS: readonly AskedWhen[] = ['before', 'after']

/** The floor of dissemination is also the limit of circulation: who may be told of a letter that goes down to there. */
const MAY_HEAR: Readonly<Record<string, readonly Audience[]>> = {
  'cap-uy': ['key-officers'],
  'chi-bo': ['key-officers', 'party-members'],
  'dang-vien': ['key-officers', 'party-members'],
  'nhan-dan': AUDIENCES,
}

/** The audiences that a letter with these floors may be made known to; words that no rule knows limit nothing. */
export const audiencesWithin = (floors: readonly string[]): readonly Audience[] =>
  AUDIENCES.filter(audience => floors.every(floor => (MAY_HEAR[floor] ?? AUDIENCES).includes(audience)))

/** More people than any province has in one line of a roll is a slip of the hand. */
export const PEOPLE_MAX = 10_000_000
export const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0 && n <= PEOPLE_MAX

/** A count as an officer types it, 1250 or 1.250; null for an empty box, NaN for what is no whole number. */
export const countFrom = (text: string): number | null => {
  const plain = text.trim()
  if (plain === '') return null
  return /^\d{1,12}$/.test(plain)
    ? Number(plain)
    : /^\d{1,3}([.\s]\d{3})+$/.test(plain)
      ? Number(plain.replace(/[.\s]/g, ''))
      : NaN
}

/** A session goes on for days at most; more is a slip of the hand in a date. */
export const DAYS_MAX = 31
const DAY_MS = 86_400_000

/** The instant that a clock in Viet Nam shows as `YYYY-MM-DDTHH:MM`, or null when no clock does. */
export function instantOf(local: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/.exec(local)
  const at = match ? new Date(`${match[1]}T${match[2]}:${match[3]}:00+07:00`) : null
  // 2023-02-30 is rolled over to March by the parser, and is no day.
  return at && !Number.isNaN(at.getTime()) && localOf(at).startsWith(match![1]!) ? at : null
}
/** What a clock in Viet Nam shows at an instant, `YYYY-MM-DDTHH:MM`. */
export const localOf = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 16)

export type Hours = { readonly from: Date; readonly until: Date }

/** When a session was held, or what is wrong with that: read in order, after the letter, over by now. */
export function hoursOf(
  given: { readonly from: string; readonly until: string },
  now: Date,
  issuedOn: PlainDate | null,
): Hours | Problem {
  const [from, until] = [instantOf(given.from), instantOf(given.until)]
  if (!from) return problem('dissemination.no-time', {}, { field: 'from' })
  if (!until) return problem('dissemination.no-time', {}, { field: 'until' })
  if (until <= from) return problem('dissemination.ends-before-it-begins', {}, { field: 'until' })
  if (until.getTime() - from.getTime() > DAYS_MAX * DAY_MS)
    return problem('dissemination.too-long', { days: DAYS_MAX }, { field: 'until' })
  if (until > now) return problem('dissemination.not-held-yet', {}, { field: 'until' })
  if (issuedOn && localOf(from).slice(0, 10) < issuedOn)
    return problem(
      'dissemination.before-the-letter',
      { date: issuedOn.split('-').reverse().join('/') },
      { field: 'from' },
    )
  return { from, until }
}

/** One line of a session: whole numbers, nobody counted twice, nobody present who was not called. */
export function lineProblem(line: AttendanceRow, row: number): Problem | null {
  const { called, present, caughtUp } = line
  for (const [field, n] of Object.entries({ called, present, caughtUp }))
    if (!isCount(n)) return problem('dissemination.not-a-count', { max: PEOPLE_MAX }, { row, field })
  if (called === 0) return problem('dissemination.nobody-called', {}, { row, field: 'called' })
  if (present > called)
    return problem('dissemination.more-present-than-called', { present, called }, { row, field: 'present' })
  return present + caughtUp > called
    ? problem('dissemination.more-reached-than-called', { present, caughtUp, called }, { row, field: 'caughtUp' })
    : null
}

/** The row, from 1, that names a group which an earlier row named already; 0 when none does. */
export function repeatedRow(rows: readonly Group[]): number {
  const seen = new Set<string>()
  for (const [at, { branch, audience }] of rows.entries()) {
    const key = `${branch}/${audience}`
    if (seen.has(key)) return at + 1
    seen.add(key)
  }
  return 0
}

/** Of fewer who answered one could guess who they were. */
export const ASKED_MIN = 5
export const QUESTIONS = [1, 2, 3] as const

/** One line of the check: whole numbers, no more right answers than people asked, no more asked than were there. */
export function answerProblem(answer: Answer, there: number, row: number): Problem | null {
  const { asked, correct } = answer
  if (!isCount(asked)) return problem('dissemination.not-a-count', { max: PEOPLE_MAX }, { row, field: 'asked' })
  if (!isCount(correct)) return problem('dissemination.not-a-count', { max: PEOPLE_MAX }, { row, field: 'correct' })
  if (asked < ASKED_MIN) return problem('dissemination.too-few-asked', { min: ASKED_MIN }, { row, field: 'asked' })
  if (asked > there) return problem('dissemination.more-asked-than-there', { asked, there }, { row, field: 'asked' })
  return correct > asked
    ? problem('dissemination.more-correct-than-asked', { correct, asked }, { row, field: 'correct' })
    : null
}

/** Whether a letter's sentence asks for what a session shows. */
export const asksForStudy = (sentence: string): boolean =>
  /quán\s+triệt|phổ\s+biến|nghiên\s+cứu|học\s+tập/i.test(sentence.normalize('NFC'))
