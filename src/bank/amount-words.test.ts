import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { vnd, type Vnd } from '../kernel/index.ts'
import { amountInEnglish, amountInKhmer, amountInVietnamese } from './index.ts'

/** Written by hand, as an accountant says them. */
const SAMPLES: readonly (readonly [string, string])[] = [
  ['0', 'Không đồng'],
  ['5', 'Năm đồng'],
  ['10', 'Mười đồng'],
  ['11', 'Mười một đồng'],
  ['14', 'Mười bốn đồng'],
  ['15', 'Mười lăm đồng'],
  ['21', 'Hai mươi mốt đồng'],
  ['24', 'Hai mươi tư đồng'],
  ['55', 'Năm mươi lăm đồng'],
  ['90', 'Chín mươi đồng'],
  ['101', 'Một trăm lẻ một đồng'],
  ['104', 'Một trăm lẻ bốn đồng'],
  ['111', 'Một trăm mười một đồng'],
  ['515', 'Năm trăm mười lăm đồng'],
  ['1000', 'Một nghìn đồng chẵn'],
  ['1001', 'Một nghìn không trăm lẻ một đồng'],
  ['1015', 'Một nghìn không trăm mười lăm đồng'],
  ['10500', 'Mười nghìn năm trăm đồng'],
  ['1000005', 'Một triệu không trăm lẻ năm đồng'],
  ['1005000', 'Một triệu không trăm lẻ năm nghìn đồng chẵn'],
  ['1200000', 'Một triệu hai trăm nghìn đồng chẵn'],
  ['21021021', 'Hai mươi mốt triệu không trăm hai mươi mốt nghìn không trăm hai mươi mốt đồng'],
  ['1000000000', 'Một tỷ đồng chẵn'],
  ['2000000024', 'Hai tỷ không trăm hai mươi tư đồng'],
  [
    '135081775728',
    'Một trăm ba mươi lăm tỷ không trăm tám mươi mốt triệu bảy trăm bảy mươi lăm nghìn bảy trăm hai mươi tám đồng',
  ],
  ['1000000000000', 'Một nghìn tỷ đồng chẵn'],
  ['-20000', 'Âm hai mươi nghìn đồng chẵn'],
  [
    '9223372036854775807',
    'Chín tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba mươi sáu tỷ tám trăm năm mươi tư triệu bảy trăm bảy mươi lăm nghìn tám trăm lẻ bảy đồng',
  ],
]

test('amounts are said as an accountant says them', () => {
  for (const [amount, words] of SAMPLES) assert.equal(amountInVietnamese(vnd(amount)!), words)
  assert.equal(amountInVietnamese(vnd('1000')!, { even: false }), 'Một nghìn đồng')
})

/** Reads words back, written apart from the writer: units multiply what was gathered since the greater unit. */
const heard = (words: string): bigint => {
  const value: Record<string, bigint> = {
    không: 0n,
    một: 1n,
    mốt: 1n,
    hai: 2n,
    ba: 3n,
    bốn: 4n,
    tư: 4n,
    năm: 5n,
    lăm: 5n,
    sáu: 6n,
    bảy: 7n,
    tám: 8n,
    chín: 9n,
  }
  let total = 0n
  let part = 0n
  let group = 0n
  let digit = 0n
  for (const word of words
    .toLowerCase()
    .replace(/ đồng.*$/, '')
    .split(' ')) {
    if (word in value) digit = value[word]!
    else if (word === 'mười') group += 10n
    else if (word === 'mươi' || word === 'trăm') group += digit * (word === 'trăm' ? 100n : 10n)
    else if (word === 'nghìn' || word === 'triệu') part += (group + digit) * (word === 'nghìn' ? 1000n : 1_000_000n)
    else if (word === 'tỷ') total = (total + part + group + digit) * 1_000_000_000n
    else assert.equal(word, 'lẻ')
    if (!(word in value)) digit = 0n
    if (['nghìn', 'triệu', 'tỷ'].includes(word)) group = 0n
    if (word === 'tỷ') part = 0n
  }
  return total + part + group + digit
}

test('whatever is said in words is heard as the same amount, up to 64 bits', () => {
  const amount = fc.oneof(
    fc.bigInt({ min: 0n, max: 9_223_372_036_854_775_807n }),
    fc.bigInt({ min: 0n, max: 9_999_999_999n }),
    fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 18 }))
      .map(([n, zeros]) => BigInt(n) * 10n ** BigInt(zeros)),
  )
  fc.assert(
    fc.property(amount, made => {
      if (made <= 9_223_372_036_854_775_807n) assert.equal(heard(amountInVietnamese(made as Vnd)), made)
    }),
    { numRuns: 2000 },
  )
})

test('in English, and in Khmer digits', () => {
  assert.equal(amountInEnglish(vnd('0')!), 'Zero đồng')
  assert.equal(amountInEnglish(vnd('1200000')!), 'One million two hundred thousand đồng')
  assert.equal(amountInEnglish(vnd('21015')!), 'Twenty-one thousand fifteen đồng')
  assert.equal(amountInEnglish(vnd('-119')!), 'Minus one hundred nineteen đồng')
  assert.equal(amountInKhmer(vnd('1200000')!), '១.២០០.០០០ ដុង')
  assert.equal(amountInKhmer(vnd('999')!), '៩៩៩ ដុង')
})
