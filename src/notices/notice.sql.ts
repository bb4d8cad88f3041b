import { sql } from 'kysely'
import type { Acting, Scope } from '../access/index.ts'
import type { PersonId, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import type { NewNotice, Notice, Teller } from './types.ts'

/**
 * Ordinals go on where the command's earlier notices ended, which is counted once and not again for each notice. What
 * thousands are told alike is sent to the database once.
 */
export const insertNotices = (tx: Tx, by: Teller, notices: readonly NewNotice[]) =>
  sql`insert into notice (realm, command_id, ordinal, unit_id, person_id, kind, parameters, link, at)
    select ${by.actor.realm}, ${by.command}::uuid, (select notices_of_command()) + whom.n, whom.unit, whom.person,
      told.kind, coalesce(told.parameters, '{}'), told.link, ${by.now}
    from jsonb_to_recordset(${JSON.stringify(toldAlike(notices))}::jsonb) as told(kind text, parameters jsonb, link text, whom jsonb)
      cross join jsonb_to_recordset(told.whom) as whom(n integer, unit uuid, person uuid)`.execute(tx)

type Alike = Pick<NewNotice, 'kind' | 'parameters' | 'link'> & {
  readonly whom: { readonly n: number; readonly unit?: UnitId; readonly person?: PersonId }[]
}

/** Runs of notices that say the same; a sender gives them the very same parameters. */
function toldAlike(notices: readonly NewNotice[]): Alike[] {
  const runs: Alike[] = []
  notices.forEach(({ kind, parameters, link, ...whom }, n) => {
    const last = runs.at(-1)
    if (last && last.kind === kind && last.parameters === parameters && last.link === link)
      last.whom.push({ n, ...whom })
    else runs.push({ kind, ...(parameters ? { parameters } : {}), ...(link ? { link } : {}), whom: [{ n, ...whom }] })
  })
  return runs
}

/** Mail for the last `count` notices of the command, and one job when any was queued. */
export const queueMail = (tx: Tx, count: number, queue: string) =>
  sql`select enqueue_job(${queue}) where queue_mail(notices_of_command() - ${count}::int) > 0`.execute(tx)

/** For whom a reader's inbox is: the units of the grants, not what lies below them, and the reader's own person. */
const mine = (scope: Scope) =>
  sql`(n.unit_id = any(${`{${scope.roots.join(',')}}`}::uuid[])
    or n.person_id = (select person_id from account where id = app_account()))`

/** The newest notices, unread ones first. */
export async function inbox(tx: Tx, scope: Scope, limit: number): Promise<Notice[]> {
  const { rows } = await sql<Notice>`
    select n.command_id || '.' || n.ordinal as id, n.kind, n.parameters, n.link, n.unit_id as unit, u.name as "unitName",
      n.at, n.read_at as "readAt", n.read_by as "readBy"
    from notice n left join unit u on u.id = n.unit_id
    where ${mine(scope)}
    order by n.read_at is not null, n.at desc, n.command_id, n.ordinal limit ${limit}`.execute(tx)
  return rows
}

/** How many are unread, for the number beside the bell. */
export async function unread(tx: Tx, scope: Scope): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from notice n where n.read_at is null and ${mine(scope)}`.execute(tx)
  return rows[0]!.n
}

/** Marks those of the list, or all, that the reader's own units have not read yet; answers how many. */
export async function markAsRead(tx: Tx, by: Acting, scope: Scope, ids: readonly string[] | 'all'): Promise<number> {
  const listed =
    ids === 'all'
      ? sql`true`
      : sql`n.command_id || '.' || n.ordinal in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`
  const done = await sql`update notice n set read_at = ${by.now}, read_by = ${by.actor.account}
    where n.read_at is null and ${listed} and ${mine(scope)}`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}
