import assert from 'node:assert/strict'
import { join } from 'node:path'
import { plainDate, type PlainDate, type Problem, type Result } from '../../kernel/index.ts'
import { loadWords, translator } from '../../words/index.ts'
import { must, root } from '../../../test/testkit.ts'
import {
  readStatement,
  type Cell,
  type StatementCheck,
  type StatementLine,
  type StatementOptions,
  type StatementPart,
} from '../index.ts'
import { csvOf, partOf } from './layouts.fixture.ts'

export const TODAY = plainDate('2026-11-24') as PlainDate
export const day = (text: string) => plainDate(text) as PlainDate
export const words = loadWords(join(root, 'locales'))

/** The check and, when they are asked for, the lines: a real file has hundreds of thousands. */
async function drain(
  parts: readonly StatementPart[],
  options: Partial<StatementOptions>,
  keep?: StatementLine[],
): Promise<Result<StatementCheck>> {
  const reading = readStatement(parts, { bank: 'auto', today: TODAY, ...options })
  for (;;) {
    const next = await reading.next()
    if (next.done) return next.value
    keep?.push(...next.value)
  }
}
export async function read(parts: readonly StatementPart[], options: Partial<StatementOptions> = {}) {
  const lines: StatementLine[] = []
  return { result: await drain(parts, options, lines), lines }
}
export const checked = async (
  parts: readonly StatementPart[],
  options: Partial<StatementOptions> = {},
): Promise<StatementCheck> => must(await drain(parts, options))
export const text = (content: string, name = 'sao-ke.csv') => partOf(name, new Uint8Array(Buffer.from(content)), [97])
export const rowsOf = (rows: readonly (readonly Cell[])[], name = 'sao-ke.csv') => text(csvOf(rows), name)

/** Refused whole: nothing but the problem, in words that name the file and say what to do. */
export async function refused(
  parts: readonly StatementPart[],
  kind: string,
  options: Partial<StatementOptions> = {},
): Promise<Problem> {
  const { result } = await read(parts, options)
  assert.ok(!result.ok, `${kind} is not refused`)
  assert.equal(result.problem.kind, `bank.statement.${kind}`)
  for (const lang of ['vi', 'en', 'km'] as const) assert.ok(translator(words, lang).problem(result.problem).length > 20)
  return result.problem
}

export const HEADS = ['Ngày', 'Số CT', 'Ghi nợ', 'Ghi có', 'Số dư', 'Nội dung']
export const LINES = [
  ['09/09/2024', 'A1', '', '500.000', '1.500.000', 'ung ho'],
  ['09/09/2024', 'A2', '20.000', '', '1.480.000', 'phi'],
  ['10/09/2024', 'A3', '', '1.000.000', '2.480.000', 'ung ho'],
]
export const withCell = (row: number, column: number, cell: string) =>
  [HEADS, ...LINES].map((cells, at) => cells.map((old, each) => (at === row && each === column ? cell : old)))
