import assert from 'node:assert/strict'
import type { Played } from './play.ts'
import type { Visitor } from './visitor.ts'

/** Paths of what the second part of the story makes: a file, a hand-over and a proposal, each at the provincial committee. */
export type Filed = {
  readonly dossier: string
  readonly handover: string
  readonly advice: string
  /** A proposal not sent yet. */
  readonly draft: string
  readonly line: string
}

const pathOf = (answer: { status: number; location: string | null; html: string }): string => {
  assert.equal(answer.status, 303, answer.html.slice(0, 2000))
  return answer.location!.split('?')[0]!
}

/** The value of the option whose words begin so. */
export const optionOf = (html: string, words: string): string =>
  new RegExp(`<option value="([^"]+)"[^>]*>${words}`).exec(html)?.[1] ?? assert.fail(`an option ${words}`)

/** The committee's officer opens a file about the letter, its leader a hand-over; the Front's board proposes to it. */
export async function playFiles(played: Played): Promise<Filed> {
  const officer = await played.as('chuyenvien.tinh-uy')
  const leader = await played.as('lanhdao.tinh-uy')
  const form = await officer.get(`/dossiers/new?letter=${played.letter.split('/').at(-1)}`)
  const dossier = pathOf(
    await officer.submit(form, '/dossiers', { code: '03', title: 'Lãnh đạo công tác chữ thập đỏ' }),
  )
  const lines = (await leader.get('/dossiers/lines')).html
  const line = /action="(\/dossiers\/lines\/[^"]+)"/.exec(lines)?.[1] ?? assert.fail('a line')
  const opening = await leader.get('/handovers/new')
  const handover = pathOf(
    await leader.submit(opening, '/handovers', {
      giver: optionOf(opening.html, 'Tỉnh ủy Sóc Trăng – chuyên viên'),
      receiver: optionOf(opening.html, 'Tỉnh ủy Sóc Trăng – văn thư'),
      reason: 'phân công lại',
    }),
  )
  const proposer = await played.as('lanhdao.mttq-tinh')
  const [draft, advice] = [await draftAdvice(proposer), await draftAdvice(proposer)]
  await proposer.follow(await proposer.submit(await proposer.get(advice), '/send'))
  return { dossier, line, handover, advice, draft }
}

async function draftAdvice(leader: Visitor): Promise<string> {
  const page = await leader.get('/advice/new')
  return pathOf(
    await leader.submit(page, '/advice', {
      superior: optionOf(page.html, 'Tỉnh ủy Sóc Trăng'),
      subject: 'Tổ chức tổng kết phong trào',
      asked: 'Cho chủ trương và kinh phí',
    }),
  )
}
