// Runs everything that must hold: lint and format, the suite on PGlite, then on PostgreSQL where one can be had.
// Ends with one line `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from './postgres.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const node = join(root, 'node_modules/.bin/node')
const only = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: 0 }

const testsIn = folder =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.test.js'))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => only.length === 0 || only.some(part => path.includes(part)))

function suite(name, files, env) {
  // Without files the runner would look for tests itself, and run everything.
  if (files.length === 0) return undefined
  console.log(`\n── ${name}: ${files.length} files ──`)
  return new Promise(resolve => {
    const child = spawn(node, ['--test', '--test-concurrency=2', '--test-timeout=300000', ...files], {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: '0', NODE_NO_WARNINGS: '1', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    child.stdout.on('data', chunk => {
      process.stdout.write(chunk)
      text += chunk
    })
    child.on('close', code => {
      const count = word => Number(new RegExp(`^ℹ ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
      const failed = count('fail') + count('cancelled')
      total.passed += count('pass')
      total.skipped += count('skipped')
      total.failed += failed === 0 && code !== 0 ? 1 : failed
      resolve()
    })
  })
}

function check(name, program, args) {
  const done = spawnSync(join(root, 'node_modules/.bin', program), args, { cwd: root, stdio: 'inherit' })
  console.log(`${done.status === 0 ? '✔' : '✖'} ${name}`)
  total[done.status === 0 ? 'passed' : 'failed'] += 1
}

if (only.length === 0) {
  check('lint', 'oxlint', ['--type-aware', '--quiet'])
  check('format', 'oxfmt', ['--check', 'src', 'test', 'bench'])
}
const files = testsIn(join(root, 'dist'))
if (files.length === 0) {
  console.error(`No test file bears ${only.join(' or ')} in its name.`)
  process.exit(1)
}
await suite('PGlite', files, { CHIDO_TEST_DB: 'pglite' })

const postgres = await startPostgres()
if (postgres) {
  // What never opens a database would only run the same again, as would every room that stands below it.
  const below = /\/src\/(?:kernel|words|paper|bank)\//
  const withDatabase = files.filter(
    path => !below.test(path) && /(testkit|app|browser|fixture\.sql)\.js'/.test(readFileSync(path, 'utf8')),
  )
  try {
    await suite('PostgreSQL', withDatabase, { CHIDO_TEST_DB: 'postgres', DATABASE_URL: postgres.url })
  } finally {
    postgres.stop()
  }
} else {
  console.log('\nSKIPPED: the suite on PostgreSQL, because none is installed, none can be installed here and DATABASE_URL is not set.')
}

console.log(`\n${total.skipped} skipped`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)
