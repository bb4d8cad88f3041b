import { no, problem, yes, type PlainDate, type Problem, type Realm, type Result } from '../kernel/index.ts'
import type { Database } from '../db/index.ts'
import { powersOf, rowsSeenByNobody, tablesOf, type TableSeen } from './check-roles.sql.ts'

/** Tables that the application may use without row-level security, and why nobody is hurt who reads them all. */
const READABLE: ReadonlyMap<string, string> = new Map([
  ['public.world', 'one row: which world this is; printed at the foot of every page'],
  ['public.realm', 'names of provinces'],
  ['public.setting', 'limits, numbering and days: no personal data, no secrets'],
  ['public.area', 'the public list of administrative areas'],
  ['public.area_lineage', 'which area came from which, by published resolutions'],
  ['public.realm_province', 'which province answers for a realm'],
  ['public.unit', 'names of public bodies: an addressee must be found before anything is sent to it'],
  ['public.unit_link', 'which public body stands below which'],
  ['public.unit_path', 'the closure of the same; policies read it'],
  ['public.unit_lineage', 'which public body came from which, by published decisions'],
  ['public.chart_line', 'charts of accounts from which books are opened: facts with their sources'],
  ['public.legal_basis', 'laws under which money is raised, and their days'],
  ['public.legal_duty', 'what the law asks to be published, and when'],
  ['public.ledger_setting', 'one row: above which amount another person reverses'],
  ['public.indicator', 'what Red Cross reports count: facts that anyone may read'],
])

/**
 * Proves at start that the database itself guards the rows: the application's role owns nothing, inherits nothing and
 * cannot bypass policies; every table that it may touch has row-level security or stands on the short list above; and
 * without an actor it sees no row of any protected table. Refuses with `access.unsafe-role`, `access.unprotected-table`
 * or `access.rows-without-actor`; a server that is refused must not listen.
 */
export async function checkRoles(
  db: Database,
  at: { readonly now: Date; readonly today: PlainDate },
): Promise<Result<number>> {
  const nobody = { account: null, roots: [], realm: 0 as Realm, now: at.now, asOf: at.today }
  const powers = await db.read(nobody, powersOf)
  if (powers.length > 0) return no(problem('access.unsafe-role', { powers: powers.join(', ') }))

  const tables = await db.read(nobody, tablesOf)
  const open = tables.map(openTable).find(found => found !== null)
  if (open) return no(open)

  const guarded = tables.filter(table => table.guarded && table.readable)
  const seen = await db.read(nobody, tx => rowsSeenByNobody(tx, guarded))
  return seen.length > 0 ? no(problem('access.rows-without-actor', { tables: seen.join(', ') })) : yes(guarded.length)
}

const openTable = ({ name, guarded, asOwner }: TableSeen): Problem | null => {
  if (asOwner) return problem('access.unprotected-table', { table: name, why: 'view' })
  return guarded || READABLE.has(name) ? null : problem('access.unprotected-table', { table: name, why: 'policy' })
}
