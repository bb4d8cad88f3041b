// One letter of the provincial society to its districts, with a deadline, a standing task and people at both ends.
import type { TestContext } from 'node:test'
import { sql } from 'kysely'
import { aCommand, at, must } from '../../test/testkit.ts'
import { readAs, runCommand, type Actor, type Moment, type UseCase } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { draftOutgoing } from '../directives/index.ts'
import { aClause, aLetter, send, story, type Story } from '../directives/fixture.sql.ts'
import type { DocumentId, PlainDate, Result, UnitId } from '../kernel/index.ts'
import { urgeAll, type Urged } from './index.ts'

export type Sent = {
  readonly w: Story
  readonly document: DocumentId
  /** Who issued the letter: clerk, leader and officer in one. */
  readonly issuer: Actor
  /** Kế Sách, one of the districts that have it. */
  readonly district: UnitId
  readonly recipient: Actor
  /** The night's work of a day. */
  night(day: string): Promise<Urged>
  runOn<I, O>(day: string, actor: Actor, command: UseCase<I, O>, input: I): Promise<Result<O>>
  readOn<T>(day: string, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>
}

export const on = (day: string): Moment => at(`${day}T02:00:00Z`)
export const KE_SACH = '1-943'
export const DUE = '2023-03-01' as PlainDate

export async function sentLetter(t: Pick<TestContext, 'after'>): Promise<Sent> {
  const w = await story(t)
  const society = await w.unit('red_cross_society')
  const issuer = await w.actor(society, 'clerk', 'leader', 'officer')
  const district = await w.unit('red_cross_society', KE_SACH)
  const recipient = await w.actor(district, 'clerk', 'leader', 'officer')
  const fields = aLetter({
    issuer: '',
    number: null,
    issuedOn: null,
    clauses: [
      aClause({ dueOn: DUE }),
      aClause({ label: '2', rhythm: 'standing', dueOn: null, dueText: null, text: 'Thường xuyên vận động hiến máu.' }),
    ],
  })
  const { document } = must(await w.run(issuer, draftOutgoing, { unit: society, fields }))
  await send(w, issuer, document)
  return {
    w,
    document,
    issuer,
    district,
    recipient,
    night: day => urgeAll(w.db, on(day), aCommand()),
    runOn: (day, actor, command, input) => runCommand(w.db, on(day), actor, aCommand(), command, input),
    readOn: (day, actor, work) => readAs(w.db, on(day), actor, work),
  }
}

/** The quiet days that a fresh database has. */
export const quietDaysIn = async (db: Story['db']) =>
  (
    await sql<{ day: PlainDate; kind: string; name: string; toConfirm: boolean }>`
    select day, kind, name, to_confirm as "toConfirm" from quiet_day order by day`.execute(db.pool)
  ).rows
