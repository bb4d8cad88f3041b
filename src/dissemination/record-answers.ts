import { no, problem, yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { ENTERS } from './policy.ts'
import { answerProblem, MOMENTS, QUESTIONS } from './rules.ts'
import { setAnswers } from './session.sql.ts'
import { stepSession } from './step-session.ts'
import type { Answer, SessionAt } from './types.ts'

export type RecordAnswers = SessionAt & {
  /** The three questions in their own words, or none. */
  readonly questions: readonly string[]
  /** Lines left empty are not named; what was entered before stays. */
  readonly answers: readonly Answer[]
}
const WORDS_MAX = 500

/** Enters the anonymous check before and after a session: how many were asked and how many answered rightly. */
export const recordAnswers = useCase<RecordAnswers, { readonly version: number }>(
  'dissemination.record-answers',
  ENTERS,
  async (tx, by, input) => {
    const step = await stepSession(tx, by, input)
    if (!step.ok) return step
    const questions = input.questions.map(words => words.trim())
    if (questions.length !== 0 && questions.length !== QUESTIONS.length)
      return no(problem('dissemination.three-questions', {}, { field: 'question', row: 1 }))
    const long = questions.findIndex(words => words.length > WORDS_MAX)
    if (long >= 0)
      return no(problem('dissemination.question-long', { max: WORDS_MAX }, { field: 'question', row: long + 1 }))
    if (input.answers.length === 0) return no(problem('dissemination.no-answers', {}, { field: 'asked', row: 1 }))
    const there = step.value.rows.reduce((sum, row) => sum + row.present + row.caughtUp, 0)
    const seen = new Set<string>()
    for (const [at, answer] of input.answers.entries()) {
      const known = MOMENTS.includes(answer.moment) && (QUESTIONS as readonly number[]).includes(answer.question)
      const key = `${answer.moment}/${answer.question}`
      if (!known || seen.has(key)) return no(problem('dissemination.answer-twice', {}, { row: at + 1, field: 'asked' }))
      seen.add(key)
      const wrong = answerProblem(answer, there, at + 1)
      if (wrong) return no(wrong)
    }
    await setAnswers(tx, by, input, questions.some(Boolean) ? questions : [], input.answers)
    return yes({ version: step.value.version + 1 })
  },
)
