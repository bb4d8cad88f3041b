import { fold, type PlainDate, type UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { resolvePhrases } from '../org/index.ts'
import { areasBelow } from './pass-on.sql.ts'

/** The unit that a printed issuer names, when it names exactly one; null otherwise, and the name stands as printed. */
export async function issuerUnitOf(tx: Tx, issuer: string, reader: UnitId, asOf: PlainDate): Promise<UnitId | null> {
  if (issuer.trim() === '') return null
  const [found] = await resolvePhrases(tx, [issuer], { issuer: reader, asOf })
  return found?.understood && found.units.length === 1 ? found.units[0]!.id : null
}

const AREA_TYPE = /^(tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu) /

/**
 * Whether a printed issuer is this very unit: its own name, or a phrase that names its area and resolves to it. "Ban
 * Thường vụ" alone is everybody's, and so nobody's.
 */
export async function isOfUnit(tx: Tx, issuer: string, unit: UnitId, asOf: PlainDate): Promise<boolean> {
  const own = await areasBelow(tx, unit, asOf)
  if (!own) return false
  const name = fold(issuer)
  if (name === fold(own.unit)) return true
  return name.includes(fold(own.area).replace(AREA_TYPE, '')) && (await issuerUnitOf(tx, issuer, unit, asOf)) === unit
}
