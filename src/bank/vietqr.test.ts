import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { root } from '../../test/testkit.ts'
import { vnd, type Vnd } from '../kernel/index.ts'
import { qrSvg, readBanks, readVietQr, vietQr, type Transfer } from './index.ts'

/** Payloads published by others, and what they say; the last one is our campaign example. */
const VECTORS: readonly (readonly [string, Transfer])[] = [
  [
    '00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen tien630453E6',
    { bin: '970416', account: '257678859', to: 'account', amount: vnd('10000')!, memo: 'Chuyen tien' },
  ],
  [
    '00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F',
    { bin: '970416', account: '257678859', to: 'account' },
  ],
  [
    '00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA5303704540410005802VN62150811Chuyen tien6304BBB8',
    { bin: '970416', account: '257678859', to: 'account', amount: vnd('1000')!, memo: 'Chuyen tien' },
  ],
  [
    '00020101021238560010A0000007270126000697041501121133666688880208QRIBFTTA530370454065000005802VN62260822Thanh toan phi dich vu630463EA',
    { bin: '970415', account: '113366668888', to: 'account', amount: vnd('500000')!, memo: 'Thanh toan phi dich vu' },
  ],
  [
    '00020101021138540010A00000072701240006970423011001234567890208QRIBFTTA53037045802VN6304F64B',
    { bin: '970423', account: '0123456789', to: 'account' },
  ],
  [
    '00020101021138570010A00000072701270006970422011300000000000000208QRIBFTTA53037045802VN62190815CTD ST26A7 K9F363045C6A',
    { bin: '970422', account: '0000000000000', to: 'account', memo: 'CTD ST26A7 K9F3' },
  ],
]

test('the published vectors are written and read byte for byte', () => {
  for (const [payload, transfer] of VECTORS) {
    assert.deepEqual(vietQr(transfer), { ok: true, value: payload })
    assert.deepEqual(readVietQr(payload), { ok: true, value: transfer })
  }
})

const transfer = fc
  .record(
    {
      bin: fc.stringMatching(/^\d{6}$/),
      account: fc.stringMatching(/^\d{6,19}$/),
      to: fc.constantFrom('account' as const, 'card' as const),
      amount: fc.bigInt({ min: 1n, max: 9_999_999_999_999n }).map(amount => amount as Vnd),
      memo: fc.stringMatching(/^[A-Z0-9][A-Z0-9 ]{0,24}$/),
    },
    { requiredKeys: ['bin', 'account', 'to'] },
  )
  .map(made => ({ ...made }) as Transfer)

test('what is written is read back; one changed character is refused', () => {
  fc.assert(
    fc.property(transfer, fc.nat(), fc.constantFrom(...'0123456789AXZ '), (made, place, letter) => {
      const payload = vietQr(made)
      assert.ok(payload.ok)
      assert.deepEqual(readVietQr(payload.value), { ok: true, value: made })
      const at = place % payload.value.length
      fc.pre(payload.value[at] !== letter)
      assert.equal(readVietQr(payload.value.slice(0, at) + letter + payload.value.slice(at + 1)).ok, false)
    }),
  )
  fc.assert(fc.property(fc.string(), text => !readVietQr(text).ok))
})

test('what a bank would not carry unchanged is refused by name', () => {
  const good: Transfer = { bin: '970436', account: '0011001932418', to: 'account' }
  const field = (made: Transfer) => {
    const answer = vietQr(made)
    return answer.ok ? null : answer.problem.field
  }
  assert.equal(field(good), null)
  assert.equal(field({ ...good, bin: '97043' }), 'bin')
  assert.equal(field({ ...good, account: '00 11' }), 'account')
  assert.equal(field({ ...good, amount: 0n as Vnd }), 'amount')
  assert.equal(field({ ...good, memo: 'Ủng hộ' }), 'memo')
  assert.equal(field({ ...good, memo: 'A'.repeat(26) }), 'memo')
})

test('the picture stands alone, has a title and a quiet zone', () => {
  const svg = qrSvg(VECTORS[5]![0], 'Chuyển khoản cho <Quỹ>')
  assert.match(
    svg,
    /^<svg xmlns="[^"]+" viewBox="0 0 (\d+) \1" role="img"[^>]*><title>Chuyển khoản cho &#60;Quỹ&#62;<\/title>/,
  )
  assert.match(svg, /<path d="M4 4h7v1h-7z/, 'the finder pattern begins after four white modules')
  assert.ok(!/script|href|http:\/\/(?!www\.w3\.org)/.test(svg))
})

test('the banks of the facts have a number each', () => {
  const banks = readBanks(readFileSync(join(root, 'facts/banks.tsv'), 'utf8'))
  assert.equal(banks.get('970436')?.code, 'Vietcombank')
  assert.ok(banks.size >= 15 && [...banks.values()].every(bank => bank.name && bank.code))
})
