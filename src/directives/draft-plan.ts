import { no, problem, type DocumentId, type Result, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { textOf, type Block } from '../paper/index.ts'
import { draftAbout } from './draft-about.ts'
import type { Drafted } from './draft-outgoing.ts'
import { mustHoldLetter } from './held.sql.ts'
import { headingOf } from './pass-on.sql.ts'
import { plannedClauses, type PlannedClause } from './plan.sql.ts'
import { DRAFTS, mayDraft } from './policy.ts'
import { noSuchLetter } from './moved.sql.ts'
import { carriedWords, slashed } from './wording.ts'
import type { ClauseInput } from './types.ts'

export type DraftPlan = {
  readonly unit: UnitId
  /** The directive that the plan carries out. */
  readonly document: DocumentId
  /** Ordinals of its clauses; those that are work of this unit when absent, else all. */
  readonly clauses?: readonly number[]
}

/**
 * Drafts the unit's plan to carry out a directive that it holds: a row of its table for each clause, with who leads and
 * supports as the leader charged them, and the day that holds. The plan cites the directive and its clauses carry the
 * directive's on. Refuses what `mustHoldLetter` refuses and `directives.nothing-to-plan`.
 */
export const draftPlan = useCase<DraftPlan, Drafted>('directives.draft-plan', DRAFTS, async (tx, by, input) => {
  const may = mayDraft(by.actor, input.unit)
  if (!may.ok) return may
  const held: Result<unknown> = await mustHoldLetter(tx, input.document, input.unit)
  if (!held.ok) return held
  const directive = await headingOf(tx, input.document)
  if (!directive) return noSuchLetter()
  const chosen = choose(await plannedClauses(tx, input.document, input.unit), input.clauses)
  if (chosen.length === 0) return no(problem('directives.nothing-to-plan', {}, { field: 'clauses' }))
  const words = chosen.map(clause => carriedWords(clause.text, directive))
  return draftAbout(tx, by, {
    unit: input.unit,
    about: input.document,
    docType: 'kế hoạch',
    cites: 'based_on',
    to: [],
    clauses: chosen.map((clause, at) => carriedOn(clause, words[at]!, at, input.document)),
    words: (about, unit) => ({
      subject: `triển khai thực hiện ${about}`,
      body: planBody(about, unit, directive.subject, chosen, words),
    }),
  })
})

const choose = (clauses: readonly PlannedClause[], wanted?: readonly number[]): readonly PlannedClause[] => {
  if (wanted) return clauses.filter(clause => wanted.includes(clause.ordinal))
  const mine = clauses.filter(clause => clause.mine)
  return mine.length > 0 ? mine : clauses
}

/** Whom the plan asks is for its editor to say; until then a clause only shows where it comes from. */
const carriedOn = (clause: PlannedClause, text: string, at: number, document: DocumentId): ClauseInput => ({
  label: String(at + 1),
  text,
  force: clause.force ?? 'giao',
  rhythm: clause.rhythm,
  dueOn: clause.rhythm === 'deadline' ? (clause.own_due_on ?? clause.due_on) : null,
  dueText: clause.due_text,
  recurrence: clause.recurrence,
  asks: [],
  sources: [{ document, ordinal: clause.ordinal }],
})

const dueWords = (clause: PlannedClause): string => {
  const day = clause.own_due_on ?? clause.due_on
  if (day) return `Trước ngày ${slashed(day)}`
  return clause.due_text?.trim() || (clause.rhythm === 'recurring' ? 'Định kỳ' : 'Thường xuyên')
}

/** Decree 30/2020 annex III: a plan says why, what, who does what by when, and who sees to it. */
function planBody(
  about: string,
  unit: string,
  subject: string,
  clauses: readonly PlannedClause[],
  words: readonly string[],
): string {
  const table: Block = {
    kind: 'table',
    caption: 'Phân công nhiệm vụ',
    head: ['TT', 'Nội dung', 'Chủ trì', 'Phối hợp', 'Thời hạn'],
    align: ['centre', 'left', 'left', 'left', 'left'],
    rows: clauses.map((clause, at) => [
      String(at + 1),
      oneLine(words[at]!),
      clause.lead.join('; ') || unit,
      clause.with.join('; '),
      oneLine(dueWords(clause)),
    ]),
  }
  return [
    `Căn cứ ${about}${subject ? ` về việc ${oneLine(subject)}` : ''}; ${unit} xây dựng kế hoạch triển khai thực hiện như sau:`,
    'I. MỤC ĐÍCH, YÊU CẦU',
    `1. Tổ chức quán triệt, triển khai đầy đủ, kịp thời các nội dung của ${about}.`,
    '2. Phân công rõ người, rõ việc, rõ thời hạn; gắn trách nhiệm của từng cơ quan, đơn vị với kết quả thực hiện.',
    'II. NỘI DUNG VÀ PHÂN CÔNG THỰC HIỆN',
    textOf([table]),
    'III. TỔ CHỨC THỰC HIỆN',
    '1. Các cơ quan, đơn vị, cá nhân được phân công chủ động thực hiện, báo cáo kết quả đúng thời hạn.',
    '2. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, kịp thời phản ánh để xem xét, điều chỉnh.',
  ].join('\n\n')
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
