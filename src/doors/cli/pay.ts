import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Moment } from '../../access/index.ts'
import type { Database } from '../../db/index.ts'
import { idFrom } from '../../kernel/index.ts'
import { payRunWorkbook } from '../../sheets/index.ts'
import { payCsv, payFileName, rowsOfRun, runById, type RunId } from '../../spending/index.ts'
import type { T } from '../../words/index.ts'

/**
 * `chido pay export RUN [--csv] [--out FILE]`: writes the bank's file of a payment run, the same bytes as its page gives.
 * Exit 0 when it is written, 2 when there is no such run or the file cannot be written.
 */
export async function payCommand(db: Database, at: Moment, args: readonly string[], t: T): Promise<number> {
  const asked = read(args)
  if (!asked) return fail(t('spending.cli-usage'))
  const found = await db.own({ now: at.now, asOf: at.today }, async tx => {
    const run = await runById(tx, asked.run)
    return run && { run, rows: await rowsOfRun(tx, run.id) }
  })
  if (!found) return fail(t('problem.spending.no-such-run'))
  const { run, rows } = found
  const file = asked.out ?? `${payFileName(run)}.${asked.csv ? 'csv' : 'xlsx'}`
  try {
    // Names and accounts of people: for nobody but whoever wrote it, and never over a file that is there.
    writeFileSync(file, asked.csv ? payCsv(rows) : payRunWorkbook(rows), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    return fail(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
  console.log(t('spending.cli-written', { file, lines: run.lines, amount: t.number(run.amount) }))
  return 0
}

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { csv: { type: 'boolean' }, out: { type: 'string' } },
    })
    const run = idFrom<RunId>(positionals[1])
    return positionals[0] === 'export' && run ? { run, csv: values.csv ?? false, out: values.out } : null
  } catch {
    return null // an option that nobody knows
  }
}

const fail = (message: string): number => {
  console.error(message)
  return 2
}
