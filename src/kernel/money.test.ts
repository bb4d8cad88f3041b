import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { digitsTyped, vnd } from './money.ts'

test('an amount is read as it is typed, with dots, commas or blanks between groups of three', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 18n }),
      fc.constantFrom('.', ',', ' ', '\u00a0', ''),
      (amount, sign) => {
        const groups = amount.toString().replace(/\B(?=(\d{3})+$)/g, sign)
        assert.equal(vnd(digitsTyped(` ${groups} ₫`)), amount)
      },
    ),
  )
  assert.equal(vnd(digitsTyped('-24.700')), -24_700n)
})

test('an amount with a part of a đồng, or with groups that are none, is refused and never made larger', () => {
  for (const text of [
    '1500000.50',
    '1,500,000.50',
    '1.500.000,5',
    '1.50',
    '1.5000',
    '12.34.567',
    '.500',
    '1..000',
    '1.000,000',
    '1.000.',
    '',
  ])
    assert.equal(vnd(digitsTyped(text)), null, text)
})
