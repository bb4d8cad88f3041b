import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../app.ts'
import { play } from '../play.ts'
import { playFiles } from '../play-files.ts'
import { aSession } from '../play-study.ts'
import { formOf, problemsOf, wordsOf, type Answer, type Fields, type Visitor } from '../visitor.ts'

/**
 * A form that is refused comes back as it was sent: every word typed, every box ticked or left empty, the message beside
 * its field, the lid open that folds it away; and no other form of the page takes over its words.
 */
test('a refused form keeps what was typed, says what is wrong beside its field, and leaves the other forms alone', async t => {
  const app = await testApp(t)
  const played = await play(app)
  const refuse = async (visitor: Visitor, path: string, action: string, fields: Fields) => {
    const before = await app.rows()
    const answer = await visitor.submit(await visitor.get(path), action, fields)
    assert.ok(answer.status >= 400 && answer.status < 500, `${action} answers ${answer.status}`)
    assert.deepEqual(await app.rows(), before)
    assert.ok(problemsOf(answer.html).length > 0)
    const { values } = formOf(answer.html, action)
    for (const [name, typed] of Object.entries(fields)) assert.deepEqual(values[name], typed, `${action}: ${name}`)
    return answer
  }
  /** The message stands in the form, and the summary’s link lands on something that is there once. */
  const beside = (answer: Answer, action: string, words: RegExp) => {
    const inside = new RegExp(`<form[^>]*action="[^"]*${action}"[^>]*>([\\s\\S]*?)</form>`).exec(answer.html)![1]!
    assert.match(
      wordsOf(/<p class="error"[\s\S]*?<\/p>|<span class="error"[\s\S]*?<\/span>/.exec(inside)?.[0] ?? ''),
      words,
    )
    const target = /href="#(f-[^"]+)"/.exec(answer.html)?.[1]
    assert.ok(target, `${action}: the summary leads to the field`)
    assert.equal(answer.html.split(`id="${target}"`).length - 1, 1, `${action}: one field is called ${target}`)
  }

  await t.test('giving a letter back', async () => {
    const clerk = await played.as('vanthu.mttq-xa')
    await clerk.get(played.passedOn) // which is written down as its opening
    const fields = { reason: 'pass-to-other', words: 'Không thuộc nhiệm vụ', proposedUnit: 'Xã Không Có' }
    const answer = await refuse(clerk, played.passedOn, '/return', fields)
    beside(answer, '/return', /Không tìm thấy|không có đơn vị/i)
    assert.match(answer.html, /<details class="more" open[^>]*><summary>[^<]*<\/summary><div><form[^>]*\/return/)
    assert.equal(formOf(answer.html, '/implementing').values['printed'], '')
  })

  await t.test('the leader’s note, with clauses taken out and a day that is missing', async () => {
    const leader = await played.as('lanhdao.huyen-uy-ke-sach')
    const page = await leader.get(played.letter)
    const clause = /name="rhythm-(\d+)"/.exec(page.html)![1]!
    const fields = { words: 'Giao Ban Dân vận tham mưu', [`rhythm-${clause}`]: 'deadline', [`due-${clause}`]: '' }
    beside(await refuse(leader, played.letter, '/note', fields), '/note', /ngày/)
    const unknown = { words: 'Giao Ban Dân vận tham mưu', with: 'Ban Không Có\nBan Dân vận', dueOn: '2023-03-01' }
    beside(await refuse(leader, played.letter, '/note', unknown), '/note', /Dòng 1/)
  })

  await t.test('the implementing letter, and withdrawing one of two', async () => {
    const officer = await played.as('chuyenvien.huyen-uy-ke-sach')
    const typed = { printed: '05-KH/HU', issuedOn: '2023-02-07', subject: 'Kế hoạch thực hiện' }
    const early = { ...typed, issuedOn: '2024-01-01', tasks: [] }
    const page = await officer.get(played.letter)
    const before = formOf(page.html, '/implementing').values
    const refused = await officer.submit(page, '/implementing', { ...early, file: new Blob([]) })
    assert.equal(refused.status, 422)
    const after = formOf(refused.html, '/implementing').values
    assert.equal(after['subject'], typed.subject)
    assert.ok(before['tasks'] !== undefined && after['tasks'] === undefined, 'what was unticked stays so')
    for (const printed of ['05-KH/HU', '06-CTr/HU'])
      await officer.follow(
        await officer.submit(await officer.get(played.letter), '/implementing', {
          ...typed,
          printed,
          file: new Blob([]),
        }),
      )
    const two = await officer.get(played.letter)
    const { action, values } = formOf(two.html, '/withdraw-implementing')
    const none = await officer.post(action, { ...values, why: '  ' })
    assert.equal(none.status, 422)
    assert.equal(none.html.split('data-refused').length - 1, 1, 'of two forms alike one was refused')
    beside(none, '/withdraw-implementing', /lý do/i)
  })

  await t.test('a session: who caught up, the three questions, taking back', async () => {
    const officer = await played.as('chuyenvien.tinh-uy')
    const path = `${played.letter}/study/sessions/${await aSession(played)}`
    const box = /name="(caught-[^"]+)"/.exec((await officer.get(path)).html)![1]!
    beside(await refuse(officer, path, '/catch-up', { [box]: '900' }), '/catch-up', /900|vắng|triệu tập/)
    const asked = { question: ['Ai ký?', '', 'Gửi ai?'], 'asked-before-1': '20', 'correct-before-1': '21' }
    const answers = await refuse(officer, path, '/answers', asked)
    beside(answers, '/answers', /21|20/)
    assert.equal(formOf(answers.html, '/withdraw').values['why'], '')
    const blank = await refuse(officer, `${played.letter}/study/new`, '/study/new', {
      place: 'Hội trường A',
      from: '2023-02-07T08:00',
    })
    beside(blank, '/study/new', /./)
  })

  await t.test('an activity: its rows as they were, its tasks, and withdrawing it', async () => {
    const officer = await played.as('chuyenvien.huyen-uy-ke-sach')
    const fields = {
      kind: 'blood',
      title: 'Hiến máu đợt 2',
      place: 'Nhà văn hoá',
      indicator: ['blood-units', '', ''],
      amount: ['sáu trăm', '', ''],
    }
    const page = await officer.get('/activities/new')
    const refused = await officer.submit(page, '/activities/new', { ...fields, files: new Blob([]) })
    assert.equal(refused.status, 422)
    const kept = formOf(refused.html, '/activities/new').values
    assert.deepEqual([kept['title'], kept['amount']], [fields.title, fields.amount])
    beside(refused, '/activities/new', /số/)
    beside(await refuse(officer, played.activity, '/withdraw', { why: '   ' }), '/withdraw', /lý do/i)
  })

  await t.test('a proposal: asking, more time, the decision', async () => {
    const { advice } = await playFiles(played)
    const leader = await played.as('lanhdao.tinh-uy')
    beside(
      await refuse(leader, advice, '/ask', { units: 'Ban Không Có', question: 'Ý kiến?', dueOn: '2023-02-20' }),
      '/ask',
      /./,
    )
    const late = await refuse(leader, advice, '/extend', { to: '2023-02-01', why: 'Cần khảo sát thêm' })
    beside(late, '/extend', /./)
    assert.equal(
      formOf(late.html, '/return').values['why'],
      '',
      'the reason for more time is not the reason to send back',
    )
    const letter = 'https://vi.du/letters/none'
    const decided = await refuse(leader, advice, '/decide', {
      number: '12-TB/TU',
      text: 'Đồng ý',
      document: letter,
      outcome: 'partly',
    })
    beside(decided, '/decide', /văn bản/)
  })
})
