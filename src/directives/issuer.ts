import type { PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { resolvePhrases } from '../org/index.ts'

/** The unit that a printed issuer names, when it names exactly one; null otherwise, and the name stands as printed. */
export async function issuerUnitOf(tx: Tx, issuer: string, reader: UnitId, asOf: PlainDate): Promise<UnitId | null> {
  if (issuer.trim() === '') return null
  const [found] = await resolvePhrases(tx, [issuer], { issuer: reader, asOf })
  return found?.understood && found.units.length === 1 ? found.units[0]!.id : null
}
