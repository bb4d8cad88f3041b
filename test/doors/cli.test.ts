import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, test } from 'node:test'
import { openDatabase } from '../../src/db/index.ts'
import { SAMPLE } from '../app.ts'
import { must, root, testing } from '../testkit.ts'
import { breakThreads, pretendNewer } from './plant.sql.ts'

const CHIDO = join(root, 'bin/chido')
const work = mkdtempSync(join(tmpdir(), 'chido-cli-'))
const running = new Set<ChildProcess>()
after(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(work, { recursive: true, force: true })
})

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

function start(
  args: readonly string[],
  env: Record<string, string> = {},
): ChildProcess & { ended: Promise<Ended>; line(pattern: RegExp): Promise<RegExpExecArray> } {
  const { DATABASE_URL: _url, CHIDO_TEST_DB: _db, ...rest } = process.env
  const child = spawn(CHIDO, args, {
    cwd: work,
    env: { ...rest, CHIDO_LOG: 'silent', NODE_NO_WARNINGS: '1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let [out, err] = ['', '']
  const waiting: { pattern: RegExp; found: (match: RegExpExecArray) => void }[] = []
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part
    for (const one of waiting) {
      const match = one.pattern.exec(out)
      if (match) one.found(match)
    }
  })
  child.stderr.setEncoding('utf8').on('data', (part: string) => (err += part))
  const ended = new Promise<Ended>(resolve =>
    child.on('close', code => {
      running.delete(child)
      resolve({ code, out, err })
    }),
  )
  const line = (pattern: RegExp) =>
    Promise.race([
      new Promise<RegExpExecArray>(found => {
        const match = pattern.exec(out)
        if (match) found(match)
        else waiting.push({ pattern, found })
      }),
      ended.then(({ code }) => assert.fail(`it ended with ${code} before it said ${String(pattern)}: ${out}${err}`)),
    ])
  return Object.assign(child, { ended, line })
}

const run = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> => start(args, env).ended
const says = (done: Ended, code: number, ...words: readonly RegExp[]) => {
  assert.equal(done.code, code, `${done.out}${done.err}`)
  for (const one of words) assert.match(done.out + done.err, one)
}

const fileIn = (name: string, bytes: string | Uint8Array): string => {
  const path = join(work, name)
  writeFileSync(path, bytes)
  return path
}

/** What a folder holds, byte by byte; the lock is the system's. */
const contentsOf = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && !entry.name.startsWith('chido.lock'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .map(path => `${relative(folder, path)} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)
    .join('\n')

const embedded = { skip: testing === 'postgres' && 'no other database is asked' }

test('chido read tells what a file holds, and says why it holds nothing', embedded, async t => {
  await t.test('the two dispatches, for people and as data, opening no database', async () => {
    says(
      await run(['read', SAMPLE]),
      0,
      /2 văn bản/,
      /công văn · 2052\/MTTQ-BTT · 2023-02-08/,
      /công văn · 1016-CV\/TU · 2023-01-13/,
      /← kết luận 44-KL\/TW \(based_on\)/,
      /22 dòng/,
    )
    const json = await run(['read', SAMPLE, '--json'])
    const { documents } = JSON.parse(json.out) as {
      documents: { number: string; text: string; fields: Record<string, { start: number; end: number }[]> }[]
    }
    assert.deepEqual([json.code, documents.map(one => one.number)], [0, ['2052', '1016']])
    for (const { number, text, fields } of documents) {
      const [span] = fields['number']!
      assert.equal(text.slice(span!.start, span!.end), number, 'a field names the words that it was read from')
    }
    assert.deepEqual(readdirSync(work), [], 'nothing was made beside it')
  })

  await t.test(
    'empty, binary, cut off, no letter, not there, a folder: each with its reason, nothing on the other stream, and 2',
    async () => {
      const cases: [string, RegExp][] = [
        [fileIn('empty.txt', ''), /Tệp trống/],
        [
          fileIn(
            'binary.bin',
            Uint8Array.from({ length: 5000 }, (_, at) => (at * 31) % 256),
          ),
          /không phải văn bản/,
        ],
        [fileIn('cut.docx', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 8, 8])), /hỏng|cắt dở/],
        [fileIn('cut.pdf', '%PDF-1.4\n1 0 obj <<'), /hỏng|cắt dở/],
        [fileIn('words.txt', 'Một trang không phải công văn.'), /không tìm thấy công văn/],
        [join(work, 'missing.txt'), /Không có tệp này/],
        [work, /Không đọc được tệp/],
      ]
      for (const [path, why] of cases) {
        for (const flags of path.endsWith('.txt') ? [[], ['--json']] : [[]]) {
          const done = await run(['read', path, ...flags])
          says(done, 2, why)
          assert.equal(done.out, '', path)
        }
      }
      says(await run(['read']), 2, /Cách dùng/)
    },
  )

  await t.test('half of the dispatches is still one letter; a good file beside a bad one is read', async () => {
    const half = readFileSync(SAMPLE, 'utf8')
    says(
      await run(['read', fileIn('half.txt', half.slice(0, half.indexOf('TỈNH ỦY SÓC TRĂNG\n')))]),
      0,
      /1 văn bản/,
      /2052\/MTTQ-BTT/,
    )
    says(await run(['read', join(work, 'missing.txt'), SAMPLE]), 0, /Không có tệp này/, /1016-CV\/TU/)
  })

  await t.test('an unknown command and help say what there is', async () => {
    says(await run(['nothing']), 2, /Không có lệnh “nothing”/)
    says(await run(['help']), 0, /serve · read/)
    says(await run(['serve'], { PORT: 'many', CHIDO_SECRET: 'short' }), 2, /PORT/, /CHIDO_SECRET/)
  })
})

test('a data folder: seeded once, held by one, backed up, checked, never harmed', embedded, async t => {
  const data = join(work, 'data')
  const env = { CHIDO_DATA: data }

  await t.test('a world is seeded once; a second time, and an unknown one, are refused', async () => {
    says(await run(['seed', 'atlantis'], env), 2, /soc-trang-2023/)
    says(await run(['seed', 'soc-trang-2023'], env), 0, /2\.862 đơn vị/)
    says(await run(['seed', 'soc-trang-2023'], env), 2, /đã có một thế giới; không dựng đè lên/)
  })

  await t.test('fsck finds nothing wrong in it, with a line for each thing that it looked at', async () => {
    const done = await run(['fsck'], env)
    says(done, 0)
    const lines = done.out.trim().split('\n')
    assert.ok(lines.length >= 15 && lines.every(line => /^✔ .+: [\d.]+ dòng đã đọc, 0 vi phạm$/.test(line)), done.out)
  })

  await t.test(
    'a server holds the folder: it answers, reads go on beside it, a second process is refused',
    async () => {
      const server = start(['serve'], env)
      const [, url] = await server.line(/đang chạy tại (http:\/\/127\.0\.0\.1:\d+)/)
      await server.line(/vanthu\.tinh-uy@chi-do\.example/)
      const ready = await fetch(`${url}/readyz`)
      assert.deepEqual(await ready.json(), { ok: true, database: 'pglite', world: 'soc-trang-2023' })
      assert.equal((await fetch(`${url}/healthz`)).status, 200)
      assert.match(await (await fetch(`${url}/sign-in`)).text(), /soi-chi-do-2023/)
      says(await run(['read', SAMPLE], env), 0, /1016-CV\/TU/)
      for (const command of [['serve'], ['seed', 'soc-trang-2023'], ['backup', join(work, 'no')]])
        says(await run(command, env), 1, /đang được một tiến trình khác dùng/)
      assert.equal((await fetch(`${url}/readyz`)).status, 200, 'the first one goes on')
      server.kill('SIGTERM')
      assert.equal((await server.ended).code, 0, 'it stops when asked')
      await assert.rejects(fetch(`${url}/healthz`), 'and nothing of it goes on')
    },
  )

  await t.test('a port in use is said, the folder is let go', async () => {
    const other = createServer()
    await new Promise<void>(done => other.listen(0, '127.0.0.1', done))
    const { port } = other.address() as AddressInfo
    says(await run(['serve'], { ...env, PORT: String(port) }), 1, new RegExp(`Cổng ${port} đang được dùng`))
    await new Promise(done => other.close(done))
    says(await run(['migrate'], env), 0, /bước mới nhất/)
  })

  await t.test('a backup is restored into a new folder and is the same; over data, or damaged, it is not', async () => {
    const [backup, copy] = [join(work, 'backup'), join(work, 'copy')]
    says(await run(['backup', backup], env), 0, /Đã sao lưu/)
    says(await run(['backup', backup], env), 2, /đã có một bản sao lưu/)
    says(await run(['restore', backup], env), 2, /không trống/)
    says(await run(['restore', backup], { CHIDO_DATA: copy }), 0, /Đã phục hồi/)
    const [before, now] = [await run(['fsck'], env), await run(['fsck'], { CHIDO_DATA: copy })]
    assert.deepEqual(now, before)
    const damaged = join(work, 'damaged-backup')
    cpSync(backup, damaged, { recursive: true })
    const bytes = readFileSync(join(damaged, 'chido.tar'))
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(join(damaged, 'chido.tar'), bytes)
    says(await run(['restore', damaged], { CHIDO_DATA: join(work, 'never') }), 1, /bị hỏng/)
    says(await run(['restore', join(work, 'nowhere')], { CHIDO_DATA: join(work, 'never') }), 2, /Cách dùng/)
    assert.throws(() => statSync(join(work, 'never', 'pgdata')))
  })

  await t.test('fsck finds a planted violation, names it, and ends with 1', async () => {
    const copy = join(work, 'copy')
    const db = must(await openDatabase({ kind: 'pglite', folder: copy }))
    await breakThreads(db)
    await db.close()
    const done = await run(['fsck'], { CHIDO_DATA: copy })
    says(done, 1, /^✖ .+: [\d.]+ dòng đã đọc, [1-9]\d* vi phạm/m)
    assert.ok(done.out.split('\n').filter(line => line.startsWith('✔')).length > 10, 'and goes on with the rest')
  })

  await t.test(
    'data of a newer program, of another server and of nothing known are refused and left as they are',
    async () => {
      const copy = join(work, 'copy')
      const db = must(await openDatabase({ kind: 'pglite', folder: copy }))
      await pretendNewer(db)
      await db.close()
      for (const command of [['serve'], ['migrate'], ['fsck']])
        says(await run(command, { CHIDO_DATA: copy }), 1, /mới hơn/)
      const [foreign, broken] = [join(work, 'foreign'), join(work, 'broken')]
      cpSync(copy, foreign, { recursive: true })
      writeFileSync(join(foreign, 'pgdata/PG_VERSION'), '12\n')
      cpSync(copy, broken, { recursive: true })
      rmSync(join(broken, 'pgdata/PG_VERSION'))
      rmSync(join(broken, 'pgdata/global'), { recursive: true })
      for (const folder of [foreign, broken]) {
        const before = contentsOf(folder)
        says(await run(['serve'], { CHIDO_DATA: folder }), 1, /hỏng|phiên bản/)
        assert.equal(contentsOf(folder), before, 'not a byte is changed')
      }
    },
  )

  await t.test('urge names a day that is none and an option that nobody knows, and changes nothing', async () => {
    for (const [args, why] of [
      [['--date', '2023-02-30'], /Không có ngày này trong lịch/],
      [['--date'], /Cách dùng: chido urge/],
      [['--dryrun'], /Cách dùng: chido urge/],
      [['now'], /Cách dùng: chido urge/],
    ] as const) {
      const ended = await run(['urge', ...args], env)
      assert.equal(ended.code, 2)
      assert.match(ended.err, why)
    }
  })
  await t.test('urge on a quiet day, and on a day on which there is nobody to urge', async () => {
    const quiet = await run(['urge', '--date', '2023-02-11'], env)
    assert.deepEqual([quiet.code, quiet.out.trim()], [0, '11/02/2023 là ngày nghỉ: không nhắc ai.'])
    const nobody = await run(['urge', '--dry-run', '--date', '2023-02-13'], env)
    assert.deepEqual([nobody.code, nobody.out.trim()], [0, '13/02/2023: sẽ nhắc 0 đơn vị, chưa gửi gì.'])
    assert.match((await run(['urge'], env)).out, /đã nhắc 0 đơn vị/)
  })
})
