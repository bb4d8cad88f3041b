import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { UnitId } from '../kernel/index.ts'
import { sameLevel, type UnitView } from '../org/index.ts'

const BESIDE = ['party_committee', 'people_committee']

/** The bodies to which a unit's report goes sideways: the party committee and the government of its level. */
export const unitsBeside = async (
  tx: Tx,
  by: Acting,
  report: { readonly unit_id: UnitId; readonly to_unit_id: UnitId | null },
): Promise<UnitView[]> =>
  (await sameLevel(tx, report.unit_id, by.today, BESIDE)).filter(unit => unit.id !== report.to_unit_id)
