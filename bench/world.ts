import { randomUUIDv7 } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  hashOfPassword,
  insertWorld,
  runCommand,
  seedDemonstrationAccounts,
  type Actor,
  type Moment,
  type Role,
  type UseCase,
} from '../src/access/index.ts'
import type { Database } from '../src/db/index.ts'
import * as letters from '../src/directives/index.ts'
import {
  dayInVietNam,
  type AccountId,
  type CommandId,
  type GrantId,
  type PlainDate,
  type Realm,
  type UnitId,
} from '../src/kernel/index.ts'
import { areasOn, nameId, readAreas, realmOf, seedWorld, unitId, type AreaFact } from '../src/org/index.ts'
import { must, root } from './databases.ts'
import { elapsed, tell } from './figures.ts'

/** The country of two levels: 34 provinces and 3,321 communes, in each the bodies of eight lines. */
export type Country = {
  readonly db: Database
  readonly moment: Moment
  readonly provinces: readonly AreaFact[]
  /** The one province from which letters are sent. */
  readonly home: AreaFact
  communesOf(province: AreaFact): readonly AreaFact[]
  unit(kind: string, area: AreaFact): UnitId
  /** Somebody who holds every role of an office there: in the home province or one of its first communes. */
  actor(kind: string, area: AreaFact): Actor
  run<I, O>(actor: Actor, command: UseCase<I, O>, input: I): Promise<O>
}

/** Kinds that stand in every province and every commune, one of each. */
export const KINDS = [
  'party_committee',
  'people_committee',
  'front_committee',
  'front_standing_committee',
  'youth_union',
  'women_union',
  'farmers_union',
  'veterans_association',
  'red_cross_society',
] as const

export const PASSWORD = 'mat-khau-cua-phep-do'
const ROLES: readonly Role[] = ['clerk', 'leader', 'officer']
const NOW = new Date('2025-09-08T02:00:00Z')
const SINCE = '2025-07-01' as PlainDate

export const emailOf = (kind: string, area: AreaFact) => `${kind}.${area.id}@do.example`
const accountOf = (email: string) => nameId(`account/${email}`) as AccountId

export async function seedCountry(db: Database): Promise<Country> {
  const facts = readAreas(readFileSync(join(root, 'facts/areas.tsv.gz')))
  const moment = { now: NOW, today: dayInVietNam(NOW) }
  const areas = areasOn(facts, moment.today)
  const provinces = areas.filter(area => area.level === 'province')
  const home = provinces[0]!
  const realms = new Map(provinces.map(area => [area.id, realmOf(area)]))
  const realm = (area: AreaFact) => (realms.get(area.id) ?? realms.get(area.parentId!)!) as Realm
  const unit = (kind: string, area: AreaFact) => unitId(realm(area), kind, area.id)
  const communesOf = (province: AreaFact) => areas.filter(area => area.parentId === province.id)
  const passwordHash = await hashOfPassword(PASSWORD)
  const ms = await elapsed(() =>
    db.own({ now: NOW, asOf: moment.today }, async tx => {
      await insertWorld(tx, { name: 'phép đo (giả định)', demonstration: true, startsAt: NOW, seededAt: new Date() })
      await seedWorld(tx, facts, { province: 'country', asOf: moment.today, only: new Set(KINDS), persons: false })
      const accounts = [home, ...communesOf(home).slice(0, 3)].flatMap(area =>
        KINDS.map(kind => accountAt(emailOf(kind, area), unit(kind, area))),
      )
      must(await seedDemonstrationAccounts(tx, { accounts, passwordHash, now: NOW }))
    }),
  )
  tell(`seeded the country in ${(ms / 1000).toFixed(1)} s`)
  return {
    db,
    moment,
    provinces,
    home,
    communesOf,
    unit,
    actor: (kind, area) => {
      const at = unit(kind, area)
      const grants = ROLES.map(role => ({ role, unit: at, unitName: `${kind} ${area.name}`, realm: realm(area) }))
      return {
        account: accountOf(emailOf(kind, area)),
        person: null,
        name: 'Người đo',
        language: 'vi',
        unit: at,
        unitName: grants[0]!.unitName,
        realm: realm(area),
        grants,
      }
    },
    run: async (actor, command, input) =>
      must(await runCommand(db, moment, actor, randomUUIDv7() as CommandId, command, input)),
  }
}

const accountAt = (email: string, unit: UnitId) => ({
  id: accountOf(email),
  name: 'Người đo (giả định)',
  email,
  grants: ROLES.map(role => ({ id: nameId(`grant/${role}/${email}`) as GrantId, role, unit, from: SINCE })),
})

export type Draft = Pick<letters.LetterFields, 'subject' | 'addressees' | 'clauses'> & {
  readonly added?: readonly UnitId[]
}

/** Drafts, submits, signs and numbers a letter; what is left is to issue it. */
export async function readyLetter(country: Country, actor: Actor, draft: Draft): Promise<letters.LetterAt> {
  const { added = [], ...said } = draft
  const fields: letters.LetterFields = {
    regime: 'state',
    docType: 'công văn',
    issuer: '',
    number: null,
    symbol: null,
    issuedOn: null,
    place: null,
    authorityPrefix: null,
    authorityBody: null,
    signerTitle: null,
    signerName: null,
    secrecy: null,
    urgency: null,
    circulationFloor: null,
    copies: [],
    citations: [],
    body: said.clauses.map(clause => clause.text).join('\n\n'),
    ...said,
  }
  const { document } = await country.run(actor, letters.draftOutgoing, { unit: actor.unit, fields })
  const at = (version: number) => ({ unit: actor.unit, document, version })
  let version = 1
  if (added.length > 0)
    version = (
      await country.run(actor, letters.editAddressees, {
        ...at(version),
        edits: added.map(unit => ({ unit, included: true })),
      })
    ).version
  version = (await country.run(actor, letters.submitOutgoing, at(version))).version
  version = (await country.run(actor, letters.sign, at(version))).version
  version = (await country.run(actor, letters.number, { ...at(version), office: 'MTTQ-BTT' })).version
  return at(version)
}

export const ask = (phrase: string, sentence: string): letters.AskInput => ({
  phrase,
  role: 'lead',
  force: 'de-nghi',
  act: 'thực hiện',
  sentence,
})
