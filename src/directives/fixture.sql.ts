// The world of the tests of this room: Sóc Trăng on 8 February 2023 with its units by rule, and people at work in a few of them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { sql } from 'kysely'
import { aCommand, at, must, root, testDatabase } from '../../test/testkit.ts'
import {
  readAs,
  runCommand,
  scopeOf,
  type Actor,
  type Moment,
  type Role,
  type Scope,
  type UseCase,
} from '../access/index.ts'
import type { Database, Tx } from '../db/index.ts'
import type { AccountId, CommandId, DocumentId, PersonId, PlainDate, Realm, Result, UnitId } from '../kernel/index.ts'
import { readAreas, seedWorld, unitId } from '../org/index.ts'
import { readText, type Letter } from '../paper/index.ts'
import { issue, type Issued } from './issue.ts'
import { number } from './number.ts'
import { sign } from './sign.ts'
import { submitOutgoing } from './submit-outgoing.ts'
import type { ClauseInput, LetterFields } from './types.ts'

const REALM = 94 as Realm
const PROVINCE = '1-94'

export type Story = {
  readonly db: Database
  readonly moment: Moment
  unit(kind: string, area?: string): Promise<UnitId>
  /** Somebody with these roles at one unit. */
  actor(unit: UnitId, ...roles: Role[]): Promise<Actor>
  run<I, O>(actor: Actor, command: UseCase<I, O>, input: I, id?: CommandId, moment?: Moment): Promise<Result<O>>
  read<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>
  scope(actor: Actor): Scope
  own<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  count(table: string, where?: string): Promise<number>
  rows<R>(query: string): Promise<R[]>
  /** One statement as the program's own role in the actor's scope, past every use case; answers how many rows it touched. */
  direct(actor: Actor, query: string, when?: Moment): Promise<number>
}

const asOf = '2023-02-08' as PlainDate

export async function story(t: Pick<TestContext, 'after'>): Promise<Story> {
  const facts = () => readAreas(readFileSync(join(root, 'facts/areas.tsv.gz')))
  const { now } = at()
  const db = await testDatabase(t, {
    key: 'directives-story-1',
    fill: async made =>
      void (await made.own({ now, asOf }, tx => seedWorld(tx, facts(), { province: PROVINCE, asOf }))),
  })
  return storyOn(db)
}

export function storyOn(db: Database, moment: Moment = at()): Story {
  const { now } = moment
  const own = <T>(work: (tx: Tx) => Promise<T>) => db.own({ now, asOf }, work)
  const rows = <R>(query: string) => own(async tx => (await sql.raw<R>(query).execute(tx)).rows)
  let made = 0
  return {
    db,
    moment,
    own,
    rows,
    unit: async (kind, area = PROVINCE) => {
      const found = await rows<{ id: UnitId }>(
        `select id from unit where kind = '${kind}' and area_id = '${area}' order by name limit 1`,
      )
      if (!found[0]) throw new Error(`no ${kind} in ${area}`)
      return found[0].id
    },
    actor: async (unit, ...roles) => {
      made += 1
      const account = unitId(REALM, 'account', PROVINCE as never, String(made)) as string as AccountId
      const [named] = await rows<{ name: string; realm: Realm }>(`select name, realm from unit where id = '${unit}'`)
      const name = `Người ${made} (giả định)`
      await rows(
        `insert into account (id, name, email, created_at) values ('${account}', '${name}', 'nguoi${made}@thu.example', now())`,
      )
      for (const role of roles) {
        await rows(`insert into role_grant (id, account_id, role, unit_id, during)
          values (gen_random_uuid(), '${account}', '${role}', '${unit}', '[2020-01-01,)')`)
      }
      const grants = roles.map(role => ({ role, unit, unitName: named!.name, realm: named!.realm }))
      return {
        account,
        person: null as PersonId | null,
        name,
        language: 'vi',
        unit,
        unitName: named!.name,
        realm: named!.realm,
        grants,
      }
    },
    run: (actor, command, input, id = aCommand(), when = moment) => runCommand(db, when, actor, id, command, input),
    read: (actor, work) => readAs(db, moment, actor, work),
    scope: actor => scopeOf(actor, moment.today),
    direct: (actor, query, when = moment) =>
      db.write(
        {
          account: actor.account,
          roots: scopeOf(actor, when.today).roots,
          realm: actor.realm,
          now: when.now,
          asOf: when.today,
          command: aCommand(),
        },
        async tx => {
          const done = await sql.raw(query).execute(tx)
          return Number(done.numAffectedRows ?? done.rows.length)
        },
      ),
    count: async (table, where = 'true') =>
      (await rows<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`))[0]!.n,
  }
}

/** The two dispatches of the seed file, as the reader reads them. */
export function seedLetters(): { front: Letter; party: Letter } {
  const text = readFileSync(join(root, 'samples/soc-trang-2023.txt'), 'utf8')
  const { documents } = must(readText(text))
  const of = (number: string) => {
    const letter = documents.find(each => each.number === number)
    if (!letter) throw new Error(`no letter ${number} in the sample`)
    return letter
  }
  return { front: of('2052'), party: of('1016') }
}

/** Takes a draft through submit, sign, number and issue by one person who holds all roles there; answers what issuing did. */
export async function send(
  w: Story,
  actor: Actor,
  document: DocumentId,
  more: { readonly office?: string } = {},
): Promise<Issued & { readonly printed: string }> {
  const at = (version: number) => ({ unit: actor.unit, document, version })
  must(await w.run(actor, submitOutgoing, at(1)))
  must(await w.run(actor, sign, at(2)))
  const numbered = must(await w.run(actor, number, { ...at(3), ...more }))
  return { ...must(await w.run(actor, issue, at(4))), printed: numbered.printed }
}

/** A small letter of our own, to be changed where a test cares. */
export const aLetter = (more: Partial<LetterFields> = {}): LetterFields => ({
  regime: 'state',
  docType: 'công văn',
  issuer: 'Sở Thử nghiệm tỉnh Sóc Trăng',
  number: '12',
  symbol: 'STN-VP',
  issuedOn: '2023-02-01' as PlainDate,
  subject: 'phối hợp vận động hiến máu nhân đạo',
  place: 'Sóc Trăng',
  authorityPrefix: null,
  authorityBody: null,
  signerTitle: null,
  signerName: null,
  secrecy: null,
  urgency: null,
  circulationFloor: null,
  body: 'Đề nghị các đơn vị phối hợp vận động cán bộ, hội viên tham gia hiến máu nhân đạo năm 2023.',
  addressees: ['Hội Chữ thập đỏ các huyện, thị xã, thành phố'],
  copies: [],
  clauses: [],
  citations: [],
  ...more,
})

/** A clause that asks the district societies, with a deadline unless the test says otherwise. */
export const aClause = (more: Partial<ClauseInput> = {}): ClauseInput => ({
  label: '1',
  text: 'Hội Chữ thập đỏ các huyện, thị xã, thành phố báo cáo kết quả trước ngày 01/3/2023.',
  rhythm: 'deadline',
  dueOn: '2023-03-01' as PlainDate,
  dueText: 'trước ngày 01/3/2023',
  asks: [
    {
      phrase: 'Hội Chữ thập đỏ các huyện, thị xã, thành phố',
      role: 'lead',
      force: 'de-nghi',
      sentence: 'Hội Chữ thập đỏ các huyện, thị xã, thành phố báo cáo kết quả.',
    },
  ],
  ...more,
})

/** The kind of a refusal, or what came instead. */
export const refusal = (result: Result<unknown>): string =>
  result.ok ? `done: ${JSON.stringify(result.value)}` : result.problem.kind
