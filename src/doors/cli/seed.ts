import {
  hashOfPassword,
  insertWorld,
  seedDemonstrationAccounts,
  type Role,
  type SeedAccount,
} from '../../access/index.ts'
import type { Database } from '../../db/index.ts'
import {
  dayInVietNam,
  no,
  problem,
  yes,
  type AccountId,
  type AreaId,
  type GrantId,
  type PlainDate,
  type Realm,
  type Result,
  type UnitId,
} from '../../kernel/index.ts'
import { nameId, personId, seedWorld, unitId, type AreaFacts, type WorldCounts } from '../../org/index.ts'

/** The worlds that can be seeded, each a province on the day its clock starts. */
export const WORLDS = {
  'soc-trang-2023': { province: '1-94', startsAt: new Date('2023-02-08T01:00:00Z'), password: 'soi-chi-do-2023' },
} as const
export type WorldName = keyof typeof WORLDS

export type DemonstrationAccount = {
  readonly email: string
  readonly password: string
  readonly role: string
  readonly unit: string
}

const REALM = 94 as Realm
const FROM = '2022-01-01' as PlainDate
/** Xã Xuân Hòa, huyện Kế Sách: the commune at the end of the story. */
const COMMUNE = '1-31534'

type Desk = {
  readonly slug: string
  readonly unit: string
  readonly kind: string
  readonly area: string
  readonly roles: readonly Role[]
}

/** The desks on which the story of the two letters is played: who issues, who signs, who receives, who follows. */
const DESKS: readonly Desk[] = [
  {
    slug: 'tinh-uy',
    unit: 'Tỉnh ủy Sóc Trăng',
    kind: 'party_committee',
    area: '1-94',
    roles: ['clerk', 'leader', 'officer', 'admin'],
  },
  {
    slug: 'ban-dan-van',
    unit: 'Ban Dân vận Tỉnh ủy Sóc Trăng',
    kind: 'party_board_mobilisation',
    area: '1-94',
    roles: ['clerk', 'leader', 'officer'],
  },
  {
    slug: 'mttq-tinh',
    unit: 'Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Sóc Trăng',
    kind: 'front_standing_committee',
    area: '1-94',
    roles: ['clerk', 'leader', 'officer', 'admin'],
  },
  {
    slug: 'ctd-tinh',
    unit: 'Ban Thường vụ Hội Chữ thập đỏ tỉnh Sóc Trăng',
    kind: 'red_cross_standing_committee',
    area: '1-94',
    roles: ['clerk', 'leader', 'officer'],
  },
  {
    slug: 'hoi-ctd-tinh',
    unit: 'Hội Chữ thập đỏ tỉnh Sóc Trăng',
    kind: 'red_cross_society',
    area: '1-94',
    roles: ['clerk', 'leader', 'officer', 'admin', 'accountant', 'cashier', 'storekeeper'],
  },
  {
    slug: 'ban-can-su-ubnd',
    unit: 'Ban cán sự đảng Ủy ban nhân dân tỉnh Sóc Trăng',
    kind: 'party_caucus_people_committee',
    area: '1-94',
    roles: ['clerk', 'leader'],
  },
  {
    slug: 'huyen-uy-ke-sach',
    unit: 'Huyện ủy Kế Sách',
    kind: 'party_committee',
    area: '1-943',
    roles: ['clerk', 'leader', 'officer'],
  },
  {
    slug: 'ubnd-ke-sach',
    unit: 'Ủy ban nhân dân huyện Kế Sách',
    kind: 'people_committee',
    area: '1-943',
    roles: ['clerk', 'leader'],
  },
  {
    slug: 'mttq-ke-sach',
    unit: 'Ban Thường trực Ủy ban MTTQ Việt Nam huyện Kế Sách',
    kind: 'front_standing_committee',
    area: '1-943',
    roles: ['clerk', 'leader', 'officer'],
  },
  {
    slug: 'ctd-ke-sach',
    unit: 'Hội Chữ thập đỏ huyện Kế Sách',
    kind: 'red_cross_society',
    area: '1-943',
    roles: ['clerk', 'leader', 'officer'],
  },
  // Of the money of a commune: who keeps the books, who holds the cash, who decides.
  { slug: 'ctd-xa', unit: '', kind: 'red_cross_society', area: COMMUNE, roles: ['leader', 'accountant', 'cashier'] },
  { slug: 'mttq-xa', unit: '', kind: 'front_standing_committee', area: COMMUNE, roles: ['clerk', 'leader', 'officer'] },
]

const WORDS: Readonly<Partial<Record<Role, string>>> = {
  clerk: 'vanthu',
  leader: 'lanhdao',
  officer: 'chuyenvien',
  admin: 'quantri',
  accountant: 'ketoan',
  cashier: 'thuquy',
  storekeeper: 'thukho',
}

/** The name of a commune's desk follows from the facts: the first commune of Kế Sách. */
function fillDesk(facts: AreaFacts, desk: Desk): string {
  if (desk.unit) return desk.unit
  const commune = facts.areas.find(area => area.id === desk.area)
  const body = desk.kind === 'red_cross_society' ? 'Hội Chữ thập đỏ' : 'Ban Thường trực Ủy ban MTTQ Việt Nam'
  return commune ? `${body} ${commune.name[0]!.toLowerCase()}${commune.name.slice(1)}` : desk.slug
}

/** The accounts of the demonstration, one for each desk and role; mail to `.example` goes nowhere. */
export function demonstrationAccounts(
  facts: AreaFacts,
  password: string,
): { accounts: SeedAccount[]; shown: DemonstrationAccount[] } {
  const desks = DESKS.map(desk => ({ ...desk, unit: fillDesk(facts, desk) }))
  const all = desks.flatMap(desk =>
    desk.roles.map(role => ({ desk, role, email: `${WORDS[role]}.${desk.slug}@chi-do.example` })),
  )
  const member = { email: 'tinhuyvien01@chi-do.example', unit: unitId(REALM, 'party_committee', '1-94' as AreaId) }
  return {
    accounts: [
      ...all.map(({ desk, role, email }) => {
        const unit = unitId(REALM, desk.kind, desk.area as AreaId)
        return {
          ...accountOf(email, `${desk.unit} – ${TITLES[role] ?? role} (giả định)`, role, unit),
          ...(officeOf(role, desk.kind) ? { person: personId(unit, officeOf(role, desk.kind)!) } : {}),
        }
      }),
      {
        ...accountOf(member.email, 'Tỉnh ủy viên 01 (giả định)', 'reader', member.unit),
        person: personId(member.unit, 'provincial_committee_member', '01'),
      },
    ],
    shown: [
      ...all.map(({ desk, role, email }) => ({ email, password, role, unit: desk.unit })),
      { email: member.email, password, role: 'reader', unit: 'Tỉnh ủy viên 01 – Tỉnh ủy Sóc Trăng' },
    ],
  }
}

const accountOf = (email: string, name: string, role: Role, unit: UnitId): SeedAccount => ({
  id: nameId(`account/${email}`) as AccountId,
  name,
  email,
  grants: [{ id: nameId(`grant/${email}`) as GrantId, role, unit, from: FROM }],
})

const TITLES: Readonly<Partial<Record<Role, string>>> = {
  clerk: 'văn thư',
  leader: 'lãnh đạo',
  officer: 'chuyên viên',
  admin: 'quản trị',
  accountant: 'kế toán',
  cashier: 'thủ quỹ',
  storekeeper: 'thủ kho',
}

/** The office whose holder sits at a desk; an administrator is no office of the unit. */
const officeOf = (role: Role, kind: string): string | null =>
  role === 'clerk' || role === 'officer'
    ? role
    : role === 'leader'
      ? kind === 'party_committee'
        ? 'secretary'
        : kind.startsWith('party_')
          ? 'head'
          : 'chair'
      : null

/** Fills an empty database with a demonstration world. Refuses with `cli.has-world` when one is there. */
export async function seedWorldNamed(
  db: Database,
  name: WorldName,
  facts: AreaFacts,
  now: Date,
): Promise<Result<WorldCounts>> {
  const world = WORLDS[name]
  const passwordHash = await hashOfPassword(world.password)
  const asOf = dayInVietNam(world.startsAt)
  const { accounts } = demonstrationAccounts(facts, world.password)
  try {
    return await db.own({ now, asOf }, async tx => {
      await insertWorld(tx, { name, demonstration: true, startsAt: world.startsAt, seededAt: now })
      const counts = await seedWorld(tx, facts, { province: world.province, asOf })
      const seeded = await seedDemonstrationAccounts(tx, { accounts, passwordHash, now: world.startsAt })
      return seeded.ok ? yes(counts) : seeded
    })
  } catch (error) {
    // The one row of `world` is the guard: whoever comes second changes nothing.
    if (error instanceof Error && 'constraint' in error && error.constraint === 'world_pkey')
      return no(problem('cli.has-world'))
    throw error
  }
}
