import {
  catchUp,
  countFrom,
  recordAnswers,
  withdrawSession,
  type Answer,
  type CatchUp,
  type SessionAt,
} from '../../dissemination/index.ts'
import type { Problem, Result } from '../../kernel/index.ts'
import { notFound, shownRows } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { letterOfPage, sessionOfPage, sessionPath } from './address.ts'
import { CHECK_ROWS, checkName } from './check-form.tsx'
import { caughtUpName, sessionPage } from './session.tsx'

/** The forms of a session's page; each answers by showing the session again, or what stands against it. */

type Moved = { readonly result: Result<unknown>; readonly shown?: readonly number[] }

const moving =
  (message: string, move: (visit: Visit, form: FormValues, at: SessionAt) => Promise<Moved>) =>
  async (visit: Visit): Promise<Response> => {
    const [document, session] = [letterOfPage(visit), sessionOfPage(visit)]
    if (!document || !session) return notFound(visit)
    const form = await visit.form()
    const at = { unit: visit.signedIn().unit, document, session, version: form.number('version') }
    const { result, shown } = await move(visit, form, at)
    if (result.ok) return visit.done(sessionPath(document, session), message)
    const refused: Problem = shown ? shownRows(result.problem, shown) : result.problem
    return sessionPage(visit, document, session, [refused])
  }

export const saveCaughtUp = moving('study.done-caught-up', async (visit, form, at) => {
  const rows = form.all('group').map(group => {
    const [branch, audience] = group.split('/')
    const row = { branch, audience } as CatchUp['rows'][number]
    return { ...row, caughtUp: countFrom(form.text(caughtUpName(row))) ?? 0 }
  })
  return { result: await visit.run(catchUp, { ...at, rows }, form) }
})

export const takeBackSession = moving('study.done-withdrawn', async (visit, form, at) => ({
  result: await visit.run(withdrawSession, { ...at, why: form.text('why') }, form),
}))

export const saveAnswers = moving('study.done-answers', async (visit, form, at) => {
  const sent = CHECK_ROWS.flatMap((row, index): { answer: Answer; shown: number }[] => {
    const [asked, correct] = [
      countFrom(form.text(checkName(row, 'asked'))),
      countFrom(form.text(checkName(row, 'correct'))),
    ]
    if (asked === null && correct === null) return []
    return [{ answer: { ...row, asked: asked ?? 0, correct: correct ?? 0 }, shown: index + 1 }]
  })
  const questions = form.all('question')
  return {
    result: await visit.run(recordAnswers, { ...at, questions, answers: sent.map(each => each.answer) }, form),
    shown: sent.map(each => each.shown),
  }
})
