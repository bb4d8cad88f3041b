import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PlainDate } from '../kernel/index.ts'
import {
  bookDefaults,
  composeSymbol,
  INCOMING,
  isAddressee,
  isFollowing,
  judgeTask,
  officeSign,
  OUTGOING,
  PART,
  printedNumber,
  seriesKey,
  strongerRole,
  TASK,
  after,
  type TaskFacts,
  type TaskMove,
} from './rules.ts'
import type { AskRole, OutgoingState, Rhythm, TaskState } from './types.ts'

const STATES: readonly TaskState[] = ['asked', 'taken', 'divided', 'done']
const RHYTHMS: readonly Rhythm[] = ['deadline', 'recurring', 'standing']
const MOVES = Object.keys(TASK) as TaskMove[]
const due = '2023-03-01' as PlainDate

test('the table of tasks, written out: what each move does from each state', () => {
  const line = (move: TaskMove, facts: Omit<TaskFacts, 'state'>) =>
    STATES.map(state => {
      const judged = judgeTask({ state, ...facts }, move)
      return 'to' in judged ? judged.to : `- ${judged.against}`
    }).join(' | ')
  const dated = { rhythm: 'deadline' as const, dueOn: due, openParts: 0, shown: true }
  const standing = { rhythm: 'standing' as const, dueOn: null, openParts: 0, shown: true }
  assert.equal(line('take', dated), 'taken | - state | - state | - state')
  assert.equal(line('divide', dated), 'divided | divided | divided | - state')
  assert.equal(line('finish', dated), '- state | done | done | - state')
  assert.equal(line('finish', { ...dated, openParts: 1 }), '- state | - parts-done | - parts-done | - state')
  assert.equal(
    line('finish', { ...dated, shown: false }),
    '- state | - note-or-evidence | - note-or-evidence | - state',
  )
  assert.equal(line('take', { ...dated, shown: false }), 'taken | - state | - state | - state')
  assert.equal(line('finish', standing), '- state | - not-standing | - not-standing | - state')
  assert.equal(
    line('set-own-date', dated),
    '- letter-sets-no-date | - letter-sets-no-date | - letter-sets-no-date | - state',
  )
  assert.equal(line('set-own-date', standing), 'asked | taken | divided | - state')
  assert.equal(line('ask-date', dated), 'asked | taken | divided | - state')
  assert.equal(line('ask-date', standing), '- letter-sets-date | - letter-sets-date | - letter-sets-date | - state')
})

test('no way through the table finishes a standing task, leaves done, or loses a step of an open one', () => {
  const facts = fc.record({
    rhythm: fc.constantFrom(...RHYTHMS),
    dueOn: fc.constantFrom(due, null),
    openParts: fc.nat(2),
    shown: fc.boolean(),
  })
  fc.assert(
    fc.property(facts, fc.array(fc.constantFrom(...MOVES), { maxLength: 12 }), (task, moves) => {
      let state = 'asked' as TaskState
      for (const move of moves) {
        const judged = judgeTask({ state, ...task }, move)
        const next: TaskState = 'to' in judged ? judged.to : state
        assert.ok(state !== 'done' || next === 'done')
        assert.ok(STATES.indexOf(next) >= STATES.indexOf(state), 'a task never goes back')
        state = next
      }
      assert.ok(!(task.rhythm === 'standing' && state === 'done'))
      assert.ok(!(task.openParts > 0 && state === 'done'))
      assert.ok(task.shown || state !== 'done', 'nothing is done without words or evidence')
    }),
  )
})

test('a letter is issued only by way of a leader’s signature', () => {
  const signs = Object.entries(OUTGOING).filter(([, step]) => step.to === 'signed')
  assert.deepEqual(signs.map(([name]) => name).sort(), ['cancel-number', 'sign'])
  assert.deepEqual([OUTGOING.sign.by, OUTGOING['sign-again'].by], [['leader'], ['leader']])
  const steps = Object.values(OUTGOING) as readonly { from: readonly OutgoingState[]; to: OutgoingState | 'same' }[]
  const signings = steps.filter(step => step === OUTGOING.sign || step === OUTGOING['sign-again'])
  const before = new Set<OutgoingState>(['draft'])
  for (let i = 0; i < 9; i += 1) {
    for (const step of steps)
      if (!signings.includes(step) && step.from.some(from => before.has(from)))
        before.add(step.to === 'same' ? 'draft' : step.to)
  }
  assert.deepEqual([...before].sort(), ['draft', 'submitted'])
  // Whatever is changed after the signature goes before the leader again.
  assert.deepEqual([OUTGOING.readdress.from, OUTGOING.readdress.to], [['signed', 'numbered'], 'submitted'])
  assert.deepEqual(
    [INCOMING.note.by, PART.take.from, after<OutgoingState>(OUTGOING.issue, 'signed')],
    [['leader'], ['asked'], null],
  )
})

test('a body asked twice has the stronger role, in whatever order', () => {
  const role = fc.constantFrom<AskRole>('lead', 'with', 'through')
  fc.assert(
    fc.property(role, role, role, (a, b, c) => {
      assert.equal(strongerRole(a, b), strongerRole(b, a))
      assert.equal(strongerRole(strongerRole(a, b), c), strongerRole(a, strongerRole(b, c)))
    }),
  )
  assert.equal(strongerRole('with', 'lead'), 'lead')
})

test('who is named to follow a letter, and which lines name nobody', () => {
  const sentence =
    'Ban Dân vận Tỉnh uỷ chủ trì, phối hợp với các cơ quan có liên quan theo dõi, kiểm tra, đôn đốc việc thực hiện Công văn này'
  assert.ok(isFollowing({ role: 'lead', act: null, sentence }))
  assert.ok(!isFollowing({ role: 'with', act: null, sentence }))
  assert.ok(
    !isFollowing({
      role: 'lead',
      act: null,
      sentence: 'Thường xuyên hướng dẫn, kiểm tra, giám sát công tác quản lý tài chính',
    }),
  )
  assert.deepEqual(['Như trên', 'Như “Kính gửi”', 'Lưu VP', '- Lưu: VT', 'Các huyện ủy'].map(isAddressee), [
    false,
    false,
    false,
    false,
    true,
  ])
})

test('numbers and symbols as each regime prints them', () => {
  assert.equal(printedNumber('party', '1016', 'CV/TU'), '1016-CV/TU')
  assert.equal(printedNumber('state', '2052', 'MTTQ-BTT'), '2052/MTTQ-BTT')
  assert.equal(composeSymbol('party', 'công văn', 'TU'), 'CV/TU')
  assert.equal(composeSymbol('party', 'quy định', 'TW'), 'QĐ/TW')
  assert.equal(composeSymbol('state', 'công văn', 'MTTQ-BTT'), 'MTTQ-BTT')
  assert.equal(composeSymbol('state', 'kế hoạch', 'UBND'), 'KH-UBND')
  assert.equal(officeSign('party', 'CV/TU'), 'TU')
  assert.equal(officeSign('state', 'KH-MTTQ-BTT'), 'MTTQ-BTT')
  assert.equal(officeSign('state', 'MTTQ-BTT'), 'MTTQ-BTT')
})

test('books number by year or by term, over all types or per type', () => {
  assert.deepEqual(bookDefaults('outgoing', ['party']), { period: 'term', per: 'type' })
  assert.deepEqual(bookDefaults('outgoing', ['front']), { period: 'term', per: 'all' })
  assert.deepEqual(bookDefaults('outgoing', ['government']), { period: 'year', per: 'all' })
  assert.deepEqual(bookDefaults('incoming', ['party']), { period: 'year', per: 'all' })
  const terms = ['2015-10-01', '2020-10-01', '2025-10-01'] as PlainDate[]
  assert.deepEqual(seriesKey({ period: 'term', per: 'type' }, '2023-01-13' as PlainDate, 'Công văn', terms), {
    period: 'term-2020-10-01',
    type: 'cong van',
  })
  assert.deepEqual(seriesKey({ period: 'year', per: 'all' }, '2023-01-13' as PlainDate, 'Công văn', terms), {
    period: '2023',
    type: 'all',
  })
})
