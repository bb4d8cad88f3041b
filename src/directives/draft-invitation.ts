import { assert, no, plainDate, problem, yes, type Problem, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { textOf, type Block } from '../paper/index.ts'
import { unitNames } from './document.sql.ts'
import { draft, type Drafted } from './draft-outgoing.ts'
import { blank } from './pass-on.ts'
import { DRAFTS, mayDraft } from './policy.ts'
import { slashed } from './wording.ts'

export type DraftInvitation = {
  readonly unit: UnitId
  /** What one is invited to: "Hội nghị triển khai công tác nhân đạo năm 2023". */
  readonly meeting: string
  /** What is done there. */
  readonly content: string
  readonly invited: readonly string[]
  readonly chair: string
  readonly day: string
  /** `HH:MM` */
  readonly time: string
  readonly place: string
  /** What to bring, whom to ring; may be empty. */
  readonly note?: string
}

/**
 * Drafts a giấy mời (form 1.10 of Decree 30/2020, annex III): who is invited to what, with whom in the chair, when and
 * where. Refuses `directives.invitation-no-…`, `-day`, `-time` and `-past`, each at its field; then what `draft` refuses.
 */
export const draftInvitation = useCase<DraftInvitation, Drafted>(
  'directives.draft-invitation',
  DRAFTS,
  async (tx, by, input) => {
    const may = mayDraft(by.actor, input.unit)
    if (!may.ok) return may
    const [wrong] = invitationProblems(input, by.today)
    if (wrong) return no(wrong)
    const unit = (await unitNames(tx, [input.unit])).get(input.unit)
    assert(unit, 'the actor holds a role at a unit that exists')
    const invited = invitedOf(input)
    const fields = {
      ...(await blank(tx, by, input.unit)),
      docType: 'giấy mời',
      issuer: unit,
      subject: oneLine(input.meeting),
      addressees: invited,
      body: textOf(bodyOf(unit, input, invited)),
    }
    const drafted = await draft(tx, by, { unit: input.unit, fields }, null)
    return drafted.ok ? yes(drafted.value) : drafted
  },
)

const NEEDED = ['meeting', 'content', 'invited', 'chair', 'day', 'time', 'place'] as const
const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/

/** Everything that a person can put right, so that a form says it all at once. */
export function invitationProblems(input: Omit<DraftInvitation, 'unit'>, today: string): Problem[] {
  const missing = NEEDED.filter(field =>
    field === 'invited' ? invitedOf(input).length === 0 : oneLine(input[field]) === '',
  )
  const wrong = missing.map(field => problem(`directives.invitation-no-${field}`, {}, { field }))
  const day = plainDate(input.day)
  if (!missing.includes('day') && !day) wrong.push(problem('directives.invitation-day', {}, { field: 'day' }))
  if (day && day < today) wrong.push(problem('directives.invitation-past', {}, { field: 'day' }))
  if (!missing.includes('time') && !TIME.test(input.time.trim()))
    wrong.push(problem('directives.invitation-time', {}, { field: 'time' }))
  return wrong
}

const invitedOf = ({ invited }: Pick<DraftInvitation, 'invited'>): string[] => invited.map(oneLine).filter(Boolean)

function bodyOf(unit: string, input: DraftInvitation, invited: readonly string[]): Block[] {
  const [, hour = '', minute = ''] = TIME.exec(input.time.trim()) ?? []
  const day = plainDate(input.day)
  assert(day, 'the day was looked at before')
  const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
  const note = oneLine(input.note ?? '')
  return [
    ...(invited.length === 1
      ? [paragraph(`${unit} trân trọng kính mời ${invited[0]!}`)]
      : [
          paragraph(`${unit} trân trọng kính mời:`),
          ...invited.map((text, at): Block => ({
            kind: 'item',
            label: '-',
            text: closed(text, at === invited.length - 1),
            level: 2,
          })),
        ]),
    paragraph(`Tới dự: ${closed(oneLine(input.meeting), true)}`),
    paragraph(`Nội dung: ${closed(oneLine(input.content), true)}`),
    paragraph(`Chủ trì: ${closed(oneLine(input.chair), true)}`),
    paragraph(`Thời gian: ${hour.padStart(2, '0')} giờ ${minute} phút, ngày ${slashed(day)}.`),
    paragraph(`Địa điểm: ${closed(oneLine(input.place), true)}`),
    ...(note ? [paragraph(closed(note, true))] : []),
  ]
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
const closed = (text: string, last: boolean): string => `${text.replace(/[.;,\s]+$/, '')}${last ? '.' : ';'}`
