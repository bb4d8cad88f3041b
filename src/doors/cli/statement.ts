import { createReadStream, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import {
  BANKS,
  readStatement,
  type BankKey,
  type FaultKind,
  type Repair,
  type StatementCheck,
  type StatementNote,
  type StatementOptions,
  type StatementPart,
} from '../../bank/index.ts'
import { plainDate, problem, vnd, type PlainDate, type Problem } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'

/**
 * `chido statement check FILE… [--bank auto] [--opening N] [--closing DATE=N] [--json]`: whether the parts of one
 * statement add up, day by day. Opens no database. Exit 0 when nothing stands against it, 1 when it does not close, 2 when
 * it is no statement.
 */
export async function statementCommand(args: readonly string[], today: PlainDate, t: T): Promise<number> {
  const asked = read(args, today)
  if (!asked) return refuse(t('bank.statement.usage', { banks: BANKS.join('|') }))
  const { files, json, options } = asked
  for (const file of files) {
    const missing = unreadable(file)
    if (missing) return refuse(`${file}: ${t.problem(missing)}`, json)
  }
  const lines = readStatement(files.map(partOf), options)
  for (;;) {
    const next = await lines.next()
    if (!next.done) continue
    if (!next.value.ok) return refuse(t.problem(next.value.problem), json, next.value.problem)
    const check = next.value.value
    if (json) console.log(JSON.stringify(answerOf(check, t), null, 1))
    else print(check, files, t)
    return check.problems.length > 0 || check.days.some(day => day.proved === false) ? 1 : 0
  }
}

function read(args: readonly string[], today: PlainDate) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        bank: { type: 'string', default: 'auto' },
        opening: { type: 'string' },
        closing: { type: 'string', multiple: true },
        json: { type: 'boolean', default: false },
      },
    })
    const [verb, ...files] = positionals
    const bank = [...BANKS, 'auto' as const].find(each => each === values.bank)
    const opening = values.opening === undefined ? undefined : vnd(values.opening)
    const closing = new Map<PlainDate, bigint>()
    for (const each of values.closing ?? []) {
      const [day, amount] = each.split('=')
      const [date, balance] = [plainDate(day), vnd(amount ?? '')]
      if (!date || balance === null) return null
      closing.set(date, balance)
    }
    if (verb !== 'check' || files.length === 0 || !bank || opening === null) return null
    const options: StatementOptions = {
      bank: bank satisfies BankKey | 'auto',
      today,
      closing,
      ...(opening === undefined ? {} : { opening }),
    }
    return { files, json: values.json, options }
  } catch {
    return null // an option that nobody knows
  }
}

const partOf = (file: string): StatementPart => ({
  name: file,
  bytes: createReadStream(file, { highWaterMark: 256 * 1024 }),
})

function unreadable(file: string): Problem | null {
  try {
    return statSync(file).isFile() ? null : problem('cli.no-such-file')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return code === 'ENOENT' ? problem('cli.no-such-file') : problem('cli.unreadable-file', { code })
  }
}

/** The check as other programs read it: amounts as decimal strings, faults and notes with their sentence. */
export function answerOf(check: StatementCheck, t: T) {
  const amount = (value: bigint | null) => value?.toString() ?? null
  return {
    bank: check.bank,
    account: check.account,
    holder: check.holder,
    currency: check.currency,
    lines: check.lines,
    credits: amount(check.credits),
    debits: amount(check.debits),
    opening: amount(check.opening),
    closing: amount(check.closing),
    days: check.days.map(day => ({
      ...day,
      credits: amount(day.credits),
      debits: amount(day.debits),
      closing: amount(day.closing),
    })),
    problems: check.problems.map(({ file, line, row, column, kind, values, repair }) => ({
      file,
      line,
      row,
      column,
      kind,
      message: `${t(`bank.statement.fault.${kind}`, { file, line, row, column, ...values })}${adviceOn(kind, repair, t)}`,
      repair: repair && { field: repair.field, amount: amount(repair.amount) },
    })),
    notes: check.notes.map(({ kind, values }) => ({
      kind,
      message: t(`bank.statement.note.${kind}`, shown(values, t)),
    })),
  }
}

/** Days as the reader writes them. */
const shown = (values: StatementNote['values'], t: T) => {
  const date = plainDate(values['date'])
  return date ? { ...values, date: t.date(date) } : values
}

/** What the balances say of a line that could not be read; the other faults say it themselves. */
function adviceOn(kind: FaultKind, repair: Repair | null, t: T): string {
  if (!UNREAD.has(kind)) return ''
  return ` ${
    repair
      ? t('bank.statement.repair', { field: t(`bank.statement.field.${repair.field}`), amount: money(repair.amount) })
      : t('bank.statement.no-repair')
  }`
}
const UNREAD: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'blank-amount',
  'amount-in-words',
  'negative-amount',
  'amount-too-large',
  'amount-with-fraction',
  'formula',
  'both-sides',
])

const money = (value: bigint | null) => (value === null ? '—' : value.toString().replace(/\B(?=(?:\d{3})+$)/g, '.'))

/** For a person at a terminal: a row for each day, what stands against it, and the verdict last. */
function print(check: StatementCheck, files: readonly string[], t: T): void {
  const answer = answerOf(check, t)
  console.log(
    [t(`bank.name.${check.bank}`), check.account, check.holder, check.currency, files.join(', ')]
      .filter(Boolean)
      .join(' · '),
  )
  const rows = [
    ['date', 'lines', 'debits', 'credits', 'closing', 'proved'].map(name => t(`bank.statement.column.${name}`)),
    ...check.days.map(day => [
      t.date(day.date),
      money(BigInt(day.lines)),
      money(day.debits),
      money(day.credits),
      money(day.closing),
      t(`bank.statement.proved.${day.proved}`),
    ]),
    [
      t('bank.statement.all'),
      money(BigInt(check.lines)),
      money(check.debits),
      money(check.credits),
      money(check.closing),
      '',
    ],
  ]
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map(row => row[at]!.length)))
  console.log(`\n${t('bank.statement.opening')}: ${money(check.opening)}\n`)
  for (const row of rows)
    console.log(
      row
        .map((cell, at) => (at === 0 || at === 5 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
        .join('  ')
        .trimEnd(),
    )
  if (answer.problems.length > 0) console.log(`\n${t('bank.statement.problems', { count: answer.problems.length })}`)
  for (const { message } of answer.problems) console.log(`  ✗ ${message}`)
  if (answer.notes.length > 0) console.log(`\n${t('bank.statement.notes')}`)
  for (const { message } of answer.notes) console.log(`  · ${message}`)
  const verdict =
    answer.problems.length > 0 || check.days.some(day => day.proved === false)
      ? 'open'
      : check.days.some(day => day.proved === null)
        ? 'unproved'
        : 'closed'
  console.log(`\n${t(`bank.statement.verdict.${verdict}`)}`)
}

function refuse(message: string, json = false, why?: Problem): number {
  if (json) {
    const { file, row, column } = why?.values ?? {}
    console.log(
      JSON.stringify(
        { refused: { kind: why?.kind ?? null, file: file ?? null, row: row || null, column: column || null, message } },
        null,
        1,
      ),
    )
  }
  console.error(message)
  return 2
}
