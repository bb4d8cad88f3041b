import { createHash } from 'node:crypto'
import { columnName, writeWorkbook, type CellOut, type ListRule, type SheetOut, type Style } from './xlsx-write.ts'
import type { FormLayout, SheetForm, SheetName } from './types.ts'
import {
  ACTIVITY_NAMES,
  AUDIENCE_NAMES,
  COLUMNS,
  INSTRUCTIONS,
  SAMPLE_LINE,
  SHEET_TITLES,
  STUDY_FORMS,
  STUDY_MEANS,
  TASK_DONE,
} from './wording.ts'

/** Where things stand in the workbook: one page for the writer and the reader. Rows and columns from 1. */
export const HEADER_ROW = 4
export const FIRST_ROW = 5
/** Lines for sessions and for activities; more go into a second form. */
export const FREE_ROWS = 300
export const COVER = { code: 4, unit: 5, document: 6, period: 7, version: 8 } as const
/** Cells of the hidden sheet, column A. */
export const CODES = { mark: 1, id: 2, code: 3, unit: 4, hash: 5 } as const
export const MARK = 'chi-do:form'

/** The keys of a sheet's columns in order; the roll has only the audiences that the letter may reach. */
export const columnsOf = (sheet: SheetName, layout: FormLayout): string[] =>
  sheet === 'roll' ? ['code', 'branch', ...layout.audiences] : Object.keys(COLUMNS[sheet])

export const headerOf = (sheet: SheetName, column: string): string =>
  (COLUMNS[sheet] as Readonly<Record<string, string>>)[column]!

export const structureHash = (layout: FormLayout): string =>
  createHash('sha256').update(JSON.stringify(layout)).digest('hex')

/** The texts of the lists that cells offer; the reader knows them again. Indicators are named by who builds the file. */
export const listsOf = (layout: FormLayout, nameOf: (indicator: string) => string) => ({
  done: Object.values(TASK_DONE),
  form: Object.values(STUDY_FORMS),
  means: Object.values(STUDY_MEANS),
  branch: branchNames(layout),
  audience: layout.audiences.map(audience => AUDIENCE_NAMES[audience]),
  kind: Object.values(ACTIVITY_NAMES),
  indicator: layout.indicators.map(nameOf),
  clause: clauseNames(layout),
})
type Lists = ReturnType<typeof listsOf>
/** Where a list stands in the hidden sheet: after the codes and an empty column. */
export const listColumn = (name: keyof Lists): number => LIST_NAMES.indexOf(name) + 3
const LIST_NAMES: readonly (keyof Lists)[] = [
  'done',
  'form',
  'means',
  'branch',
  'audience',
  'kind',
  'indicator',
  'clause',
]

/** Branches and clauses as their lists name them: two of one name are told apart by a number. */
export const branchNames = (layout: FormLayout): string[] => distinct(layout.branches.map(branch => branch.name))
export const clauseNames = (layout: FormLayout): string[] =>
  distinct(layout.tasks.map(({ label }) => (/^\p{L}{2}/u.test(label) ? label : `Điểm ${label}`)))
const distinct = (names: readonly string[]): string[] =>
  names.map((name, at) => {
    const before = names.slice(0, at).filter(other => other === name).length
    return before === 0 ? name : `${name} (${before + 1})`
  })

/** What the cover says, by row; also what it must still say when it comes back. */
export const coverOf = (form: SheetForm): Readonly<Record<keyof typeof COVER, string>> => {
  const { document, unit, period, version } = form.layout
  return {
    code: form.code,
    unit: unit.name,
    document: [
      document.printed,
      document.issuedOn && `ngày ${slashed(document.issuedOn)}`,
      !document.limited && document.issuer,
    ]
      .filter(Boolean)
      .join(', '),
    period: `${period.key} (${slashed(period.from)} – ${slashed(period.until)})`,
    version: String(version),
  }
}
const COVER_LABELS: Readonly<Record<keyof typeof COVER, string>> = {
  code: 'Mã biểu',
  unit: 'Đơn vị',
  document: 'Văn bản',
  period: 'Kỳ',
  version: 'Phiên bản biểu',
}
export const slashed = (day: string): string => day.split('-').reverse().join('/')

/** The workbook of a form, ready to be filled in; the same form gives the same bytes. */
export function buildForm(form: SheetForm, options: FormOptions): Uint8Array {
  const { layout } = form
  const lists = listsOf(layout, options.indicatorName)
  const sheet = (name: SheetName, rows: readonly CellOut[][]) => dataSheet(name, layout, rows, lists)
  return writeWorkbook([
    cover(form, options.sample),
    sheet(
      'tasks',
      layout.tasks.map(task => taskRow(task)),
    ),
    sheet(
      'roll',
      layout.branches.map(branch => rollRow(layout, branch)),
    ),
    sheet('sessions', freeRows('sessions', layout)),
    sheet('activities', freeRows('activities', layout)),
    codes(form, lists),
  ])
}
export type FormOptions = {
  /** True in a demonstration world: the cover says that it is a sample and has no force. */
  readonly sample: boolean
  /** An indicator by its name in Vietnamese. */
  readonly indicatorName: (key: string) => string
}

const cell = (value: CellOut['value'], style: Style): CellOut => ({ value, style })

function cover(form: SheetForm, sample: boolean): SheetOut {
  const says = coverOf(form)
  const rows: (CellOut | null)[][] = [
    [cell('BIỂU KẾT QUẢ THỰC HIỆN VĂN BẢN CHỈ ĐẠO', 'title')],
    [cell(sample ? SAMPLE_LINE : null, 'title')],
    [],
  ]
  for (const [name, row] of Object.entries(COVER) as [keyof typeof COVER, number][])
    rows[row - 1] = [cell(COVER_LABELS[name], 'strong'), cell(says[name], name === 'code' ? 'code' : 'locked')]
  rows.push([], ...INSTRUCTIONS.map((line, at) => [null, cell(line, at === 0 ? 'strong' : 'text')]))
  return { name: SHEET_TITLES.cover, columns: [{ width: 18 }, { width: 100 }], rows }
}

const WIDTHS: Readonly<Record<string, number>> = {
  sentence: 70,
  note: 40,
  title: 44,
  place: 28,
  branch: 40,
  indicator: 44,
  kind: 30,
  valuedHow: 30,
  means: 24,
  state: 16,
  done: 18,
  clause: 16,
  form: 14,
  label: 10,
  audience: 20,
}
const STYLE_OF: Readonly<Record<string, Style>> = {
  day: 'date',
  fromOn: 'date',
  untilOn: 'date',
  from: 'time',
  until: 'time',
  called: 'number',
  present: 'number',
  caughtUp: 'number',
  people: 'number',
  personTimes: 'number',
  amount: 'number',
  moneyValue: 'number',
}
const HINTS: Readonly<Record<SheetName, string>> = {
  tasks: 'Chọn ở cột “Đã làm đến đâu”; ô tô màu là nội dung của văn bản, không sửa.',
  roll: 'Tổng số người của từng chi bộ, đơn vị. Để trống nếu không có đối tượng ấy.',
  sessions:
    'Mỗi dòng: một chi bộ và một đối tượng. Dòng tiếp của cùng buổi: để trống từ “Hình thức” đến “Cách tổ chức”.',
  activities:
    'Mỗi hoạt động một dòng; chỉ tiêu thứ hai trở đi ghi ở dòng dưới, để trống từ “Loại hoạt động” đến “Lượt người”.',
}

function dataSheet(sheet: SheetName, layout: FormLayout, rows: readonly CellOut[][], lists: Lists): SheetOut {
  const columns = columnsOf(sheet, layout)
  // The first column is hidden where it holds codes: what is to be read begins in the second.
  const lead = columns[0] === 'code' ? [null] : []
  return {
    name: SHEET_TITLES[sheet],
    landscape: true,
    columns: columns.map(column => ({ width: WIDTHS[column] ?? 13, hidden: column === 'code' })),
    rows: [
      [...lead, cell(SHEET_TITLES[sheet], 'title')],
      [...lead, cell(layout.unit.name, 'line')],
      [...lead, cell(HINTS[sheet], 'line')],
      columns.map(column => cell(headerOf(sheet, column), 'head')),
      ...rows,
    ],
    frozenRows: HEADER_ROW,
    lists: listRules(lists, columns, rows.length),
  }
}
const listRules = (lists: Lists, columns: readonly string[], rows: number): ListRule[] =>
  columns.flatMap((column, at) => {
    const name = LIST_NAMES.find(each => each === column)
    const isKey = column === 'branch' && columns[0] === 'code'
    if (!name || isKey || rows === 0 || lists[name].length === 0) return []
    const letter = columnName(listColumn(name))
    const source = `'${SHEET_TITLES.codes}'!$${letter}$1:$${letter}$${lists[name].length}`
    return [{ column: at + 1, fromRow: FIRST_ROW, toRow: FIRST_ROW + rows - 1, source }]
  })

const taskRow = (task: FormLayout['tasks'][number]): CellOut[] => [
  cell(String(task.clause), 'locked'),
  cell(task.label, 'locked'),
  cell(task.sentence, 'locked'),
  cell(task.due, 'locked'),
  cell(task.state, 'locked'),
  cell(null, task.state === 'Đã hoàn thành' ? 'locked' : 'words'),
  cell(null, task.state === 'Đã hoàn thành' ? 'locked' : 'words'),
]

const rollRow = (layout: FormLayout, branch: FormLayout['branches'][number]): CellOut[] => [
  cell(branch.id, 'locked'),
  cell(branchNames(layout)[layout.branches.indexOf(branch)]!, 'locked'),
  ...layout.audiences.map(audience => {
    const known = layout.roll.find(line => line.branch === branch.id && line.audience === audience)
    return cell(known?.people ?? null, 'number')
  }),
]

const freeRows = (sheet: SheetName, layout: FormLayout): CellOut[][] => {
  const row = columnsOf(sheet, layout).map(column => cell(null, STYLE_OF[column] ?? 'words'))
  return Array.from({ length: FREE_ROWS }, () => row)
}

/** The hidden sheet: what the form is, and the lists that cells offer. */
function codes(form: SheetForm, given: Lists): SheetOut {
  const lists = LIST_NAMES.map(name => given[name])
  const first = [MARK, form.id, form.code, form.unit, form.structureHash]
  const height = Math.max(first.length, ...lists.map(list => list.length))
  return {
    name: SHEET_TITLES.codes,
    hidden: true,
    columns: [{ width: 40 }, { width: 4 }, ...lists.map(() => ({ width: 30 }))],
    rows: Array.from({ length: height }, (_, at) => [
      first[at] === undefined ? null : cell(first[at], 'text'),
      null,
      ...lists.map(list => (list[at] === undefined ? null : cell(list[at], 'text'))),
    ]),
  }
}
