import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { SAMPLE, type TestApp } from './app.ts'
import { aForm, Visitor, type Answer } from './visitor.ts'

/** Where the story of the two dispatches stands when it has been played: paths of its pages. */
export type Played = {
  readonly reading: string
  readonly letter: string
  readonly covering: string
  readonly passedOn: string
  readonly task: string
  readonly activity: string
  readonly as: (who: string) => Promise<Visitor>
}

export const sampleFile = (): File => new File([readFileSync(SAMPLE)], 'soc-trang-2023.txt', { type: 'text/plain' })

/** Sends a file to the reader and answers the path of the reading. */
export async function readIn(visitor: Visitor, file: File): Promise<string> {
  const answer = await visitor.post('/read', { ...aForm(), file, text: '' })
  assert.equal(answer.status, 303)
  return answer.location!
}

const pathOf = (answer: Answer): string => {
  assert.equal(answer.status, 303, answer.html.slice(0, 400))
  return answer.location!.split('?')[0]!
}

/** Takes a draft to its recipients: submit, sign, number, issue. */
export async function sendOut(
  clerk: Visitor,
  leader: Visitor,
  letter: string,
  number: Record<string, string> = {},
): Promise<void> {
  await clerk.follow(await clerk.submit(await clerk.get(letter), '/submit'))
  await leader.follow(await leader.submit(await leader.get(letter), '/sign'))
  await clerk.follow(await clerk.submit(await clerk.get(letter), '/number', number))
  await clerk.follow(await clerk.submit(await clerk.get(`${letter}/send`), '/issue'))
}

/** Remembers who is signed in: a password is slow on purpose. */
export function visitors(app: TestApp): (who: string) => Promise<Visitor> {
  const known = new Map<string, Promise<Visitor>>()
  return who => {
    const one = known.get(who) ?? new Visitor(app).signIn(who)
    known.set(who, one)
    return one
  }
}

/** 1016-CV/TU read, drafted as the committee's own, and sent. */
export async function sendParty(as: Played['as']): Promise<{ reading: string; letter: string }> {
  const clerk = await as('vanthu.tinh-uy')
  const reading = await readIn(clerk, sampleFile())
  const desk = await clerk.get(`${reading}/2`)
  const letter = pathOf(await clerk.submit(desk, '/2', { as: 'outgoing' }))
  await sendOut(clerk, await as('lanhdao.tinh-uy'), letter)
  return { reading, letter }
}

/** The whole story without a browser: from the seed file to a commune's work. */
export async function play(app: TestApp): Promise<Played> {
  const as = visitors(app)
  const { reading, letter } = await sendParty(as)
  const district = await as('vanthu.huyen-uy-ke-sach')
  await district.follow(await district.submit(await district.get(letter), '/acknowledge'))
  await district.follow(await district.submit(await district.get(letter), '/submit-incoming'))
  const front = await as('vanthu.mttq-tinh')
  const own = await readIn(front, sampleFile())
  await front.follow(await front.submit(await front.get(`${own}/2`), '/2', { as: 'incoming' }))
  const covering = pathOf(await front.submit(await front.get(`${own}/1`), '/1', { as: 'outgoing' }))
  await sendOut(front, await as('lanhdao.mttq-tinh'), covering)
  const below = await as('vanthu.mttq-ke-sach')
  await below.follow(await below.submit(await below.get(covering), '/acknowledge'))
  const passedOn = pathOf(await below.submit(await below.get(covering), '/pass-on'))
  await sendOut(below, await as('lanhdao.mttq-ke-sach'), passedOn, { office: 'MTTQ-BTT' })
  const task = /href="(\/tasks\/[^"]+)"/.exec((await district.get('/work')).html)![1]!
  const activity = await recordBloodDrive(await as('chuyenvien.huyen-uy-ke-sach'), task)
  return { reading, letter, covering, passedOn, task, activity, as }
}

/** A blood drive is recorded from the page of the task that it serves. */
export async function recordBloodDrive(officer: Visitor, task: string): Promise<string> {
  const to = /href="(\/activities\/new\?task=[^"]+)"/.exec((await officer.get(task)).html)![1]!
  const form = await officer.get(to)
  const answer = await officer.submit(form, '/activities/new', {
    kind: 'blood',
    title: 'Hiến máu tình nguyện đợt 1 năm 2023',
    fromOn: '2023-02-03',
    untilOn: '2023-02-03',
    place: 'Trung tâm Văn hoá huyện',
    people: '650',
    personTimes: '691',
    indicator: ['blood-units', '', ''],
    amount: ['691', '', ''],
    do: 'held',
  })
  return pathOf(answer)
}
