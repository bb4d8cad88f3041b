import { sql } from 'kysely'
import { readAs } from '../src/access/index.ts'
import type { Tx } from '../src/db/index.ts'
import { factsOf, overTime, recordsBehindStep, whoMoved, whoWaits, type Look } from '../src/overview/index.ts'
import { elapsed, limited, tell, type Figure } from './figures.ts'
import { plantTree } from './tree.ts'
import type { Country } from './world.ts'

/** A page answers before anybody wonders whether it does. */
const GOAL_MS = 3000

/** The views of a leader at the top, over a letter that the whole country passed on: 34 provinces and 3,321 communes. */
export async function overview(country: Country): Promise<Figure[]> {
  const { db, moment } = country
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from delivery`.execute(db.pool)
  if (rows[0]!.n === 0) await plantTree(country)
  const actor = country.actor('party_committee', country.home)
  const look: Look = { letter: null, on: moment.today, area: null, own: false, line: null }
  const { total } = await readAs(db, moment, actor, tx => whoMoved(tx, look))
  tell(`overview: ${total.sent} recipients in sight, ${total.asked} with tasks`)
  const views: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
    'who moved': tx => whoMoved(tx, look),
    'what stands out': tx => factsOf(tx, look),
    'who waits': tx => whoWaits(tx, look),
    'over time': tx => overTime(tx, look, 'week'),
    'records behind a figure': tx => recordsBehindStep(tx, look, 'received'),
  }
  const figures: Figure[] = []
  for (const [name, view] of Object.entries(views)) {
    const times: number[] = []
    for (let round = 0; round < 3; round += 1) times.push(await elapsed(() => readAs(db, moment, actor, view)))
    tell(`overview, ${name}: ${times.map(ms => ms.toFixed(0)).join(', ')} ms`)
    const middle = times.sort((a, b) => a - b)[1]!
    figures.push(limited({ name: `overview ${name}`, database: db.kind, unit: 'ms', goal: GOAL_MS, figure: middle }))
  }
  return figures
}
