// Makes a fresh checkout ready: installs what the lock file names, builds, and for the tests finds a browser.
// Runs on whatever Node the machine has (20 or later); the program itself runs on the Node of package.json.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const forTests = process.argv.includes('--test')

const run = (program, args, what) => {
  const done = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, npm_config_loglevel: 'error' } })
  if (done.status !== 0) {
    console.error(`\n${what} did not succeed (${done.error?.message ?? `exit ${done.status}`}).`)
    process.exit(1)
  }
}

// The stamp is the lock file's hash, so that a pull with new versions installs again and a plain start does not.
function install() {
  const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
  const stamp = join(root, 'node_modules/.chido-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing packages …')
  run('npm', ['ci', '--include=dev'], 'npm ci')
  writeFileSync(stamp, wanted)
}

// A file that was moved or deleted leaves its old output behind, and a stale test would still run.
function prune(folder) {
  if (!existsSync(folder)) return
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) prune(path)
    else if (/\.js(\.map)?$/.test(entry.name)) {
      const source = join(root, relative(join(root, 'dist'), path)).replace(/\.js(\.map)?$/, '')
      if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(path)
    }
  }
}

function browser() {
  const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']
  if (process.env.CHROME_PATH || known.some(existsSync)) return
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) {
    console.log('No Chromium was found and apt-get cannot be used here: tests in a browser will be skipped. Set CHROME_PATH to run them.')
    return
  }
  console.log('Installing Debian\'s Chromium and fonts for the browser tests …')
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
  const packages = ['chromium', 'fonts-liberation2', 'fonts-noto-core', 'fonts-khmeros']
  const done = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (done.status !== 0) console.log('Chromium could not be installed: tests in a browser will be skipped.')
}

// Pictures and scans are read by a part that may be missing: the program runs without it and says so here.
function ocr() {
  const parts = ['tesseract.js', '@tesseract.js-data/vie']
  const missing = parts.filter(part => !existsSync(join(root, 'node_modules', part, 'package.json')))
  if (missing.length === 0) return
  console.log(`\nPhần đọc ảnh và bản quét (OCR) chưa được cài: thiếu ${missing.join(', ')}. Mọi phần khác vẫn chạy. Cài bằng: npm ci --include=optional`)
  console.log(`The part that reads pictures and scans (OCR) is not installed: ${missing.join(', ')} missing. Everything else runs. Install it by: npm ci --include=optional\n`)
}

install()
ocr()
prune(join(root, 'dist'))
run(process.platform === 'win32' ? 'node_modules\\.bin\\tsc.cmd' : join(root, 'node_modules/.bin/tsc'), [], 'The build')
if (forTests) browser()
