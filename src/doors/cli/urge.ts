import { parseArgs } from 'node:util'
import type { Moment } from '../../access/index.ts'
import type { Database } from '../../db/index.ts'
import { plainDate, problem, type CommandId } from '../../kernel/index.ts'
import { urgeTonight, urgingTonight } from '../../reports/index.ts'
import type { T } from '../../words/index.ts'

/**
 * `chido urge [--dry-run] [--date D]`: the night's work now, or what it would tell whom. Exit 0 also where there is
 * nobody to urge; 2 for a wrong call, which changes nothing.
 */
export async function urgeCommand(
  db: Database,
  at: Moment,
  args: readonly string[],
  command: CommandId,
  t: T,
): Promise<number> {
  const asked = read(args)
  if (!asked) return wrong(t('cli.urge-usage'))
  const today = asked.date === undefined ? at.today : plainDate(asked.date)
  if (!today) return wrong(t.problem(problem('urging.not-a-day')))
  const day = { now: at.now, today }
  const { quiet, units } = await (asked.dry ? urgingTonight : urgeTonight)(db, day, command)
  const date = t.date(today)
  if (quiet) {
    console.log(t('urging.cli-quiet', { date }))
    return 0
  }
  for (const { unitName, near, late, unopened } of units)
    console.log(t('urging.cli-line', { unit: unitName, near, late, unopened }))
  console.log(t(asked.dry ? 'urging.cli-would' : 'urging.cli-did', { date, count: units.length }))
  return 0
}

function read(args: readonly string[]): { readonly dry: boolean; readonly date: string | undefined } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { 'dry-run': { type: 'boolean' }, date: { type: 'string' } },
    })
    return { dry: values['dry-run'] ?? false, date: values.date }
  } catch {
    return null // an option that nobody knows
  }
}

const wrong = (line: string): number => {
  console.error(line)
  return 2
}
