import { zipSync, strToU8 } from 'fflate'

/**
 * Writes small workbooks: text, numbers, locked and open cells, lists to choose from. Our own, because what a form needs
 * of the format fits on a page, and the libraries that write it bring a hundred packages. No database, no clock.
 */

export const STYLES = [
  'title',
  'line',
  'text',
  'strong',
  'head',
  'locked',
  'words',
  'number',
  'date',
  'time',
  'code',
] as const
export type Style = (typeof STYLES)[number]
export type CellOut = { readonly value: string | number | null; readonly style: Style }

export type ListRule = {
  readonly column: number
  readonly fromRow: number
  readonly toRow: number
  readonly source: string
}
export type SheetOut = {
  readonly name: string
  readonly hidden?: boolean
  readonly columns: readonly { readonly width: number; readonly hidden?: boolean }[]
  /** From the first row on; a missing row is empty. */
  readonly rows: readonly (readonly (CellOut | null)[])[]
  /** Rows up to this one stay in view. */
  readonly frozenRows?: number
  readonly lists?: readonly ListRule[]
  readonly landscape?: boolean
}

/** The bytes of an .xlsx that Excel, LibreOffice and WPS open. */
export function writeWorkbook(sheets: readonly SheetOut[]): Uint8Array {
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': xml(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${MAIN}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${MAIN}.styles+xml"/>${sheets
        .map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${MAIN}.worksheet+xml"/>`)
        .join('')}</Types>`,
    ),
    '_rels/.rels': xml(
      `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': xml(
      `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><workbookProtection lockStructure="1"/><sheets>${sheets
        .map(
          (sheet, at) =>
            `<sheet name="${escaped(sheet.name)}" sheetId="${at + 1}"${sheet.hidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': xml(
      `<Relationships xmlns="${PACKAGE}">${sheets
        .map(
          (_, at) =>
            `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
        )
        .join(
          '',
        )}<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': xml(STYLE_SHEET),
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, xml(sheetXml(sheet))])),
  }
  return zipSync(files, { mtime: new Date('2023-01-01T00:00:00Z'), level: 6 })
}

const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

const xml = (text: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`)
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .split('')
    .filter(isXml)
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
/** Control signs, and the two that are no letters, may stand in no XML. */
const isXml = (unit: string): boolean => (unit >= ' ' ? unit < '\ufffe' : '\t\n\r'.includes(unit))

/** "C7": columns and rows from 1. */
export const address = (column: number, row: number): string => `${columnName(column)}${row}`
export const columnName = (column: number): string =>
  (column > 26 ? String.fromCharCode(64 + Math.floor((column - 1) / 26)) : '') +
  String.fromCharCode(65 + ((column - 1) % 26))

const sheetXml = (sheet: SheetOut): string =>
  `<worksheet xmlns="${SHEET}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" workbookViewId="0">${
    sheet.frozenRows
      ? `<pane ySplit="${sheet.frozenRows}" topLeftCell="A${sheet.frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`
      : ''
  }</sheetView></sheetViews><cols>${sheet.columns
    .map(
      ({ width, hidden }, at) =>
        `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`,
    )
    .join(
      '',
    )}</cols><sheetData>${sheet.rows.map((cells, at) => rowXml(cells, at + 1, sheet)).join('')}</sheetData><sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>${listsXml(
    sheet.lists ?? [],
  )}<pageMargins left="0.6" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="${
    sheet.landscape ? 'landscape' : 'portrait'
  }" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter></worksheet>`

const rowXml = (cells: readonly (CellOut | null)[], row: number, sheet: SheetOut): string => {
  const lines = linesOf(cells, sheet)
  const titled = cells.some(cell => cell?.style === 'title' && cell.value)
  const height = titled
    ? ` ht="${TITLE_POINTS}" customHeight="1"`
    : lines > 1
      ? ` ht="${lines * LINE_POINTS}" customHeight="1"`
      : ''
  return `<row r="${row}"${height}>${cells.map((cell, to) => cellXml(cell, to + 1, row)).join('')}</row>`
}

const LINE_POINTS = 16.5
const TITLE_POINTS = 21
/** How many lines the longest cell of a row breaks into: not every program reckons that by itself when it opens a file. */
const linesOf = (cells: readonly (CellOut | null)[], { columns }: SheetOut): number =>
  Math.max(
    1,
    ...cells.map((cell, at) => {
      const runsOn = cell?.style === 'title' || cell?.style === 'line' || columns[at]?.hidden
      const width = columns[at]?.width ?? 10
      return cell && typeof cell.value === 'string' && !runsOn ? Math.ceil((cell.value.length * 1.08) / width) : 1
    }),
  )

const cellXml = (cell: CellOut | null, column: number, row: number): string => {
  if (!cell) return ''
  const at = `r="${address(column, row)}" s="${STYLES.indexOf(cell.style) + 1}"`
  if (cell.value === null || cell.value === '') return `<c ${at}/>`
  return typeof cell.value === 'number'
    ? `<c ${at}><v>${cell.value}</v></c>`
    : `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escaped(cell.value)}</t></is></c>`
}

const listsXml = (lists: readonly ListRule[]): string =>
  lists.length === 0
    ? ''
    : `<dataValidations count="${lists.length}">${lists
        .map(({ column, fromRow, toRow, source }) => {
          const range = `${address(column, fromRow)}:${address(column, toRow)}`
          return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorStyle="stop" errorTitle="Chọn trong danh sách" error="Xin chọn một dòng trong danh sách." sqref="${range}"><formula1>${escaped(source)}</formula1></dataValidation>`
        })
        .join('')}</dataValidations>`

const THIN = ['left', 'right', 'top', 'bottom']
  .map(side => `<${side} style="thin"><color rgb="FF857D6D"/></${side}>`)
  .join('')
const xf = (more: {
  format?: number
  font?: number
  fill?: number
  border?: number
  open?: boolean
  across?: string
}) =>
  `<xf numFmtId="${more.format ?? 0}" fontId="${more.font ?? 0}" fillId="${more.fill ?? 0}" borderId="${more.border ?? 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment vertical="top" wrapText="1"${more.across ? ` horizontal="${more.across}"` : ''}/><protection locked="${more.open ? 0 : 1}"/></xf>`

/** In the order of STYLES, after the default: what may be typed is white and open, what must stay is tinted and locked. */
const FORMATS = [
  // Titles and hints run on over the cells beside them instead of breaking in a narrow column.
  xf({ font: 2 }).replace(' wrapText="1"', ''),
  xf({}).replace(' wrapText="1"', ''),
  xf({}),
  xf({ font: 1 }),
  xf({ font: 1, fill: 3, border: 1, across: 'center' }),
  xf({ fill: 2, border: 1 }),
  xf({ format: 49, border: 1, open: true }),
  xf({ format: 3, border: 1, open: true }),
  xf({ format: 164, border: 1, open: true }),
  xf({ format: 165, border: 1, open: true }),
  xf({ format: 49, font: 1, fill: 2, border: 1 }),
]
const FONT = '<name val="Times New Roman"/><family val="1"/>'
const solid = (color: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${color}"/><bgColor indexed="64"/></patternFill></fill>`
const STYLE_SHEET = `<styleSheet xmlns="${SHEET}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="hh:mm"/></numFmts><fonts count="3"><font><sz val="12"/>${FONT}</font><font><b/><sz val="12"/>${FONT}</font><font><b/><sz val="15"/>${FONT}</font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${solid('FFF1ECE0')}${solid('FFDDEBEA')}</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${THIN}<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${FORMATS.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${FORMATS.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
