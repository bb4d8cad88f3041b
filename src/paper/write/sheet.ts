import type { Line, Look, Style } from './boxes.ts'
import { annexTitle, bodyPieces, type Piece } from './pieces.ts'
import type { CopyMark, Layout, PaperLetter } from './types.ts'
import { authorityLine, copyNumberLine, excerpt, numberLine, placeAndDate, urgencyWords } from './wording.ts'

/**
 * A letter as boxes of lines, each with its style: what both the PDF and the Word writer print, so that a layout is
 * laid down once. The boxes are those of Decree 30/2020/NĐ-CP, annex I, part IV, and of Guidance 36-HD/VPTW, part II.
 */

export type Row = { readonly left: readonly Line[]; readonly right: readonly Line[] }
export type To = { readonly label: string; readonly entries: readonly string[] }
export type Foot = {
  readonly left: readonly Line[]
  readonly right: readonly Line[]
  readonly name: string
}

export type Sheet = {
  readonly title: string
  readonly looks: Readonly<Record<Style, Look>>
  readonly layout: Layout
  readonly head: readonly Row[]
  readonly heading: readonly Line[]
  readonly to: To | null
  readonly body: readonly Piece[]
  readonly foot: Foot
  readonly annexes: readonly { readonly lines: readonly Line[]; readonly body: readonly Piece[] }[]
  readonly copy: { readonly head: readonly Row[]; readonly foot: Foot } | null
  /** The mark at the foot of every page: that it is a draft, or of a demonstration world. */
  readonly specimen: string
}

export const SPECIMEN = 'BẢN MẪU – KHÔNG CÓ GIÁ TRỊ'

export function sheetOf(letter: PaperLetter, layout: Layout): Sheet {
  const party = letter.regime === 'party'
  const isLetter = letter.docType === 'công văn'
  return {
    title: [numberLine(letter), letter.subject].filter(Boolean).join(' – '),
    looks: looksOf(layout, party),
    layout,
    head: party ? partyHead(letter, isLetter) : stateHead(letter, isLetter),
    heading: isLetter ? [] : typeAndExcerpt(letter),
    to: letter.addressees.length > 0 ? { label: 'Kính gửi:', entries: listed(letter.addressees) } : null,
    body: bodyPieces(letter),
    foot: footOf(letter, party),
    annexes: letter.annexes.map(annex => ({
      lines: annexTitle(letter, annex, letter.annexes.indexOf(annex)),
      body: annex.blocks.flatMap(block => bodyPieces({ blocks: [block], attachments: [] })),
    })),
    copy: letter.copy ? copyOf(letter.copy, (letter.copy.regime ?? letter.regime) === 'party') : null,
    specimen: [letter.draft ? 'DỰ THẢO' : '', letter.specimen ? SPECIMEN : ''].filter(Boolean).join(' · '),
  }
}

const UPPER_BOLD = new Set<Style>(['heading', 'motto', 'issuer', 'typeName', 'subject', 'authority', 'signerName'])

function looksOf(layout: Layout, party: boolean): Record<Style, Look> {
  const size = layout.size
  const look = (style: Style, points: number, italic = false): Look => ({
    size: points,
    bold: UPPER_BOLD.has(style) || style === 'mark' || (style === 'recipientsTitle' && !party),
    italic,
  })
  return {
    heading: look('heading', size.heading),
    motto: look('motto', size.motto),
    parentIssuer: look('parentIssuer', size.parentIssuer),
    issuer: look('issuer', size.issuer),
    star: look('star', size.issuer),
    number: look('number', size.number),
    place: look('place', size.place, true),
    letterSubject: look('letterSubject', size.letterSubject, party),
    typeName: look('typeName', size.typeName),
    subject: look('subject', size.subject),
    body: look('body', size.body),
    table: look('table', size.table),
    authority: look('authority', size.authority),
    signerName: look('signerName', size.authority),
    recipientsTitle: look('recipientsTitle', size.recipientsTitle, !party),
    recipients: look('recipients', size.recipients),
    mark: look('mark', size.mark),
    page: look('page', size.page),
    annexOf: look('annexOf', size.place, true),
  }
}

/** The heading of the youth union stands where the national title stands; its letters follow the State's otherwise. */
const titleLines = (letter: PaperLetter): Line[] =>
  letter.regime === 'youth_union'
    ? [{ style: 'heading', text: 'ĐOÀN TNCS HỒ CHÍ MINH', rule: 'whole' }]
    : [
        { style: 'heading', text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM' },
        { style: 'motto', text: 'Độc lập - Tự do - Hạnh phúc', rule: 'whole' },
      ]

function stateHead(letter: PaperLetter, isLetter: boolean): Row[] {
  return [
    { left: issuerLines(letter.parentIssuer, letter.issuer, 'part'), right: titleLines(letter) },
    {
      left: [
        ...lines('number', numberLine(letter)),
        ...lines('letterSubject', isLetter ? excerpt(letter) : null),
        ...marks(letter),
      ],
      right: lines('place', placeAndDate(letter)),
    },
  ]
}

function partyHead(letter: PaperLetter, isLetter: boolean): Row[] {
  return [
    {
      left: [
        ...issuerLines(letter.parentIssuer, letter.issuer),
        { style: 'star', text: '*' },
        ...lines('number', numberLine(letter)),
        ...lines('letterSubject', isLetter ? excerpt(letter) : null),
        ...marks(letter),
      ],
      right: [
        { style: 'heading', text: 'ĐẢNG CỘNG SẢN VIỆT NAM', rule: 'whole' },
        ...lines('place', placeAndDate(letter)),
      ],
    },
  ]
}

const lines = (style: Style, text: string | null): Line[] => (text ? [{ style, text }] : [])
const marks = (letter: PaperLetter): Line[] => [
  ...lines('mark', urgencyWords(letter.urgency)),
  ...lines('mark', letter.circulation?.toUpperCase() ?? null),
]

/** Bodies that issue together stand one under the other, each after a dash. */
function issuerLines(parent: string | null, issuer: string | null, rule?: 'part'): Line[] {
  const own = (issuer ?? '').split('; ').filter(Boolean)
  return [
    ...lines('parentIssuer', parent === null ? null : kept(parent.toUpperCase())),
    ...own.map((name, at): Line => {
      const text = `${at > 0 ? '- ' : ''}${kept(name.toUpperCase())}`
      return rule && at === own.length - 1 ? { style: 'issuer', text, rule } : { style: 'issuer', text }
    }),
  ]
}

/** The name of a place is not torn apart at the end of a line, and no last word stands alone on one. */
const kept = (name: string): string => {
  const place = / (?:TỈNH|HUYỆN|QUẬN|THÀNH PHỐ|THỊ XÃ|THỊ TRẤN|PHƯỜNG|XÃ) .{2,18}$/.exec(name)
  const from = place ? place.index + 1 : name.lastIndexOf(' ', name.lastIndexOf(' ') - 1) + 1
  return name.split(' ').length < 3 ? name : name.slice(0, from) + name.slice(from).replace(/ /g, '\u00a0')
}

const typeAndExcerpt = (letter: PaperLetter): Line[] => {
  const said = excerpt(letter)
  return [
    { style: 'typeName', text: letter.docType.toUpperCase() },
    ...(said ? [{ style: 'subject', text: said, rule: 'part' } satisfies Line] : []),
  ]
}

/** One addressee stands beside the words; several go below each other, closed as a list is. */
const listed = (names: readonly string[]): string[] =>
  names.length === 1
    ? names.map(name => `${name}.`)
    : names.map((name, at) => `- ${name}${at === names.length - 1 ? '.' : ';'}`)

type Signed = Pick<
  CopyMark,
  'recipients' | 'archive' | 'authorityPrefix' | 'authorityBody' | 'signerTitle' | 'signerName'
>

function footOf(of: Signed, party: boolean): Foot {
  const entries = of.recipients.map(
    name => `- ${name}${of.archive === null && name === of.recipients.at(-1) ? '.' : ';'}`,
  )
  const archive = of.archive === null ? [] : [`- Lưu: ${of.archive}.`]
  const list = [...entries, ...archive]
  return {
    left:
      list.length === 0
        ? []
        : [
            { style: 'recipientsTitle', text: 'Nơi nhận:', ...(party ? { rule: 'whole' } : {}) } satisfies Line,
            ...list.map((text): Line => ({ style: 'recipients', text })),
          ],
    right: [
      ...lines('authority', authorityLine(of, party)),
      ...lines('authority', of.signerTitle ? kept(of.signerTitle.toUpperCase()) : null),
    ],
    name: of.signerName ?? '',
  }
}

/** Decree 30/2020 annex I part III: what the office that copies puts under the last line of what it copied. */
function copyOf(copy: CopyMark, party: boolean): NonNullable<Sheet['copy']> {
  const place = placeAndDate({ ...copy, date: copy.date })
  const kind = { 'sao-y': 'SAO Y', 'sao-luc': 'SAO LỤC', 'trich-sao': 'TRÍCH SAO' }[copy.kind]
  return {
    head: [
      {
        left: [
          ...issuerLines(null, copy.issuer, ...(party ? [] : (['part'] as const))),
          ...(party ? [{ style: 'star', text: '*' } satisfies Line] : []),
          ...lines('number', copyNumberLine(copy, party)),
        ],
        right: [{ style: 'mark', text: kind }, ...lines('place', place)],
      },
    ],
    foot: footOf(copy, party),
  }
}
