import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { actorByEmail, readAs, runCommand, type Moment } from '../../access/index.ts'
import type { Database } from '../../db/index.ts'
import { exportTestSet, samplesOf, TEST_SET_MOST, testFiles } from '../../directives/index.ts'
import type { CommandId } from '../../kernel/index.ts'
import { addReading, emptyScore, read, totalsOf, type Gold } from '../../paper/index.ts'
import type { T } from '../../words/index.ts'

/**
 * `chido reading export DIR --as E-MAIL`: the unit's test set as files of the corpus, in the name of its administrator.
 * The folder must be new or empty, so that letters of an older export do not stay behind.
 */
export async function exportCommand(
  db: Database,
  at: Moment,
  args: readonly string[],
  t: T,
  command: CommandId,
): Promise<number> {
  const [folder, flag, email] = args
  if (!folder || flag !== '--as' || !email) return fail(t('cli.reading-usage'))
  const actor = await actorByEmail(db, email, at.today)
  if (!actor) return fail(t('cli.sheet-nobody', { email }))
  if (existsSync(folder) && readdirSync(folder).length > 0) return fail(t('cli.reading-not-empty', { folder }))
  const { unit } = actor
  const done = await runCommand(db, at, actor, command, exportTestSet, { unit })
  if (!done.ok) return fail(t.problem(done.problem))
  const samples = await readAs(db, at, actor, tx => samplesOf(tx, unit, TEST_SET_MOST))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const { name, content } of testFiles(samples)) writeFileSync(join(folder, name), content, { mode: 0o600 })
  console.log(t('cli.reading-exported', { count: samples.length, unit: actor.unitName, folder }))
  return 0
}

/** `chido reading score DIR`: how well the letters of a folder are read, field by field. Opens no database. */
export async function scoreCommand(args: readonly string[], t: T): Promise<number> {
  const [verb, folder] = args
  if (verb !== 'score' || !folder) return fail(t('cli.reading-usage'))
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('.gold.json'))
        .sort()
    : []
  if (names.length === 0) return fail(t('cli.reading-no-gold', { folder }))
  const score = emptyScore()
  for (const name of names) {
    const letter = join(folder, name.replace(/\.gold\.json$/, '.txt'))
    const gold = goldIn(join(folder, name))
    if (!gold || !existsSync(letter)) return fail(t('cli.reading-broken', { name }))
    const reading = await read(readFileSync(letter))
    addReading(score, gold, reading.ok ? reading.value.documents : [])
  }
  const { fields, macroF1 } = totalsOf(score)
  const share = (value: number) => (100 * value).toFixed(1).padStart(6)
  console.log(t('cli.reading-scored', { count: names.length, folder }))
  console.log('field            | gold read |      P      R     F1  exact')
  for (const one of fields)
    console.log(
      `${one.field.padEnd(16)} | ${String(one.gold).padStart(4)} ${String(one.read).padStart(4)} | ${[one.precision, one.recall, one.f1, one.exact].map(share).join(' ')}`,
    )
  console.log(`MACRO-F1 ${share(macroF1)}`)
  return 0
}

function goldIn(path: string): Gold | null {
  try {
    const gold = JSON.parse(readFileSync(path, 'utf8')) as Gold
    return Array.isArray(gold.documents) ? gold : null
  } catch {
    return null
  }
}

const fail = (message: string): number => {
  console.error(message)
  return 2
}
