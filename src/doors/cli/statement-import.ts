import { createReadStream, existsSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { actorByEmail, runCommand, type Actor, type Moment } from '../../access/index.ts'
import type { Database } from '../../db/index.ts'
import type { CommandId } from '../../kernel/index.ts'
import { postStatementPaying } from '../../spending/index.ts'
import {
  cancelImport,
  daysOf,
  faultIn,
  keeperOfFund,
  openImport,
  stageFrom,
  statementById,
  type Statement,
} from '../../statements/index.ts'
import type { T } from '../../words/index.ts'

type Door = { readonly db: Database; readonly clock: () => Moment; readonly t: T; readonly newId: () => string }

/**
 * `chido statement import FILE… --fund F [--account N] [--opening N] [--bank B] [--as E-MAIL]`: posts, or refuses whole.
 * Exit 0 when it is posted or was there before; 1 when a person must decide (repair, attest, differences); 2 when refused.
 */
export async function statementImport(door: Door, args: readonly string[]): Promise<number> {
  const { db, t } = door
  const asked = read(args)
  if (!asked) return fail(t('statements.cli-usage'))
  const { files, fund, as, account, opening, bank } = asked
  const missing = files.find(file => !existsSync(file))
  if (missing) return fail(`${missing}: ${t('problem.cli.no-such-file')}`)
  const keeper = await keeperOfFund(db, door.clock(), fund)
  const email = as ?? keeper?.email
  const actor = email ? await actorByEmail(db, email, door.clock().today) : null
  if (!actor || !keeper) return fail(t('statements.cli-nobody', { fund }))
  const at = { ...actor, unit: keeper.unit }
  const run = <I, O>(command: Parameters<typeof runCommand<I, O>>[4], input: I) =>
    runCommand(db, door.clock(), at, door.newId() as CommandId, command, input)
  const opened = await run(openImport, {
    unit: keeper.unit,
    fund,
    files: files.map(file => ({ name: basename(file) })),
    ...(account ? { account } : {}),
    ...(opening ? { opening } : {}),
    ...(bank ? { bank } : {}),
  })
  if (!opened.ok) return fail(t.problem(opened.problem))
  const parts = files.map(file => ({
    name: basename(file),
    bytes: createReadStream(file, { highWaterMark: 256 * 1024 }),
  }))
  const { id, no } = opened.value
  await stageFrom({ db, clock: door.clock, onProgress: lines => progress(t, lines) }, no, parts)
  const staged = await db.own(asOf(door), tx => statementById(tx, id))
  if (!staged) return 2
  const verdict = await told(door, staged)
  if (verdict !== 0) return verdict
  if (staged.state === 'repeated') return 0
  const posted = await run(postStatementPaying, { id })
  if (!posted.ok) {
    console.error(t.problem(posted.problem))
    const waits = posted.problem.kind === 'statements.not-attested' || posted.problem.kind === 'statements.differs'
    if (!waits) await run(cancelImport, { id })
    return waits ? 1 : 2
  }
  console.log(
    t('statements.cli-posted', {
      gifts: posted.value.gifts,
      entries: posted.value.entries,
      name: (actor satisfies Actor).name,
    }),
  )
  return 0
}

const asOf = (door: Door) => ({ now: door.clock().now, asOf: door.clock().today })

async function told(door: Door, s: Statement): Promise<number> {
  const { t } = door
  if (s.state === 'refused') return fail(s.problem ? t.problem(faultIn(t, s.problem)) : s.state)
  const days = await door.db.own(asOf(door), tx => daysOf(tx, s.no))
  for (const day of days)
    console.log(
      `${t.date(day.day)}  ${day.lines}  +${t.number(day.credits)}  −${t.number(day.debits)}  ${t(`bank.statement.proved.${day.proved}`)}`,
    )
  console.log(t('statements.cli-staged', { lines: s.lines, again: s.again }))
  for (const { file, line, row, column, kind, values, repair } of s.faults) {
    console.log(`  ✗ ${t(`bank.statement.fault.${kind}`, { file, line, row, column, ...values })}`)
    if (repair) console.log(`    → ${t(`bank.statement.field.${repair.field}`)} ${t.number(BigInt(repair.amount))}`)
  }
  for (const difference of s.differences)
    console.log(`  ≠ ${t(`statements.difference-${difference.kind}`, { ...difference, day: t.date(difference.day) })}`)
  if (s.state === 'faulty') console.log(t('statements.cli-repair', { id: s.id }))
  return s.state === 'faulty' ? 1 : 0
}

const progress = (t: T, lines: number) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${t('statements.lines-read', { lines })}`)
}

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        fund: { type: 'string' },
        account: { type: 'string' },
        opening: { type: 'string' },
        bank: { type: 'string' },
        as: { type: 'string' },
      },
    })
    const [, ...files] = positionals
    return files.length > 0 && values.fund ? { ...values, fund: values.fund, files } : null
  } catch {
    return null // an option that nobody knows
  }
}

const fail = (message: string): number => {
  console.error(message)
  return 2
}
