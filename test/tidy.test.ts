import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { root } from './testkit.ts'
import { loadWords } from '../src/words/index.ts'

/**
 * The rules of the house as a test. Each failure prints the place, the reason and the right way.
 * A room may import only rooms that stand before it in this list, and `main` may import all.
 */
const ROOMS = [
  'kernel',
  'words',
  'paper',
  'bank',
  'db',
  'access',
  'files',
  'notices',
  'org',
  'tlog',
  'ledger',
  'goods',
  'gifts',
  'statements',
  'people',
  'directives',
  'dissemination',
  'programmes',
  'urging',
  'dossiers',
  'advice',
  'spending',
  'aid',
  'openness',
  'recognition',
  'oversight',
  'reform',
  'sheets',
  'reports',
  'overview',
  'web',
  'doors',
]
/** These two stand side by side: neither imports the other, except that the api door uses no pages. */
const STRANGERS: readonly (readonly [string, string])[] = [
  ['web', 'doors'],
  ['paper', 'words'],
]

type Source = { readonly path: string; readonly room: string; readonly text: string; readonly test: boolean }

const sources: Source[] = readdirSync(join(root, 'src'), { withFileTypes: true, recursive: true })
  .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map(entry => {
    const path = relative(join(root, 'src'), join(entry.parentPath, entry.name))
    return {
      path,
      room: path.includes('/') ? path.split('/')[0]! : '',
      text: readFileSync(join(root, 'src', path), 'utf8'),
      // The fixture of a room is part of its tests; higher rooms begin their tests with it.
      test: /\.test\.tsx?$|\/fixture\.sql\.ts$/.test(path),
    }
  })
const code = sources.filter(source => !source.test)

const importsOf = (source: Source): string[] =>
  [...source.text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(match => join(dirname(source.path), match[1]!))

const isFixture = (path: string) => path.endsWith('/fixture.sql.ts')

const none = (found: string[], rule: string) => assert.deepEqual(found, [], rule)

test('arrows point down: a room imports only rooms below it', () => {
  const wrong = code.flatMap(source =>
    importsOf(source)
      .map(target => target.split('/')[0]!)
      .filter(room => source.room !== '' && room !== source.room && ROOMS.includes(room))
      .filter(
        room =>
          ROOMS.indexOf(room) > ROOMS.indexOf(source.room) ||
          STRANGERS.some(pair => pair.includes(room) && pair.includes(source.room)),
      )
      .map(room => `${source.path} imports ${room}`),
  )
  none(
    wrong,
    `Order of the rooms, lowest first: ${ROOMS.join(' < ')}. Move what is shared down, or let the higher room call down.`,
  )
})

test('every folder of src is a room of the list and is named in ARCHITECTURE.md', () => {
  const architecture = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
  const rooms = [...new Set(code.map(source => source.room).filter(Boolean))]
  none(
    rooms.filter(room => !ROOMS.includes(room)),
    'Name the room in ROOMS of this test, at the height where it stands.',
  )
  none(
    ROOMS.filter(room => !architecture.includes(`${room}/`)),
    'Give the room its line in ARCHITECTURE.md.',
  )
})

test('another room is entered through its index.ts only', () => {
  const wrong = code.flatMap(source =>
    importsOf(source)
      .filter(
        target =>
          source.room !== '' &&
          target.split('/')[0] !== source.room &&
          target.split('/').length > 1 &&
          !/^\w+\/index\.ts$/.test(target),
      )
      .filter(target => !target.startsWith('..'))
      // The world of a room's tests is built on that of a room below.
      .filter(target => !(isFixture(source.path) && isFixture(target)))
      .map(target => `${source.path} imports ${target}`),
  )
  none(wrong, 'Export it from the room’s index.ts, or ask whether it should be known outside at all.')
})

test('files of one room do not import each other in a circle', () => {
  const graph = new Map(code.map(source => [source.path, importsOf(source)]))
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (path: string, trail: string[]) => {
    if (trail.includes(path)) return void circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    if (done.has(path)) return
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) walk(path, [])
  none(circles, 'Move what both need into a third file.')
})

test('SQL stands in *.sql.ts and in db only', () => {
  const wrong = code.filter(
    source =>
      source.room !== 'db' && !source.path.endsWith('.sql.ts') && /import (?!type)[^;]*from 'kysely'/.test(source.text),
  )
  none(
    wrong.map(source => source.path),
    'Put the query into a *.sql.ts of the room as a function from domain types to domain types.',
  )
})

test('no clock, randomness or environment below main.ts', () => {
  const banned =
    /\bprocess\.env\b|\bnew Date\(\)|\bDate\.now\(\)|\bMath\.random\(|\brandomUUID(v7)?\(|\brandomBytes\(|\bgetRandomValues\(/
  const wrong = code.filter(
    source =>
      source.room !== '' &&
      !(source.room === 'db' && source.path.endsWith('generate-types.ts')) &&
      banned.test(withoutComments(source.text)),
  )
  none(
    wrong.map(source => source.path),
    'Take it as a parameter; main.ts passes the clock and the maker of ids.',
  )
})

test('every message that the code names is in the catalogues', () => {
  const words = loadWords(join(root, 'locales'))
  const missing = code.flatMap(source =>
    [
      ...[...source.text.matchAll(/\bt\('([^'$]+)'/g)].map(match => match[1]!),
      ...[...source.text.matchAll(/\bproblem\('([^'$]+)'/g)].map(match => `problem.${match[1]!}`),
      ...[...source.text.matchAll(/\bdone\([^,]+, '([^'$]+)'\)/g)].map(match => match[1]!),
    ]
      .filter(key => words.text('vi', key) === undefined)
      .map(key => `${source.path}: ${key}`),
  )
  none([...new Set(missing)], 'Add the sentence to locales/vi/<room>.json, and to en and km.')
})

test('nothing unfinished is left in the code', () => {
  const word = new RegExp(`\\b(${['FIX' + 'ME', 'TO' + 'DO', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`)
  none(
    sources.filter(source => word.test(source.text)).map(source => source.path),
    'Finish it, or write an issue.',
  )
})

test('migrations are numbered without gaps, forward only', () => {
  const numbers = readdirSync(join(root, 'migrations'))
    .filter(name => name.endsWith('.sql'))
    .sort((a, b) => (a < b ? -1 : 1))
    .map(name => Number(name.slice(0, 4)))
  assert.deepEqual(
    numbers,
    numbers.map((_, at) => at + 1),
    'Each number once, from 0001, without a gap.',
  )
})

test('files stay short enough to have one subject', () => {
  const long = sources.filter(source => !source.path.endsWith('schema.gen.ts') && source.text.split('\n').length > 400)
  none(
    long.map(source => `${source.path} (${source.text.split('\n').length} lines)`),
    'Split it by subject: 400 lines at most.',
  )
})

test('no emblem of others and no red cross among the pictures', () => {
  const pictures = readdirSync(join(root, 'public')).filter(name => name.endsWith('.svg'))
  const wrong = pictures.filter(name => /✚|➕|cross/i.test(readFileSync(join(root, 'public', name), 'utf8')))
  none(wrong, 'The red cross is protected by law (Law 11/2008/QH12, article 14): the emblem is our own thread.')
})

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/[^\n]*/g, '')
