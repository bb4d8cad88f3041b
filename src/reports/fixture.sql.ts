// The world of the tests of periodic reports: a letter of the provincial society, passed on by the district of Kế Sách to its
// communes, with activities and sessions that are evidence of its tasks, planted as the lower rooms keep them.
import { must, uuid7 } from '../../test/testkit.ts'
import { readAs, type Actor, type Moment } from '../access/index.ts'
import { acknowledge, draftOutgoing, passOn } from '../directives/index.ts'
import { aClause, aLetter, send, story, type Story } from '../directives/fixture.sql.ts'
import { dayInVietNam, type DocumentId, type UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'

const KE_SACH = '1-943'

export type Reporting = Story & {
  readonly province: Actor
  readonly district: Actor
  readonly communes: readonly [Actor, Actor]
  readonly letter: DocumentId
  readonly down: DocumentId
  /** Reads at the moment of the reports, in June. */
  readLater<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>
  plant(by: Actor, document: DocumentId, activity: Planted): Promise<string>
  alsoShows(unit: UnitId, document: DocumentId, activity: string): Promise<void>
  session(by: Actor, document: DocumentId, day: string, people: { called: number; present: number }): Promise<string>
}
export type Planted = {
  readonly title?: string
  readonly day: string
  readonly results: Readonly<Record<string, number>>
  readonly people?: number
  readonly enteredAt?: string
}

/** A day after the half-year's cut-off and before its end. */
export const JUNE: Moment = {
  now: new Date('2023-06-16T02:00:00Z'),
  today: dayInVietNam(new Date('2023-06-16T02:00:00Z')),
}
export const JULY: Moment = {
  now: new Date('2023-07-10T02:00:00Z'),
  today: dayInVietNam(new Date('2023-07-10T02:00:00Z')),
}

export async function reporting(t: Parameters<typeof story>[0]): Promise<Reporting> {
  const w = await story(t)
  const all = ['clerk', 'leader', 'officer'] as const
  const province = await w.actor(await w.unit('red_cross_society'), ...all)
  const clauses = [aClause({ label: '1', rhythm: 'standing', dueOn: null, dueText: null }), aClause({ label: '2' })]
  const fields = aLetter({ number: null, symbol: null, issuedOn: null, clauses })
  const { document } = must(await w.run(province, draftOutgoing, { unit: province.unit, fields }))
  await send(w, province, document, { office: 'CTĐ' })
  const district = await w.actor(await w.unit('red_cross_society', KE_SACH), ...all)
  must(await w.run(district, acknowledge, { unit: district.unit, document }))
  const addressees = ['Hội Chữ thập đỏ các xã, thị trấn']
  const down = must(await w.run(district, passOn, { unit: district.unit, document, addressees }))
  await send(w, district, down.document, { office: 'CTĐKS' })
  const below = await w.rows<{ unit_id: UnitId }>(
    `select distinct unit_id from task where document_id = '${down.document}' order by unit_id limit 2`,
  )
  const communes = [await w.actor(below[0]!.unit_id, ...all), await w.actor(below[1]!.unit_id, ...all)] as const
  const alsoShows: Reporting['alsoShows'] = async (unit, of, activity) =>
    void (await w.rows(`insert into task_evidence (realm, document_id, clause_ordinal, unit_id, kind, evidence_id, on_day, at, command_id)
      select t.realm, t.document_id, t.clause_ordinal, t.unit_id, 'activity', a.id, a.until_on, a.entered_at, '${uuid7()}'
      from task t, activity a where t.document_id = '${of}' and t.unit_id = '${unit}' and a.id = '${activity}'`))
  return {
    ...w,
    province,
    district,
    communes,
    letter: document,
    down: down.document,
    readLater: (actor, work) => readAs(w.db, JUNE, actor, work),
    alsoShows,
    plant: async (by, of, planted) => {
      const id = uuid7()
      const [area] = await w.rows<{ area_id: string }>(`select area_id from unit where id = '${by.unit}'`)
      const at = planted.enteredAt ?? `${planted.day}T08:00:00Z`
      await w.rows(`insert into activity (realm, id, unit_id, kind, title, from_on, until_on, area_id, people, person_times, state, held_at, held_by,
          entered_by, entered_at, changed_by, changed_at, command_id)
        values (94, '${id}', '${by.unit}', 'blood', '${planted.title ?? 'Hiến máu tình nguyện'}', '${planted.day}', '${planted.day}', '${area!.area_id}',
          ${planted.people ?? 'null'}, ${planted.people ?? 'null'}, 'held', '${at}', '${by.account}', '${by.account}', '${at}', '${by.account}', '${at}', '${uuid7()}')`)
      await w.rows(`insert into activity_unit (realm, activity_id, unit_id, role, organiser_id, command_id)
        values (94, '${id}', '${by.unit}', 'organiser', '${by.unit}', '${uuid7()}')`)
      for (const [indicator, amount] of Object.entries(planted.results))
        await w.rows(`insert into activity_result (realm, activity_id, indicator, organiser_id, amount, command_id)
          values (94, '${id}', '${indicator}', '${by.unit}', ${amount}, '${uuid7()}')`)
      await alsoShows(by.unit, of, id)
      return id
    },
    session: async (by, of, day, people) => {
      const id = uuid7()
      const during = `[${day} 08:00+07,${day} 10:00+07)`
      const audience = 'organisation-members'
      await w.rows(`insert into study_roll (realm, document_id, branch_id, audience, unit_id, people, counted_at, command_id)
        values (94, '${of}', '${by.unit}', '${audience}', '${by.unit}', ${people.called * 2}, now(), '${uuid7()}') on conflict do nothing`)
      await w.rows(`insert into study_session (realm, id, document_id, unit_id, form, during, place, means, entered_at, command_id)
        values (94, '${id}', '${of}', '${by.unit}', 'quan-triet', '${during}', 'Hội trường', 'meeting', '${day} 11:00+07', '${uuid7()}')`)
      await w.rows(`insert into study_attendance (realm, session_id, branch_id, audience, document_id, unit_id, during, called, present)
        values (94, '${id}', '${by.unit}', '${audience}', '${of}', '${by.unit}', '${during}', ${people.called}, ${people.present})`)
      return id
    },
  }
}

/** The four texts, written. */
export const texts = {
  results: 'Đã vận động hiến máu theo kế hoạch.',
  shortcomings: 'Một số ấp chưa tổ chức.',
  causes: 'Trùng vụ thu hoạch.',
  direction: 'Vận động bổ sung trong quý III.',
}
