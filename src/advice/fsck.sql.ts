import { sql } from 'kysely'
import { askAll, type Question } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** Each question selects one text column `sample` for every row that breaks the rule. */
const QUESTIONS: readonly Question[] = [
  {
    name: 'advice.sent-has-its-clock',
    read: 'advice',
    broken: sql`select a.subject as sample from advice a where a.state in ('sent', 'decided') and (a.due_on is null or a.due_on < a.sent_on)`,
  },
  {
    name: 'advice.day-moved-only-with-a-reason',
    read: 'advice_extension',
    broken: sql`
      select e.advice_id::text as sample from advice_extension e
        join advice_extension before on before.realm = e.realm and before.advice_id = e.advice_id and before.ordinal = e.ordinal - 1
        join advice a on a.id = e.advice_id
      where e.from_on <> before.to_on and a.returned_why is null`,
  },
  {
    name: 'advice.decided-within-its-time',
    read: 'advice',
    broken: sql`select a.subject as sample from advice a where a.state = 'decided' and a.decided_on < a.sent_on`,
  },
  {
    name: 'advice.day-is-the-last-that-was-given',
    read: 'advice',
    broken: sql`
      select a.subject as sample from advice a
        join lateral (select e.to_on, e.at from advice_extension e where (e.realm, e.advice_id) = (a.realm, a.id) order by e.ordinal desc limit 1) e on true
      where a.state in ('sent', 'decided') and e.at > a.sent_at and a.due_on <> e.to_on`,
  },
  {
    name: 'advice.opinion-of-who-was-asked',
    read: 'advice_opinion',
    broken: sql`
      select o.advice_id::text as sample from advice_opinion o join advice a on a.id = o.advice_id
      where o.asked_by not in (a.unit_id, a.superior_id) or o.unit_id in (a.unit_id)`,
  },
]

/** Every invariant of proposals, over the whole database: run it as the owner. */
export const fsckAdvice = (tx: Tx) => askAll(tx, QUESTIONS)
