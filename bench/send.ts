import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { runCommand } from '../src/access/index.ts'
import { issue, type ClauseInput, type LetterAt } from '../src/directives/index.ts'
import type { CommandId } from '../src/kernel/index.ts'
import { must } from './databases.ts'
import { alternate, compared, elapsed, type Figure } from './figures.ts'
import { ask, readyLetter, type Country, type Draft } from './world.ts'

const UNITS = 3400
const COMMUNES = 3321
const ROUNDS = 7
const GOAL = 1.5

/** What issuing writes, besides the command's own row and the letter's new state. */
const TABLES = ['document_thread', 'delivery', 'task', 'document_follower', 'notice'] as const
const AUDIT = 'realm, at, command_id, account_id, table_name, operation, before, after'

/**
 * Issuing one letter to 3,400 units with two tasks for each commune, as the application does it, against writing the
 * very same rows as the owner: no row-level security, no triggers but those of foreign keys, `insert … select` from
 * tables that hold the rows already; one transaction each, committed.
 */
export async function send(country: Country): Promise<Figure[]> {
  const actor = country.actor('front_standing_committee', country.home)
  let issued: { letter: LetterAt; command: CommandId } | null = null
  const byCommand = async () => {
    const letter = await readyLetter(country, actor, toEverybody(country))
    const command = randomUUIDv7() as CommandId
    const ms = await elapsed(async () => {
      const { units, tasks, followers } = must(
        await runCommand(country.db, country.moment, actor, command, issue, letter),
      )
      if (units !== UNITS || tasks < UNITS || followers < country.provinces.length - 1)
        throw new Error(`the letter went elsewhere: ${JSON.stringify({ units, tasks, followers })}`)
    })
    issued = { letter, command }
    return ms
  }
  const byHand = async () => {
    const twin = await readyLetter(country, actor, toEverybody(country))
    await stage(country, issued!, twin, randomUUIDv7() as CommandId)
    await triggers(country, 'disable')
    const ms = await elapsed(() => writeStaged(country, twin))
    await triggers(country, 'enable')
    return ms
  }
  const rounds = await alternate(ROUNDS, byCommand, byHand)
  return [compared({ name: 'send', database: country.db.kind, unit: 'ms', goal: GOAL, atMost: true, rounds })]
}

/**
 * To the Front's boards of all communes, a phrase for each province, and by hand to bodies of the provinces that no
 * phrase names, because the hand's corrections belong to sending.
 */
export function toEverybody(country: Country): Draft {
  const named = country.provinces.map(area => area.name)
  const communes = named.map(name => `Ban Thường trực Ủy ban MTTQ Việt Nam các xã, phường, đặc khu ${name}`)
  const societies = named.map(name => `Hội Chữ thập đỏ ${name}`)
  const boards = country.provinces
    .filter(area => area !== country.home)
    .map(area => country.unit('front_standing_committee', area))
  const unions = country.provinces
    .slice(0, UNITS - COMMUNES - boards.length - societies.length)
    .map(area => country.unit('women_union', area))
  return {
    subject: 'Triển khai thực hiện công tác nhân đạo trong tình hình mới',
    addressees: [...communes, ...societies],
    added: [...boards, ...unions],
    clauses: [
      clause(
        1,
        'Nâng cao chất lượng, hiệu quả các hoạt động nhân đạo, chăm lo người yếu thế, người có hoàn cảnh khó khăn.',
        communes,
      ),
      clause(2, 'Báo cáo kết quả thực hiện bằng văn bản trước ngày 30 tháng 11 năm 2025.', communes),
      clause(3, 'Theo dõi, kiểm tra, đôn đốc việc thực hiện Công văn này.', societies),
    ],
  }
}

const clause = (n: number, text: string, phrases: readonly string[]): ClauseInput => ({
  label: String(n),
  text,
  force: 'de-nghi',
  rhythm: 'standing',
  asks: phrases.map(phrase => ask(phrase, text)),
})

/** The rows that issuing wrote, under the twin's letter and a command of its own, in tables without any rule. */
async function stage(
  country: Country,
  from: { letter: LetterAt; command: CommandId },
  twin: LetterAt,
  command: CommandId,
): Promise<void> {
  const { document } = from.letter
  const changed = `jsonb_build_object('document_id', '${twin.document}', 'root_id', '${twin.document}', 'command_id', '${command}')`
  const copy = (table: string, where: string, change = changed) =>
    `create table bench_${table} as select (jsonb_populate_record(t, ${change})).* from ${table} t where ${where}`
  await owner(country, [
    ...[...TABLES, 'audit', 'command', 'outgoing'].map(table => `drop table if exists bench_${table}`),
    ...TABLES.map(table =>
      copy(table, table === 'notice' ? `command_id = '${from.command}'` : `document_id = '${document}'`),
    ),
    copy('audit', `command_id = '${from.command}'`),
    copy('command', `id = '${from.command}'`, `jsonb_build_object('id', '${command}')`),
    copy('outgoing', `document_id = '${document}'`),
  ])
}

async function writeStaged(country: Country, twin: LetterAt): Promise<void> {
  const { now, today } = country.moment
  await country.db.own({ now, asOf: today }, async tx => {
    const write = (statement: string) => sql.raw(statement).execute(tx)
    await write('insert into command select * from bench_command')
    await write(`update outgoing o set state = b.state, issued_at = b.issued_at, version = b.version, changed_by = b.changed_by, changed_at = b.changed_at
      from bench_outgoing b where o.document_id = '${twin.document}'`)
    for (const table of TABLES) await write(`insert into ${table} select * from bench_${table}`)
    await write(`insert into audit (${AUDIT}) select ${AUDIT} from bench_audit`)
  })
}

const triggers = (country: Country, what: 'enable' | 'disable') =>
  owner(
    country,
    [...TABLES, 'audit', 'command', 'outgoing'].map(table => `alter table ${table} ${what} trigger user`),
  )

const owner = ({ db, moment }: Country, statements: readonly string[]) =>
  db.own({ now: moment.now, asOf: moment.today }, async tx => {
    for (const statement of statements) await sql.raw(statement).execute(tx)
  })
