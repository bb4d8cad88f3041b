import type { PlainDate } from '../kernel/index.ts'
import type { AreaType, Level } from './areas.ts'

/** The lines in which units stand. A unit may stand in several at once; in each it has at most one parent. */
export const LINES = [
  'party',
  'council',
  'government',
  'justice',
  'security',
  'military',
  'front',
  'red_cross',
  'youth',
  'women',
  'farmers',
  'veterans',
  'trade_union',
  'elderly',
  'study_promotion',
  'agent_orange',
  'patronage',
] as const
export type Line = (typeof LINES)[number]

/** Sets of kinds that letters name in one word: "các ban đảng", "các sở, ban, ngành", "các tổ chức thành viên". */
export type Group =
  | 'party_board'
  | 'direct_party_committee'
  | 'party_organisation'
  | 'department'
  | 'sector_body'
  | 'socio_political'
  | 'mass_association'
  | 'front_member'
  | 'press'
  | 'school'
  | 'health_facility'

/** What a unit is to another body of the same area: letters say the role first ("Ban Thường vụ …", "Đảng đoàn …"). */
export type Role = 'standing' | 'permanent' | 'office' | 'delegation' | 'caucus' | 'inspection' | 'cell' | 'branch'

/**
 * Where a unit hangs in a line. `above`: under the same kind in the nearest area above, a root if there is none.
 * A kind: under that kind in the same area; `kind^`: in the nearest area above. A list: the first that exists.
 */
export type Under = 'above' | 'root' | readonly string[]

export type Place = { readonly line: Line; readonly under: Under; readonly from?: PlainDate }

export type KindRule = {
  readonly kind: string
  readonly at: readonly Level[]
  readonly places: readonly Place[]
  /**
   * Vietnamese name. `{area}` = "huyện Kế Sách", `{bare}` = "Kế Sách", `{committee}` = "Huyện ủy Kế Sách",
   * `{youth}` = "Huyện đoàn Kế Sách", `{n}` = the ordinal. A record where the name differs by level.
   */
  readonly name: string | Partial<Record<Level, string>>
  readonly short?: string
  readonly groups: readonly Group[]
  readonly role?: Role
  /** The body of which it is the standing committee, the office, the delegation … */
  readonly of?: string
  readonly in?: readonly AreaType[]
  /** Only in the provinces with these codes. */
  readonly provinces?: readonly string[]
  readonly from?: PlainDate
  /** The first day on which it no longer exists. */
  readonly until?: PlainDate
  /** Who does its work afterwards, for letters that still use the old name. */
  readonly becomes?: string
  /** How many in each area; 1 unless said. */
  readonly times?: number
  /** No real body: its name must carry "(giả định)". */
  readonly invented?: boolean
  /** A made-up party cell stands in this agency, so that dissemination "to the party cell" reaches it. */
  readonly hasCell?: 'party' | 'government' | undefined
}
