import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { createAccounts } from '../src/access/index.ts'
import { fieldsOf, issue, type ClauseInput } from '../src/directives/index.ts'
import { createLog } from '../src/log.ts'
import { listen } from '../src/listen.ts'
import { readText } from '../src/paper/index.ts'
import { buildSite } from '../src/site.ts'
import { loadWords } from '../src/words/index.ts'
import { barePages, elementsOf } from './bare-page.tsx'
import { must, root } from './databases.ts'
import { alternate, compared, limited, tell, type Figure } from './figures.ts'
import type { Answered, Asked } from './load.ts'
import { ask, emailOf, PASSWORD, readyLetter, type Country } from './world.ts'

const LETTERS = 30
const ROUNDS = 4
const CONNECTIONS = 8
const ROUND_MS = 1500
const GOALS = { postgres: 0.25, pglite: 0.1 } as const
const STATEMENTS = 6
const BYTES = 30_000

const KIND = 'front_standing_committee'
/** Every request writes its line, as it does in service; only the lines that tell of trouble are shown. */
const log = createLog('info', { write: line => void (/"level":[45]0/.test(line) && tell(line)) })

/**
 * Pages a second of "my work" of a commune's Front board with sixty tasks, over loopback connections that are kept
 * alive, against the very same elements rendered from memory by the same server library and nothing else.
 */
export async function page(country: Country): Promise<Figure[]> {
  const { db } = country
  await sendLetters(country)
  const { app, cookie } = await signedIn(country)
  const work = await visit(country, app, cookie)
  tell(`page: /work is ${work.html.length} characters, ${work.sent} bytes sent`)
  const load = fork(join(import.meta.dirname, 'load.js'))
  const servers = await Promise.all(
    [app, await bareOf(work.html)].map(async each => must(await listen(each, { host: '127.0.0.1', port: 0 }))),
  )
  try {
    const perSecond = (server: number, path: string) => () => {
      const { hostname: host, port } = new URL(servers[server]!.url)
      return asking(load, { host, port: Number(port), path, cookie, connections: CONNECTIONS, ms: ROUND_MS })
    }
    const rounds = await alternate(ROUNDS, perSecond(0, '/work'), perSecond(1, '/bare'))
    return [
      compared({ name: 'page', database: db.kind, unit: 'pages/s', goal: GOALS[db.kind], atMost: false, rounds }),
      limited({
        name: 'page statements',
        database: db.kind,
        unit: 'statements',
        goal: STATEMENTS,
        figure: work.statements,
      }),
      limited({ name: 'page bytes', database: db.kind, unit: 'bytes', goal: BYTES, figure: work.sent }),
    ]
  } finally {
    load.kill()
    await Promise.all(servers.map(server => server.stop()))
  }
}

/** Thirty letters of the province to the boards of all its communes, each with two clauses as long as those of a real letter. */
async function sendLetters(country: Country): Promise<void> {
  const { documents } = must(readText(readFileSync(join(root, 'samples/soc-trang-2023.txt'), 'utf8')))
  const clauses = documents.flatMap(letter => fieldsOf(letter).clauses)
  const actor = country.actor(KIND, country.home)
  const boards = 'Ban Thường trực Ủy ban MTTQ Việt Nam các xã, phường, đặc khu'
  for (let n = 0; n < LETTERS; n += 1) {
    const two = [clauses[(2 * n) % clauses.length]!, clauses[(2 * n + 1) % clauses.length]!]
    const said = two.map((each, at): ClauseInput => {
      const words = otherWords(each.asks[0]?.sentence || each.text, n)
      return { ...each, label: String(at + 1), text: words, asks: [ask(boards, words)] }
    })
    const letter = await readyLetter(country, actor, {
      subject: `Triển khai công tác nhân đạo, đợt ${n + 1}`,
      addressees: [boards],
      clauses: said,
    })
    await country.run(actor, issue, letter)
  }
}

/** No two letters say the same, or a page of them would be compressed to nothing: the same words in another order. */
const otherWords = (text: string, n: number): string =>
  text
    .split(/\s+/)
    .map((word, at) => ({ word, order: ((at + 1) * (n + 1) * 7919) % 1009 }))
    .sort((a, b) => a.order - b.order)
    .map(({ word }) => word)
    .join(' ')

/** The program's own pages, and somebody of a commune's board who has signed in. */
async function signedIn({ db, moment, home, communesOf }: Country): Promise<{ app: Hono; cookie: string }> {
  const accounts = createAccounts({
    db,
    clock: () => moment,
    secret: randomBytes(32).toString('base64url'),
    baseUrl: 'http://127.0.0.1',
    secureCookies: false,
  })
  const entered = must(await accounts.signIn(emailOf(KIND, communesOf(home)[0]!), PASSWORD, new Headers()))
  const app = buildSite({
    db,
    accounts,
    words: loadWords(join(root, 'locales')),
    clock: () => moment,
    log,
    version: '0',
    publicUrl: 'http://127.0.0.1',
    proxies: 0,
    publicFolder: join(root, 'public'),
    world: () => ({ name: 'phép đo', demonstration: true }),
    newId: () => randomUUIDv7(),
    newSecret: () => randomBytes(32),
    paper: { readSlowly: null, pagePicture: null, placesOf: () => [], turnOf: () => 0 },
    demonstration: [],
  })
  return { app, cookie: entered.setCookie.map(each => each.split(';')[0]).join('; ') }
}

/** One page: what it says, how many bytes go over the line, how many statements it takes (begin and commit too). */
async function visit(
  { db }: Country,
  app: Hono,
  cookie: string,
): Promise<{ html: string; sent: number; statements: number }> {
  const before = db.statements()
  const response = await app.request('/work', { headers: { cookie, 'accept-encoding': 'gzip' } })
  const body = Buffer.from(await response.arrayBuffer())
  if (response.status !== 200 || response.headers.get('content-encoding') !== 'gzip')
    throw new Error(`/work answered ${response.status}, ${response.headers.get('content-encoding')}`)
  return { html: gunzipSync(body).toString(), sent: body.length, statements: db.statements() - before }
}

/** The bare page says the very same, but for how a true attribute is spelled. */
async function bareOf(html: string): Promise<Hono> {
  const bare = barePages(elementsOf(html))
  const same = await (await bare.request('/bare')).text()
  if (Math.abs(same.length - html.length) > html.length / 50)
    throw new Error(`the bare page has ${same.length} characters, ours ${html.length}`)
  return bare
}

async function asking(load: ChildProcess, asked: Asked): Promise<number> {
  load.send(asked)
  const [answered] = (await once(load, 'message')) as [Answered | { error: string }]
  if ('error' in answered) throw new Error(answered.error)
  return answered.perSecond
}
