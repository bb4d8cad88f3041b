import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ALPHABET, campaignCode, findCodes, giftCode, isCampaignCode, isGiftCode, memoOf } from './index.ts'
import { realMemos } from './memos.fixture.ts'

const name = fc.array(fc.constantFrom(...ALPHABET), { minLength: 4, maxLength: 4 }).map(letters => letters.join(''))
const code = fc.tuple(name, fc.uint8Array({ minLength: 8, maxLength: 8 })).map(([text, bytes]) => {
  const campaign = campaignCode(text)!
  return { campaign, gift: giftCode(campaign, bytes)! }
})
const replaced = (text: string, at: number, letter: string) => text.slice(0, at) + letter + text.slice(at + 1)

test('a code fits a VietQR memo, is checked, and has no letters that are mistaken for each other', () => {
  fc.assert(
    fc.property(code, ({ campaign, gift }) => {
      assert.match(memoOf(campaign, gift), /^CTD [2-9A-HJKMNP-Z]{6} [2-9A-HJKMNP-Z]{8}$/)
      assert.ok(memoOf(campaign, gift).length <= 25)
      assert.ok(isCampaignCode(campaign) && isGiftCode(campaign, gift))
    }),
  )
  assert.equal(campaignCode('ST20'), null, 'zero is not in the alphabet')
  assert.equal(giftCode('ST26A8', new Uint8Array(8)), null, 'a campaign with a wrong check has no gifts')
  for (const letter of ALPHABET) assert.ok(!isCampaignCode(letter.repeat(6)), 'a row of equal characters is no code')
})

test('every wrong character and every exchange of two are detected', () => {
  const { campaign, gift } = fc.sample(code, { numRuns: 1, seed: 7 })[0]!
  const whole = campaign + gift
  const right = (text: string) => isGiftCode(text.slice(0, 6), text.slice(6))
  assert.ok(right(whole))
  for (let at = 0; at < whole.length; at++) {
    for (const letter of ALPHABET)
      if (letter !== whole[at]) assert.ok(!right(replaced(whole, at, letter)), `${letter} at ${at} of ${whole}`)
    for (let other = at + 1; other < whole.length; other++)
      if (whole[at] !== whole[other])
        assert.ok(!right(replaced(replaced(whole, at, whole[other]!), other, whole[at]!)), `${at} with ${other}`)
  }
})

/** What banks, telephones and people do to a memo without changing a letter. */
const treated = fc
  .record({
    code,
    before: fc.constantFrom(
      '',
      'MBVCB.6900000000.',
      '020097042209081731412024ABCD000000.00000.173124.',
      'CT nhanh 247 den: ',
      'NGUYEN VAN A ung ho ',
      'IBFT ',
    ),
    after: fc.constantFrom(
      '',
      '.CT tu 0123456789 NGUYEN VAN A toi 9876543210 QUY',
      ' FT24253000000000',
      '-100924-16:59:25 209982',
      ' ung ho bao lu',
    ),
    joints: fc.array(fc.constantFrom('', '', '', ' ', '.', '-', '\n', '. '), { minLength: 18, maxLength: 18 }),
    lower: fc.boolean(),
  })
  .map(({ code: { campaign, gift }, before, after, joints, lower }) => {
    const plain = `CTD${campaign}${gift}`
    const text = [...plain].map((letter, at) => letter + joints[at % joints.length]!).join('')
    return { campaign, gift, memo: before + (lower ? text.toLowerCase() : text) + after, before }
  })

test('a code is found whatever stands around and between its letters', () => {
  fc.assert(
    fc.property(treated, ({ campaign, gift, memo, before }) => {
      const [found, ...others] = findCodes(memo)
      assert.deepEqual(others, [])
      assert.deepEqual([found?.how, found?.campaign, found?.gift], ['exact', campaign, gift], memo)
      assert.equal(found!.start, before.length)
      assert.equal(memo.slice(found!.start, found!.end).replace(/[^\w]/g, '').toUpperCase(), `CTD${campaign}${gift}`)
    }),
    { numRuns: 500 },
  )
})

test('without its prefix a code of a known campaign is found; one of an unknown campaign is not', () => {
  fc.assert(
    fc.property(code, ({ campaign, gift }) => {
      const memo = `toi ung ho ${campaign} ${gift.toLowerCase()} nhe`
      assert.equal(findCodes(memo, { campaigns: new Set([campaign]) })[0]?.gift, gift)
      assert.deepEqual(findCodes(memo), [])
      assert.deepEqual(findCodes(memoOf(campaign, gift), { campaigns: new Set() }), [])
    }),
  )
})

test('one wrong letter, or two that no code has, are put right for a caller who looks them up', () => {
  fc.assert(
    fc.property(
      code,
      fc.nat(13),
      fc.constantFrom(...ALPHABET, 'O', '0', 'I', '1', 'L'),
      ({ campaign, gift }, at, letter) => {
        const whole = replaced(campaign + gift, at, letter)
        fc.pre(whole !== campaign + gift)
        const [found] = findCodes(`CTD ${whole}`, { campaigns: new Set([campaign]), repair: true })
        assert.deepEqual([found?.how, found?.campaign, found?.gift], ['repaired', campaign, gift], whole)
        assert.notEqual(findCodes(`CTD ${whole}`)[0]?.how, 'exact')
      },
    ),
  )
  fc.assert(
    fc.property(code, fc.nat(7), fc.nat(7), ({ campaign, gift }, a, b) => {
      const torn = replaced(replaced(gift, a, 'O'), b, '1')
      assert.equal(findCodes(memoOf(campaign, torn), { repair: true })[0]?.gift, gift)
    }),
  )
})

test('a code cut at the end is a weaker claim; a campaign alone is its own', () => {
  fc.assert(
    fc.property(code, fc.integer({ min: 2, max: 7 }), ({ campaign, gift }, length) => {
      const [found] = findCodes(memoOf(campaign, gift.slice(0, length)))
      assert.deepEqual([found?.how, found?.gift], ['cut', gift.slice(0, length)])
    }),
  )
  const campaign = campaignCode('ST26')!
  assert.deepEqual(findCodes(`CTD ${campaign}`), [{ how: 'campaign', campaign, start: 0, end: 10 }])
  assert.equal(findCodes(`ctd ${campaign} LOP 12A1 ung ho`)[0]?.how, 'campaign')
})

test('accents typed over a code do not hide it, and nonsense of any kind is survived', () => {
  const campaign = campaignCode('DEN2')!
  assert.equal(findCodes(`ctđ ${campaign.replace('DEN', 'Đến')}`)[0]?.campaign, campaign)
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => Array.isArray(findCodes(text, { repair: true }))))
})

test('no code is found in any of 299,328 real memos', t => {
  const memos = realMemos()
  if (!memos) return t.skip('no statements beside the checkout: set CHIDO_SHARED')
  const campaigns = new Set(['ST26', 'YAGX', 'BA33', 'HVNG'].map(text => campaignCode(text)!))
  const found = memos.flatMap(({ text }) => [...findCodes(text), ...findCodes(text, { campaigns, repair: true })])
  assert.deepEqual(found, [])
  assert.equal(memos.length, 299_328)
})
