import { hashOfPassword, insertWorld, installAdministrator } from '../../access/index.ts'
import type { Database } from '../../db/index.ts'
import {
  dayInVietNam,
  no,
  problem,
  yes,
  type AccountId,
  type AreaId,
  type GrantId,
  type Realm,
  type Result,
} from '../../kernel/index.ts'
import {
  areasOn,
  nameId,
  realmOf,
  seedWorld,
  UNIT_KINDS,
  unitId,
  type AreaFacts,
  type WorldCounts,
} from '../../org/index.ts'

export type Install = {
  /** The province as it is today, by its area id in the facts, e.g. `2-92` for Cần Thơ. */
  readonly province: string
  readonly email: string
  readonly name: string
  readonly password: string
}

/** The heads of the lines in a province: the first administrator opens the accounts of everybody below them. */
const HEADS = ['party_committee', 'people_committee', 'front_committee', 'red_cross_society'] as const

/**
 * Fills an empty database for real use: the areas and bodies of one province today, nothing invented, and one
 * administrator. Refuses `cli.has-world`, `cli.no-province` and `cli.email`.
 */
export async function install(db: Database, facts: AreaFacts, input: Install, now: Date): Promise<Result<WorldCounts>> {
  const asOf = dayInVietNam(now)
  const province = areasOn(facts, asOf, input.province as AreaId).find(area => area.id === input.province)
  if (province?.level !== 'province') return no(problem('cli.no-province', { province: input.province, day: asOf }))
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.email)) return no(problem('cli.email'))
  const passwordHash = await hashOfPassword(input.password)
  const realm: Realm = realmOf(province)
  const only = new Set(UNIT_KINDS.filter(kind => !kind.invented && kind.kind !== 'party_cell').map(kind => kind.kind))
  try {
    return await db.own({ now, asOf }, async tx => {
      await insertWorld(tx, { name: province.name, demonstration: false, startsAt: null, seededAt: now })
      const counts = await seedWorld(tx, facts, { province: input.province, asOf, only, persons: false })
      const account = {
        id: nameId(`account/${input.email}`) as AccountId,
        name: input.name,
        email: input.email.toLowerCase(),
        grants: HEADS.map(kind => ({
          id: nameId(`grant/${input.email}/${kind}`) as GrantId,
          role: 'admin' as const,
          unit: unitId(realm, kind, province.id),
          from: asOf,
        })),
      }
      const made = await installAdministrator(tx, { account, passwordHash, now })
      if (!made.ok) throw new Error(`the first administrator was refused: ${made.problem.kind}`)
      return yes(counts)
    })
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === 'world_pkey')
      return no(problem('cli.has-world'))
    throw error
  }
}
