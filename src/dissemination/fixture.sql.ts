// A directive to study, from the Party committee of Kế Sách to its communes: what the tests of this room and of those above it begin with.
import { must } from '../../test/testkit.ts'
import type { Actor } from '../access/index.ts'
import { draftOutgoing, type LetterFields } from '../directives/index.ts'
import { aClause, aLetter, send, type Story } from '../directives/fixture.sql.ts'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'

export type Directive = {
  readonly document: DocumentId
  readonly district: Actor
  readonly commune: Actor
  /** Three made-up cells of the commune, in the order of their names. */
  readonly cells: readonly UnitId[]
}

export const KE_SACH = '1-943'
const ASK = 'Đảng ủy các xã, thị trấn tổ chức quán triệt, phổ biến Công văn này đến chi bộ.'

/** Issues it, and answers with somebody at work in the district and in one of the communes that received it. */
export async function aDirective(w: Story, more: Partial<LetterFields> = {}): Promise<Directive> {
  const unit = await w.unit('party_committee', KE_SACH)
  const district = await w.actor(unit, 'clerk', 'leader', 'officer')
  const phrase = 'Đảng ủy các xã, thị trấn'
  const asks = (sentence: string) => [{ phrase, role: 'lead' as const, force: 'yeu-cau' as const, sentence }]
  const fields = aLetter({
    regime: 'party',
    issuer: 'Huyện ủy Kế Sách',
    number: null,
    symbol: null,
    issuedOn: null,
    circulationFloor: 'chi-bo',
    addressees: [phrase],
    clauses: [
      aClause({ label: '1', text: ASK, rhythm: 'standing', dueOn: null, dueText: null, asks: asks(ASK) }),
      aClause({ label: '2', asks: asks('Đảng ủy các xã, thị trấn báo cáo kết quả.') }),
    ],
    ...more,
  })
  const { document } = must(await w.run(district, draftOutgoing, { unit, fields }))
  await send(w, district, document, { office: 'HU' })
  const [first] = await w.rows<{ unit_id: UnitId }>(
    `select d.unit_id from delivery d join unit u on u.id = d.unit_id where document_id = '${document}' and u.kind = 'party_committee' order by u.name limit 1`,
  )
  const commune = await w.actor(first!.unit_id, 'officer')
  const cells = await w.rows<{ id: UnitId }>(
    `select c.id from unit_link l join unit c on c.id = l.child_id where l.parent_id = '${first!.unit_id}' and c.kind = 'party_cell' order by c.name`,
  )
  return { document, district, commune, cells: cells.map(cell => cell.id) }
}

/** A session of the morning of 10 February 2023, two days after the world of the tests begins. */
export const MORNING = { from: '2023-02-10T07:30', until: '2023-02-10T10:30' } as const
export const LATER = { now: new Date('2023-02-20T02:00:00Z'), today: '2023-02-20' as PlainDate }
