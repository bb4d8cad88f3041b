import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PlainDate } from '../../kernel/index.ts'
import { LANGS, readWords, translator } from '../../words/index.ts'
import { composeMessage, MESSAGE_MAX, withoutPersons, type MessageLetter, type MessageParameters } from './message.ts'

const words = readWords('locales')
const t = translator(words, 'vi')
const letter: MessageLetter = {
  printed: '2052/MTTQ-BTT',
  issuedOn: '2023-02-02' as PlainDate,
  issuer: 'Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Sóc Trăng',
  floor: null,
}
const task: MessageParameters['task'] = {
  letter,
  unit: 'Ủy ban MTTQ Việt Nam huyện Kế Sách',
  clause: 'điểm 1',
  sentence: 'Tổ chức quán triệt, tuyên truyền sâu rộng Kết luận số 44-KL/TW đến đoàn viên, hội viên và Nhân dân.',
  dueOn: '2023-03-01' as PlainDate,
  dueText: 'trước ngày 01/3/2023',
  link: 'https://chido.example/tasks/a/1/b',
}

test('a message says whom it is for, which letter, what is asked, by when and where', () => {
  assert.equal(
    composeMessage('task', task, t),
    [
      'Kính gửi Ủy ban MTTQ Việt Nam huyện Kế Sách,',
      'Theo văn bản số 2052/MTTQ-BTT ngày 02/02/2023 của Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Sóc Trăng, điểm 1, đề nghị đơn vị thực hiện:',
      task.sentence,
      'Hạn: 01/03/2023.',
      'Trân trọng cảm ơn.',
      task.link,
    ].join('\n'),
  )
})

test('a letter with a limit of circulation is named by number and link: its words stay out, also those about time', () => {
  const limited = { ...letter, floor: 'chi-bo' }
  const secretive = composeMessage('task', { ...task, letter: limited, dueOn: null }, t)
  assert.match(secretive, /2052\/MTTQ-BTT/)
  assert.match(secretive, /https:\/\/chido\.example/)
  assert.doesNotMatch(secretive, /quán triệt|Kết luận|trước ngày|Ban Thường trực/)
  const subject = composeMessage(
    'letter',
    { letter: limited, subject: 'tăng cường sự lãnh đạo', link: 'https://x.example/l' },
    t,
  )
  assert.doesNotMatch(subject, /tăng cường/)
})

test('people’s names, telephone numbers and mail addresses do not travel', () => {
  assert.equal(
    withoutPersons(
      'Giao đồng chí Nguyễn Văn An dự họp, ĐT 0912 345 678, thư an.nv@soctrang.example; ông Lê Bé và các bà mẹ',
    ),
    'Giao đồng chí … dự họp, ĐT …, thư …; ông … và các bà mẹ',
  )
  assert.equal(
    withoutPersons('số 2052/MTTQ-BTT ngày 02/02/2023, 1.200.000 đồng'),
    'số 2052/MTTQ-BTT ngày 02/02/2023, 1.200.000 đồng',
  )
})

test('whatever the words, a message is at most 500 characters, whole accents, with number, date and link', () => {
  const name = fc.string({ unit: 'grapheme', maxLength: 300 })
  fc.assert(
    fc.property(
      name,
      name,
      fc.string({ maxLength: 3000 }),
      fc.constantFrom(...LANGS),
      (unit, issuer, sentence, lang) => {
        const speak = translator(words, lang)
        const text = composeMessage('task', { ...task, unit, sentence, letter: { ...letter, issuer } }, speak)
        assert.ok(text.length <= MESSAGE_MAX, `${text.length} characters`)
        assert.equal(text, text.normalize('NFC'))
        assert.ok(text.includes('2052/MTTQ-BTT') && text.includes(speak.date(task.dueOn!)) && text.endsWith(task.link))
      },
    ),
  )
  const units = Array.from({ length: 40 }, (_, at) => `Ủy ban MTTQ Việt Nam xã số ${at + 1}`)
  const late = composeMessage('late', { letter, units, asked: task.sentence, dueOn: task.dueOn, link: task.link }, t)
  assert.ok(late.length <= MESSAGE_MAX)
  assert.match(late, /40 đơn vị/)
  assert.ok(late.endsWith(task.link))
})

test('decomposed accents are put together, and none is lost', () => {
  const decomposed = composeMessage('task', { ...task, sentence: task.sentence.normalize('NFD') }, t)
  assert.ok(decomposed.includes(task.sentence))
})
