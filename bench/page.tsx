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
import { barePages, type Line } from './bare-page.tsx'
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
 * alive, against a bare page of the same size rendered from memory by the same server library.
 */
export async function page(country: Country): Promise<Figure[]> {
  const { db } = country
  await sendLetters(country)
  const { app, cookie } = await signedIn(country)
  const work = await visit(country, app, cookie)
  tell(`page: /work is ${work.html.length} characters, ${work.sent} bytes sent`)
  const load = fork(join(import.meta.dirname, 'load.js'))
  const servers = await Promise.all(
    [app, barePages(...(await sameSize(work.html)))].map(async each =>
      must(await listen(each, { host: '127.0.0.1', port: 0 })),
    ),
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

/** As many lines as the page has, of its own words, and what is missing to its size as one text. */
async function sameSize(html: string): Promise<[Line[], string]> {
  const lines = [...html.matchAll(/<article class="work-item">.*?<\/article>/gs)].map(([article]): Line => {
    const links = [...article.matchAll(/href="([^"]+)"/g)].map(match => match[1]!)
    const texts = article
      .replace(/<[^>]+>/g, '\n')
      .split('\n')
      .map(text => text.trim())
      .filter(Boolean)
    const [text = ''] = [...texts].sort((a, b) => b.length - a.length)
    return {
      badges: texts.slice(0, 3),
      text,
      source: texts.at(-2) ?? '',
      letter: links[0] ?? '',
      task: links.at(-1) ?? '',
    }
  })
  if (lines.length !== 50) throw new Error(`the page shows ${lines.length} tasks`)
  const bare = await (await barePages(lines, '').request('/bare')).text()
  return [lines, html.replace(/<[^>]+>|\s+/g, ' ').slice(0, Math.max(0, html.length - bare.length))]
}

async function asking(load: ChildProcess, asked: Asked): Promise<number> {
  load.send(asked)
  const [answered] = (await once(load, 'message')) as [Answered | { error: string }]
  if ('error' in answered) throw new Error(answered.error)
  return answered.perSecond
}
