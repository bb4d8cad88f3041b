// The world of the tests of this room: the district society of Kế Sách with tasks from a letter of the province, and the
// societies of its communes. Higher rooms may stand on it.
import { must } from '../../test/testkit.ts'
import type { Actor } from '../access/index.ts'
import { draftOutgoing, passOn, acknowledge, type TaskKey } from '../directives/index.ts'
import { aClause, aLetter, send, story, type Story } from '../directives/fixture.sql.ts'
import type { AreaId, DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { ActivityFields } from './types.ts'

export const KE_SACH = '1-943' as AreaId

export type Field = Story & {
  readonly province: Actor
  readonly district: Actor
  readonly commune: Actor
  readonly other: Actor
  readonly letter: DocumentId
  readonly tasks: {
    readonly standing: TaskKey
    readonly due: TaskKey
    readonly commune: TaskKey
    readonly other: TaskKey
  }
}

const clauses = [
  aClause({
    label: '1',
    rhythm: 'standing',
    dueOn: null,
    dueText: null,
    text: 'Hội Chữ thập đỏ các huyện, thị xã, thành phố vận động hiến máu nhân đạo, trợ giúp người nghèo.',
  }),
  aClause({ label: '2' }),
]

/** A letter of the provincial society to its districts, which Kế Sách passes on to its communes. */
export async function inTheField(t: Parameters<typeof story>[0]): Promise<Field> {
  const w = await story(t)
  const province = await w.actor(await w.unit('red_cross_society'), 'clerk', 'leader', 'officer')
  const fields = aLetter({ number: null, symbol: null, issuedOn: null, clauses })
  const { document } = must(await w.run(province, draftOutgoing, { unit: province.unit, fields }))
  await send(w, province, document, { office: 'CTĐ' })
  const district = await w.actor(await w.unit('red_cross_society', KE_SACH), 'clerk', 'leader', 'officer')
  must(await w.run(district, acknowledge, { unit: district.unit, document }))
  const addressees = ['Hội Chữ thập đỏ các xã, thị trấn']
  const down = must(await w.run(district, passOn, { unit: district.unit, document, addressees }))
  await send(w, district, down.document, { office: 'CTĐKS' })
  const [below] = await w.rows<{ unit_id: UnitId; clause_ordinal: number }>(
    `select t.unit_id, t.clause_ordinal from task t where t.document_id = '${down.document}' order by unit_id, clause_ordinal limit 1`,
  )
  if (!below) throw new Error('the district’s letter asks its communes nothing')
  const commune = await w.actor(below.unit_id, 'clerk', 'leader', 'officer')
  const other = await w.actor(await w.unit('red_cross_society', '1-944'), 'clerk', 'leader', 'officer')
  const task = (unit: UnitId, clause: number, of: DocumentId = document): TaskKey => ({ document: of, clause, unit })
  return {
    ...w,
    province,
    district,
    commune,
    other,
    letter: document,
    tasks: {
      standing: task(district.unit, 1),
      due: task(district.unit, 2),
      commune: task(commune.unit, below.clause_ordinal, down.document),
      other: task(other.unit, 1),
    },
  }
}

/** A blood drive of three days before the day of the story. */
export const anActivity = (more: Partial<ActivityFields> = {}): ActivityFields => ({
  kind: 'blood',
  title: 'Hiến máu tình nguyện đợt 1',
  fromOn: '2023-02-01' as PlainDate,
  untilOn: '2023-02-03' as PlainDate,
  area: KE_SACH,
  place: 'Trung tâm Văn hoá huyện',
  with: [],
  people: 650,
  personTimes: 691,
  note: '',
  results: [{ indicator: 'blood-units', amount: 691 }],
  tasks: [],
  ...more,
})
