import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  Tab,
  TextRun,
  VerticalAlign,
  WidthType,
  type FileChild,
  type IBordersOptions,
  type IParagraphOptions,
} from 'docx'
import { khmerFont } from './fonts.ts'
import type { Piece } from './pieces.ts'
import type { Foot, Line, Row, Sheet, Style } from './sheet.ts'

/** Twentieths of a point, in which Word counts lengths. */
const mm = (length: number): number => Math.round((length * 1440) / 25.4)
const pt = (points: number): number => Math.round(points * 20)
const PAGE_WIDTH = 210
const FONT = 'Times New Roman'
const KHMER = 'Battambang'

/** The sheet as a Word file with styles of its own, so that an office can go on writing in it. */
export async function docxOf(sheet: Sheet): Promise<Uint8Array> {
  const { layout } = sheet
  const wide = PAGE_WIDTH - layout.margin.left - layout.margin.right
  const page = { size: { width: mm(PAGE_WIDTH), height: mm(297) }, margin: marginOf(sheet) }
  const headers = { default: new Header({ children: [folio()] }), first: new Header({ children: [new Paragraph({})] }) }
  const footer = () => new Footer({ children: sheet.specimen ? [centred('Mark', sheet.specimen)] : [new Paragraph({})] })
  const frame = { headers, footers: { default: footer(), first: footer() } }
  const document = new Document({
    title: sheet.title,
    creator: '',
    styles: stylesOf(sheet),
    ...(/[\u1780-\u17ff]/.test(JSON.stringify(sheet)) ? { fonts: [{ name: KHMER, data: khmerFont() }] } : {}),
    sections: [
      { properties: { titlePage: true, page }, ...frame, children: letterOf(sheet, wide) },
      ...sheet.annexes.map(annex => ({
        properties: { type: SectionType.NEXT_PAGE, titlePage: true, page: { ...page, pageNumbers: { start: 1 } } },
        ...frame,
        children: [...annex.lines.flatMap(line => printed(line, wide)), ...annex.body.flatMap(piece => pieceOf(piece, wide))],
      })),
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

function marginOf(sheet: Sheet) {
  const { top, bottom, left, right } = sheet.layout.margin
  return { top: mm(top), bottom: mm(bottom), left: mm(left), right: mm(right), header: mm(10), footer: mm(8) }
}

function letterOf(sheet: Sheet, wide: number): FileChild[] {
  return [
    ...headOf(sheet, sheet.head, wide),
    ...sheet.heading.flatMap(line => printed(line, wide)),
    ...toOf(sheet),
    ...sheet.body.flatMap(piece => pieceOf(piece, wide)),
    ...footOf(sheet, sheet.foot, wide),
    ...(sheet.copy
      ? [
          new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } }, spacing: { after: pt(6) } }),
          ...headOf(sheet, sheet.copy.head, wide),
          ...footOf(sheet, sheet.copy.foot, wide),
        ]
      : []),
  ]
}

const folio = () => new Paragraph({ style: 'Page', children: [new TextRun({ children: [PageNumber.CURRENT] })] })

/** Khmer has a font of its own; the rest of the line keeps the letter's. */
function runs(text: string, options: { bold?: boolean } = {}): TextRun[] {
  return text
    .split(/([\u1780-\u17ff\u19e0-\u19ff\u200b-\u200d]+)/)
    .filter(part => part !== '')
    .map(part => {
      const khmer = /[\u1780-\u17ff]/.test(part)
      return new TextRun({ ...options, text: printable(part), ...(khmer ? { font: KHMER, language: { bidirectional: 'km-KH' } } : {}) })
    })
}

/** Signs that XML cannot hold are no part of a letter. */
// oxlint-disable-next-line no-control-regex
const printable = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')

const NAMES: Readonly<Record<Style, string>> = {
  heading: 'Quốc hiệu, tiêu đề',
  motto: 'Tiêu ngữ',
  parentIssuer: 'Cơ quan cấp trên',
  issuer: 'Cơ quan ban hành',
  star: 'Dấu sao',
  number: 'Số, ký hiệu',
  place: 'Địa danh, thời gian',
  letterSubject: 'Trích yếu công văn',
  typeName: 'Tên loại',
  subject: 'Trích yếu',
  body: 'Nội dung',
  table: 'Bảng',
  authority: 'Thẩm quyền ký',
  signerName: 'Người ký',
  recipientsTitle: 'Nơi nhận',
  recipients: 'Danh sách nơi nhận',
  mark: 'Dấu chỉ mức độ',
  page: 'Số trang',
}
const idOf = (style: Style): string => style.charAt(0).toUpperCase() + style.slice(1)
const LEFT = new Set<Style>(['recipientsTitle', 'recipients', 'table'])

function stylesOf(sheet: Sheet) {
  const { layout } = sheet
  const named = (Object.keys(NAMES) as Style[]).map(style => {
    const { size, bold, italic } = sheet.looks[style]
    const body = style === 'body'
    return {
      id: idOf(style),
      name: NAMES[style],
      basedOn: 'Normal',
      quickFormat: true,
      run: { size: size * 2, bold, italics: italic },
      paragraph: {
        alignment: body ? AlignmentType.JUSTIFIED : LEFT.has(style) ? AlignmentType.LEFT : AlignmentType.CENTER,
        spacing: body
          ? { after: pt(layout.paragraphGap), line: Math.round(layout.lineSpacing * 240) }
          : { before: pt(style === 'typeName' ? 12 : style === 'place' ? 4 : 0), after: pt(style === 'table' ? 2 : 0) },
        ...(body ? { indent: { firstLine: mm(layout.indent) } } : {}),
        ...(style === 'typeName' ? { keepNext: true, outlineLevel: 0 } : {}),
      },
    }
  })
  const font = { ascii: FONT, hAnsi: FONT, eastAsia: FONT, cs: KHMER }
  return {
    default: { document: { run: { font, size: layout.size.body * 2, language: { value: 'vi-VN' } } } },
    paragraphStyles: named,
  }
}

const centred = (style: string, text: string) => new Paragraph({ style, alignment: AlignmentType.CENTER, children: runs(text) })

/** About how wide the words are, in millimetres: capitals of Times are wider than small letters. */
const widthOf = (text: string, size: number): number => {
  const capital = text.replace(/[^\p{Lu}]/gu, '').length
  return ((capital * 0.72 + (text.length - capital) * 0.47) * size * 25.4) / 72
}

/** One line of a box, and its rule as the lower edge of a low paragraph under it. */
function printed(line: Line, wide: number, look?: { readonly size: number }): Paragraph[] {
  const words = new Paragraph({ style: idOf(line.style), children: runs(line.text) })
  if (!line.rule) return [words]
  const long = Math.min(wide * 0.98, widthOf(line.text, look?.size ?? 13))
  const drawn = line.rule === 'whole' ? long : Math.min(long * 0.45, wide * 0.4)
  const left = LEFT.has(line.style)
  const free = Math.max(0, wide - drawn)
  return [
    words,
    new Paragraph({
      spacing: { line: 40, lineRule: 'exact', after: pt(4) },
      indent: { left: left ? 0 : mm(free / 2), right: left ? mm(free) : mm(free / 2) },
      border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
      children: [],
    }),
  ]
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE }

/** Two columns without lines, as every office lays out heading and signature. */
function columns(rows: readonly (readonly [Paragraph[], Paragraph[]])[], share: number, wide: number): Table {
  const widths = [mm(wide * share), mm(wide * (1 - share))]
  const cell = (children: Paragraph[], at: number) =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      margins: { left: 40, right: 40 },
      borders: NO_BORDERS satisfies IBordersOptions,
      children: children.length > 0 ? children : [new Paragraph({})],
    })
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    width: { size: mm(wide), type: WidthType.DXA },
    borders: NO_BORDERS,
    rows: rows.map(([left, right]) => new TableRow({ cantSplit: true, children: [cell(left, 0), cell(right, 1)] })),
  })
}

function headOf(sheet: Sheet, rows: readonly Row[], wide: number): FileChild[] {
  const share = sheet.layout.leftHead
  const box = (lines: readonly Line[], width: number) => lines.flatMap(line => printed(line, width, sheet.looks[line.style]))
  return [
    columns(rows.map(row => [box(row.left, wide * share), box(row.right, wide * (1 - share))] as const), share, wide),
    new Paragraph({ spacing: { after: pt(4), line: 120, lineRule: 'exact' } }),
  ]
}

function toOf(sheet: Sheet): Paragraph[] {
  if (!sheet.to) return []
  const { label, entries } = sheet.to
  const [first = ''] = entries
  if (entries.length === 1)
    return [new Paragraph({ style: 'Body', alignment: AlignmentType.CENTER, indent: { firstLine: 0 }, spacing: { before: pt(6), after: pt(12) }, children: runs(`${label} ${first}`) })]
  const left = mm(32)
  return entries.map(
    (entry, at) =>
      new Paragraph({
        style: 'Body',
        alignment: AlignmentType.LEFT,
        indent: at === 0 ? { left, hanging: mm(22) } : { left, firstLine: 0 },
        spacing: { after: pt(at === entries.length - 1 ? 12 : 3) },
        tabStops: [{ type: 'left', position: left }],
        children: at === 0 ? [...runs(label), new TextRun({ children: [new Tab()] }), ...runs(entry)] : runs(entry),
      }),
  )
}

function pieceOf(piece: Piece, wide: number): FileChild[] {
  if (piece.kind === 'table') return tableOf(piece, wide)
  const lead = piece.lead === '' ? [] : runs(`${piece.lead} `, { bold: piece.leadBold || piece.bold })
  const options: IParagraphOptions = { style: 'Body', children: [...lead, ...runs(piece.text, { bold: piece.bold })] }
  return [new Paragraph(piece.bold ? { ...options, keepNext: true } : options)]
}

const EDGE = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const SIDES = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, centre: AlignmentType.CENTER } as const

function tableOf(piece: Extract<Piece, { kind: 'table' }>, wide: number): FileChild[] {
  const all = piece.shares.reduce((sum, share) => sum + share, 0)
  const widths = piece.shares.map(share => mm((wide * share) / all))
  const cell = (text: string, at: number, head: boolean) =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      margins: { left: 80, right: 80, top: 40, bottom: 20 },
      verticalAlign: head ? VerticalAlign.CENTER : VerticalAlign.TOP,
      children: [new Paragraph({ style: 'Table', alignment: head ? AlignmentType.CENTER : SIDES[piece.align[at] ?? 'left'], children: runs(text, { bold: head }) })],
    })
  const row = (texts: readonly string[], head: boolean) =>
    new TableRow({ tableHeader: head, cantSplit: true, children: texts.map((text, at) => cell(text, at, head)) })
  return [
    ...(piece.caption ? [new Paragraph({ style: 'Body', alignment: AlignmentType.CENTER, indent: { firstLine: 0 }, keepNext: true, children: runs(piece.caption, { bold: true }) })] : []),
    new Table({
      layout: TableLayoutType.FIXED,
      columnWidths: widths,
      width: { size: mm(wide), type: WidthType.DXA },
      borders: { top: EDGE, bottom: EDGE, left: EDGE, right: EDGE, insideHorizontal: EDGE, insideVertical: EDGE },
      rows: [row(piece.head, true), ...piece.rows.map(texts => row(texts, false))],
    }),
    new Paragraph({ spacing: { after: pt(6), line: 120, lineRule: 'exact' } }),
  ]
}

function footOf(sheet: Sheet, foot: Foot, wide: number): FileChild[] {
  const share = sheet.layout.leftFoot
  const box = (lines: readonly Line[], width: number) => lines.flatMap(line => printed(line, width, sheet.looks[line.style]))
  const name = foot.name
    ? [new Paragraph({ style: 'SignerName', spacing: { before: mm(sheet.layout.signatureGap) }, children: runs(foot.name) })]
    : []
  return [
    new Paragraph({ spacing: { after: pt(4), line: 120, lineRule: 'exact' } }),
    columns([[box(foot.left, wide * share), [...box(foot.right, wide * (1 - share)), ...name]]], share, wide),
  ]
}
