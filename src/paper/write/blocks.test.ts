import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blocksOf, textOf } from './blocks.ts'
import type { Block } from './types.ts'

const words = fc
  .array(
    fc.constantFrom(
      'Kế hoạch',
      '-',
      '1.',
      'a)',
      '|',
      '\\',
      '#',
      'I.',
      'Bảng:',
      'Điều 2.',
      'hỗ trợ',
      '|---|',
      'đ)',
      '691/900',
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map(list => list.join(' '))
/** Headings and items are told by how they begin, so what is left of them is any text. */
const block: fc.Arbitrary<Block> = fc.oneof(
  words.map((text): Block => ({ kind: 'heading', text })),
  words.map((text): Block => ({ kind: 'paragraph', text })),
  fc.record({
    kind: fc.constant('item' as const),
    label: fc.constantFrom('1', '27', 'Điều 3'),
    text: words,
    level: fc.constant(0 as const),
  }),
  fc.record({
    kind: fc.constant('item' as const),
    label: fc.constantFrom('a', 'đ'),
    text: words,
    level: fc.constant(1 as const),
  }),
  words.map((text): Block => ({ kind: 'item', label: '-', text, level: 2 })),
  fc.integer({ min: 1, max: 4 }).chain(width => {
    const row = fc.array(fc.oneof(fc.constant(''), words), { minLength: width, maxLength: width })
    return fc.record({
      kind: fc.constant('table' as const),
      caption: fc.option(words),
      head: row,
      align: fc.array(fc.constantFrom('left' as const, 'right' as const, 'centre' as const), {
        minLength: width,
        maxLength: width,
      }),
      rows: fc.array(row, { maxLength: 4 }),
    })
  }),
)

test('what is written in the plain notation is read back as the same blocks', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 8 }), blocks => {
      assert.deepEqual(blocksOf(textOf(blocks)), structuredClone(blocks))
    }),
    { numRuns: 500 },
  )
})

test('whatever a clerk types becomes blocks, and writing them out again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(words).map(list => list.join('\n')),
      ),
      text => {
        const once = blocksOf(text)
        assert.deepEqual(blocksOf(textOf(once)), once)
      },
    ),
    { numRuns: 500 },
  )
})

test('a body as offices type it', () => {
  const body = `Thực hiện Kế hoạch số 05/KH-CTĐ, đề nghị các đơn vị:

I. NỘI DUNG
1. Tổ chức quán triệt
a) Đến chi hội
- Trước ngày 01/3/2023
Bảng: Kết quả hiến máu
| Đơn vị | Số đơn vị máu |
|---|---:|
| Xã An Mỹ | 691 |
| Xã Ba Trinh |
\\- không phải gạch đầu dòng`
  assert.deepEqual(blocksOf(body), [
    { kind: 'paragraph', text: 'Thực hiện Kế hoạch số 05/KH-CTĐ, đề nghị các đơn vị:' },
    { kind: 'heading', text: 'I. NỘI DUNG' },
    { kind: 'item', label: '1', text: 'Tổ chức quán triệt', level: 0 },
    { kind: 'item', label: 'a', text: 'Đến chi hội', level: 1 },
    { kind: 'item', label: '-', text: 'Trước ngày 01/3/2023', level: 2 },
    {
      kind: 'table',
      caption: 'Kết quả hiến máu',
      head: ['Đơn vị', 'Số đơn vị máu'],
      align: ['left', 'right'],
      rows: [
        ['Xã An Mỹ', '691'],
        ['Xã Ba Trinh', ''],
      ],
    },
    { kind: 'paragraph', text: '- không phải gạch đầu dòng' },
  ])
})

test('half a million lines are read in a breath: one look at each line', () => {
  const text = '| a | b |\n'.repeat(250_000) + '\\'.repeat(250_000)
  const blocks = blocksOf(text)
  assert.equal(blocks.length, 2)
})

test('a row with an empty cell too many is read back as it was first read', () => {
  const once = blocksOf('|---|\n|---| |')
  assert.deepEqual(blocksOf(textOf(once)), once)
})
