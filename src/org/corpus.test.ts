import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fold } from '../kernel/index.ts'
import { shared } from '../../test/testkit.ts'
import { parsePhrase, type PhraseContext } from './parse-phrase.ts'

type Letter = {
  readonly issuer?: string | null
  readonly parentIssuer?: string | null
  readonly addressees?: string[]
  readonly recipients?: string[]
}

const folder = join(shared, 'corpus/dev')

/** A rough guess of who writes, from the words of the heading; real letters know it from the register. */
const contextOf = (letter: Letter): PhraseContext => {
  const words = ` ${fold(`${letter.issuer ?? ''} ${letter.parentIssuer ?? ''}`)} `
  const city = /can tho|thanh pho|thanh uy/.test(words)
  const provinceType = city ? ('central_city' as const) : ('province' as const)
  const kind = /chu thap do|tinh hoi/.test(words)
    ? 'red_cross_society'
    : /uy ban nhan dan/.test(words)
      ? 'people_committee'
      : /mttq|mat tran/.test(words)
        ? 'front_committee'
        : 'party_committee'
  if (/ bo |chinh phu|tong cuc|trung uong|viet nam $/.test(words))
    return { level: 'central', areaType: null, provinceType: null, kind }
  if (/huyen|quan |thi xa|thi uy/.test(words))
    return { level: 'district', areaType: 'rural_district', provinceType, kind }
  if (/ xa | phuong /.test(words)) return { level: 'commune', areaType: 'rural_commune', provinceType, kind }
  return { level: 'province', areaType: provinceType, provinceType, kind }
}

test(
  'most addressees and recipients of real letters are understood, and the rest is named',
  { skip: existsSync(folder) ? false : `no corpus at ${folder}` },
  t => {
    const missed: string[] = []
    let total = 0
    for (const file of readdirSync(folder).filter(name => name.endsWith('.gold.json'))) {
      const gold = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { readonly documents: Letter[] }
      for (const letter of gold.documents) {
        for (const phrase of [...(letter.addressees ?? []), ...(letter.recipients ?? [])]) {
          total += 1
          if (parsePhrase(phrase, contextOf(letter)).some(selector => selector.pick === 'unknown'))
            missed.push(`${file}: ${phrase}`)
        }
      }
    }
    t.diagnostic(`understood ${total - missed.length} of ${total}; not: ${missed.join(' | ')}`)
    assert.ok(missed.length <= total * 0.15, missed.join('\n'))
  },
)
