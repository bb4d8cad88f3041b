import { readFileSync, statSync } from 'node:fs'
import { actorByEmail, runCommand, type Moment } from '../../access/index.ts'
import type { Database } from '../../db/index.ts'
import type { CommandId } from '../../kernel/index.ts'
import { FILE_MAX_BYTES, importForm, SHEET_TITLES, type ImportForm } from '../../sheets/index.ts'
import type { T } from '../../words/index.ts'

/**
 * `chido sheet import FILE --as E-MAIL [--take | --replace]`: what a unit sent back, recorded by somebody who holds the
 * server, in the name of an account. Without --take it is only looked at. Exit 0 when nothing stands against the file.
 */
export async function sheetCommand(
  db: Database,
  at: Moment,
  args: readonly string[],
  t: T,
  newId: () => string,
): Promise<number> {
  const [verb, file] = args.filter(arg => !arg.startsWith('--') && args[args.indexOf(arg) - 1] !== '--as')
  const email = args.includes('--as') ? args[args.indexOf('--as') + 1] : undefined
  if (verb !== 'import' || !file || !email) return fail(t('cli.sheet-usage'))
  const actor = await actorByEmail(db, email, at.today)
  if (!actor) return fail(t('cli.sheet-nobody', { email }))
  const bytes = contentOf(file)
  if (!bytes) return fail(`${file}: ${t('problem.cli.no-such-file')}`)
  const mode: ImportForm['mode'] = args.includes('--replace') ? 'replace' : args.includes('--take') ? 'take' : 'preview'
  const run = (how: ImportForm['mode']) =>
    runCommand(db, at, actor, newId() as CommandId, importForm, { bytes, mode: how })
  const seen = await run('preview')
  if (!seen.ok) return fail(`${file}: ${t.problem(seen.problem)}`)
  const { problems } = seen.value
  for (const { at: place, problem } of problems)
    console.error(
      `${place ? `${SHEET_TITLES[place.sheet]}!${place.column ?? ''}${place.row}: ` : ''}${t.problem(problem)}`,
    )
  const done = problems.length > 0 || mode === 'preview' ? seen : await run(mode)
  if (!done.ok) return fail(`${file}: ${t.problem(done.problem)}`)
  const { code, unitName, recorded, replaced } = done.value
  console.log(t('cli.sheet-summary', { code, unit: unitName, recorded, replaced, problems: problems.length }))
  if (mode === 'preview' && problems.length === 0) console.log(t('cli.sheet-preview'))
  return problems.length > 0 ? 1 : 0
}

/** Larger files are not read into memory: the form would refuse them anyway. */
function contentOf(file: string): Uint8Array | null {
  try {
    return statSync(file).size > FILE_MAX_BYTES
      ? new Uint8Array(FILE_MAX_BYTES + 1)
      : new Uint8Array(readFileSync(file))
  } catch {
    return null
  }
}

const fail = (message: string): number => {
  console.error(message)
  return 2
}
