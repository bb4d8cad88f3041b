import { sql } from 'kysely'
import type { UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { layoutOf, layoutWith, type Figures, type Layout } from '../paper/index.ts'
import type { Regime } from './types.ts'

/** The figures in which an office prints its letters, where it set its own. */

export type LayoutRegime = 'state' | 'party'
export const layoutRegime = (regime: Regime | null): LayoutRegime => (regime === 'party' ? 'party' : 'state')

export const putFigures = (tx: Tx, by: Acting, unit: UnitId, regime: LayoutRegime, figures: Figures) =>
  sql`insert into letter_layout (realm, unit_id, regime, figures, set_by, set_at, command_id)
    values (${by.actor.realm}, ${unit}, ${regime}, ${JSON.stringify(figures)}::jsonb, ${by.actor.account}, ${by.now}, ${by.command})
    on conflict (realm, unit_id, regime) do update set figures = excluded.figures, set_by = excluded.set_by, set_at = excluded.set_at,
      command_id = excluded.command_id`.execute(tx)

export async function ownFigures(tx: Tx, unit: UnitId): Promise<Readonly<Record<LayoutRegime, Figures>>> {
  const { rows } = await sql<{ regime: LayoutRegime; figures: Figures }>`
    select regime, figures from letter_layout where unit_id = ${unit}`.execute(tx)
  const of = (regime: LayoutRegime) => rows.find(row => row.regime === regime)?.figures ?? {}
  return { state: of('state'), party: of('party') }
}

/** The layout of an office's letters; the regime's own where nobody says whose it is. */
export async function layoutFor(tx: Tx, unit: UnitId | null, regime: Regime | null): Promise<Layout> {
  const kind = layoutRegime(regime)
  return unit ? layoutWith(kind, (await ownFigures(tx, unit))[kind]) : layoutOf(kind)
}
