import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { PlainDate } from '../kernel/index.ts'
import { keepingOf } from '../urging/index.ts'
import { adviceSettings } from './advice.sql.ts'
import { dayAfter, pastOn } from './rules.ts'

/**
 * Courteous notices about the superior's clock, for the nightly work, as the owner: some days before the day, and once it
 * is past. To the superior and to the proposer alike. Whose day is moved gets them anew for the new day; run twice it
 * writes nothing twice, because a notice is named by proposal, day and step. Answers how many were written.
 * On a quiet day nobody is reminded; what falls on one comes on the working day after.
 */
export async function remindOfAdvice(tx: Tx, today: PlainDate, now: Date): Promise<number> {
  if ((await keepingOf(tx)).calendar.isQuiet(today)) return 0
  const settings = await adviceSettings(tx)
  const near = dayAfter(today, settings.remindBefore, settings)
  const done = await sql`
    with step as (
      select a.realm, a.id, a.unit_id, a.superior_id, a.subject, a.due_on, s.name as superior,
        case when a.due_on <= ${pastOn(today, settings)}::date then 'advice-late' else 'advice-near' end as kind
      from advice a join unit s on s.id = a.superior_id
      where a.state = 'sent' and a.due_on <= ${near}::date)
    insert into notice (realm, command_id, ordinal, unit_id, kind, parameters, link, at)
    select step.realm, md5(step.kind || step.id || step.due_on)::uuid, whom.n, whom.unit, step.kind,
      jsonb_build_object('superior', step.superior, 'subject', step.subject, 'date', to_char(step.due_on, 'DD/MM/YYYY')), '/advice/' || step.id, ${now}
    from step cross join lateral (values (0, step.superior_id), (1, step.unit_id)) whom (n, unit)
    on conflict (realm, command_id, ordinal) do nothing`.execute(tx)
  const opinions = await sql`
    insert into notice (realm, command_id, ordinal, unit_id, kind, parameters, link, at)
    select a.realm, md5('opinion-near' || a.id || o.unit_id || o.due_on)::uuid, 0, o.unit_id, 'opinion-near',
      jsonb_build_object('subject', a.subject, 'date', to_char(o.due_on, 'DD/MM/YYYY')), '/advice/' || a.id, ${now}
    from advice_opinion o join advice a on a.realm = o.realm and a.id = o.advice_id
    where o.answered_at is null and a.state = 'sent' and o.due_on <= ${near}::date
    on conflict (realm, command_id, ordinal) do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0n) + Number(opinions.numAffectedRows ?? 0n)
}
