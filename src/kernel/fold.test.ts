import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fold } from './text.ts'

/** What folding means, said step by step with the library alone. */
const meant = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐðÐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()

test('folding by the table is what folding means, for every sign and for any text', () => {
  for (let code = 0; code <= 0xffff; code++) {
    const char = String.fromCharCode(code)
    assert.equal(fold(`a${char} b`), meant(`a${char} b`), `U+${code.toString(16)}`)
  }
  const vietnamese = fc.constantFrom(...'ỦYuỷ BAN nhân dân Đ đ ạ\u0323 \u0301\u00a0\t\nỲ ẞİΣ\u{1f600}'.split(''))
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.array(vietnamese).map(signs => signs.join('')),
      ),
      text => assert.equal(fold(text), meant(text)),
    ),
  )
  assert.equal(fold('Ủy '.repeat(5_000)), 'uy '.repeat(5_000).trim())
})
