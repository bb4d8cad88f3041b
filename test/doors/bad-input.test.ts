import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import { PASSWORD, SAMPLE, testApp, troublesIn, type TestApp } from '../app.ts'
import { readIn, sampleFile, sendParty, visitors } from '../play.ts'
import { aForm, formOf, problemsOf, Visitor, wordsOf, type Answer } from '../visitor.ts'

const text = readFileSync(SAMPLE, 'utf8')
const fileOf = (bytes: string | Uint8Array<ArrayBuffer>, name = 'van-ban.txt') =>
  new File([bytes], name, { type: 'text/plain' })
const says = (answer: Answer, status: number, ...words: readonly RegExp[]) => {
  const problems = problemsOf(answer.html).join(' ')
  assert.equal(answer.status, status, problems || wordsOf(answer.html).slice(0, 300))
  for (const one of words) assert.match(problems, one)
}

test('what is no letter is refused with a reason, and nothing of it is kept', async t => {
  const app = await testApp(t)
  const clerk = await new Visitor(app).signIn('vanthu.ctd-ke-sach')
  const drop = (file: File | null, pasted = '') =>
    clerk.post('/read', { ...aForm(), ...(file ? { file } : {}), text: pasted })
  const before = await app.rows()
  const unchanged = async () => assert.deepEqual(await app.rows(), before)

  await t.test(
    'an empty file, no file, blanks, a binary file, a broken PDF, a picture, a cut-off DOCX, words that are no letter',
    async () => {
      const cases: [File | null, RegExp][] = [
        [null, /Chọn một tệp, hoặc dán chữ/],
        [fileOf(''), /Chọn một tệp, hoặc dán chữ/],
        [fileOf(' \n\t\n'), /Tệp trống/],
        [fileOf(Uint8Array.from({ length: 4096 }, (_, at) => (at * 37) % 256)), /không phải văn bản/],
        [fileOf('%PDF-1.7\nbroken', 'a.pdf'), /hỏng|cắt dở/],
        [
          fileOf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), 'a.png'),
          /không trang nào có dấu mật/,
        ],
        [fileOf(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]), 'a.docx'), /hỏng|cắt dở/],
        [fileOf('Hôm nay trời đẹp.\nĐi chợ mua rau.'), /không tìm thấy công văn nào/],
      ]
      for (const [file, why] of cases) says(await drop(file), 422, why)
      await unchanged()
    },
  )

  await t.test(
    'a letter that bears MẬT, TỐI MẬT or TUYỆT MẬT enters by no door: nothing is stored, nothing logged',
    async () => {
      const logged = app.log.length
      for (const mark of ['MẬT', 'TỐI MẬT', 'TUYỆT MẬT', '[ Mật ]'.toUpperCase()]) {
        const secret = text.replace('Số: 2052', `${mark}\nSố: 2052`)
        says(await drop(fileOf(secret)), 422, /quy trình bảo vệ bí mật nhà nước/)
        says(await drop(fileOf(secret.normalize('NFD'))), 422, /chưa có gì được lưu/)
        says(await drop(null, secret), 422, /mang dấu/)
        says(
          await clerk.post('/letters/new', {
            ...aForm(),
            subject: 'thử',
            addressees: 'Các huyện uỷ',
            body: `${mark}\nNội dung`,
            regime: 'state',
          }),
          422,
          /mang dấu/,
        )
      }
      await unchanged()
      // Instants and durations are numbers too, and may hold that of a letter.
      const since = app.log
        .slice(logged)
        .join('\n')
        .replace(/"(?:time|ms)":\d+/g, '')
      assert.ok(!/mật|secret|2052|1016/i.test(since), since)
    },
  )

  await t.test('100 MB are refused while they come, told or untold how many; a little over the limit too', async () => {
    const told = await upload(app, clerk, 100, true)
    assert.equal(told.status, 413)
    assert.ok(told.sentMegabytes < 50, `${told.sentMegabytes} MB were taken of what was announced as too large`)
    const untold = await upload(app, clerk, 100, false)
    assert.equal(untold.status, 413)
    assert.ok(untold.sentMegabytes < 50, `${untold.sentMegabytes} MB were taken`)
    says(await drop(fileOf(new Uint8Array(20.5 * 1024 * 1024).fill(97))), 413, /quá lớn/)
    await unchanged()
    assert.equal((await clerk.get('/read')).status, 200, 'the server goes on')
  })

  await t.test(
    'UTF-16, decomposed marks, a byte order mark and Windows lines are read as the same two letters',
    async () => {
      for (const bytes of [
        Buffer.from(`\ufeff${text}`, 'utf16le'),
        text.normalize('NFD'),
        `\ufeff${text}`,
        text.replaceAll('\n', '\r\n'),
      ]) {
        const page = await clerk.follow(await drop(fileOf(typeof bytes === 'string' ? bytes : new Uint8Array(bytes))))
        assert.match(wordsOf(page.html), /Tìm thấy 2 văn bản trong tệp.*2052\/MTTQ-BTT.*1016-CV\/TU/)
      }
    },
  )
})

/** Sends so many megabytes as a file, until the server has answered; says how many it took. */
function upload(
  app: TestApp,
  visitor: Visitor,
  megabytes: number,
  told: boolean,
): Promise<{ status: number; sentMegabytes: number }> {
  const head = Buffer.from(
    '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n',
  )
  const chunk = Buffer.alloc(1024 * 1024, 97)
  return new Promise((resolve, reject) => {
    let sent = 0
    const sending = request(new URL('/read', app.url), {
      method: 'POST',
      headers: {
        'content-type': 'multipart/form-data; boundary=x',
        origin: app.url,
        cookie: visitor
          .state()
          .cookies.map(one => `${one.name}=${one.value}`)
          .join('; '),
        ...(told ? { 'content-length': head.length + megabytes * chunk.length } : { 'transfer-encoding': 'chunked' }),
      },
    })
    let status = 0
    const finish = () =>
      status > 0
        ? resolve({ status, sentMegabytes: sent })
        : reject(new Error(`the connection ended after ${sent} MB without an answer`))
    sending.on('response', answer => {
      status = answer.statusCode ?? 0
      answer.resume()
      sending.destroy()
      finish()
    })
    sending.on('error', finish)
    const more = () => {
      while (status === 0 && sent < megabytes) {
        sent += 1
        if (!sending.write(chunk)) return void sending.once('drain', more)
      }
      if (status === 0) sending.end()
    }
    sending.write(head)
    more()
  })
}

const DRAFT = { regime: 'state', docType: 'công văn', subject: 'thử', body: 'Đề nghị thực hiện.' }

test('letters that lack something, come twice or say hostile things', async t => {
  const app = await testApp(t)
  const as = visitors(app)
  const { reading, letter } = await sendParty(as)
  const clerk = await as('vanthu.tinh-uy')
  const leader = await as('lanhdao.tinh-uy')
  const front = await as('vanthu.mttq-tinh')

  /** A new draft, taken up to its number. */
  const numbered = async (fields: Record<string, string>): Promise<string> => {
    const drafted = await clerk.post('/letters/new', { ...aForm(), ...DRAFT, ...fields })
    assert.equal(drafted.status, 303, problemsOf(drafted.html).join())
    const path = drafted.location!.split('?')[0]!
    await clerk.follow(await clerk.submit(await clerk.get(path), '/submit'))
    await leader.follow(await leader.submit(await leader.get(path), '/sign'))
    const form = await clerk.get(path)
    await clerk.follow(await clerk.submit(form, '/number', form.html.includes('name="office"') ? { office: 'TU' } : {}))
    return path
  }

  await t.test('a letter without an addressee, or to nobody that there is, is not sent', async () => {
    const toNobody = await numbered({ addressees: 'Hội những người yêu hoa lan' })
    const preview = await clerk.get(`${toNobody}/send`)
    assert.match(wordsOf(preview.html), /Hội những người yêu hoa lan Kính gửi ■ không ra ai/)
    // The page offers no sending; whoever asks for it past the page is refused.
    assert.doesNotMatch(preview.html, /action="[^"]*\/issue"/)
    const { version } = formOf((await clerk.get(toNobody)).html, '/cancel-number').values
    const before = await app.rows()
    says(
      await clerk.post(`${toNobody}/issue`, { ...aForm(), version: version! }),
      422,
      /Không cụm từ nơi nhận nào ứng với đơn vị hay người có thật.*Hội những người yêu hoa lan/,
    )
    assert.deepEqual(await app.rows(), before)
    // Its number is taken back, and stays in the book for everybody to see.
    const silent = await clerk.submit(await clerk.get(toNobody), '/cancel-number', { why: ' ' })
    says(silent, 422, /lý do/)
    const entry = clerk.submit(await clerk.get(toNobody), '/cancel-number', { why: 'Nơi nhận ghi sai' })
    await clerk.follow(await entry)
    const book = wordsOf((await clerk.get('/books/outgoing')).html)
    assert.match(book, /1017 .*đã huỷ: Nơi nhận ghi sai 1016/)
    const toNone = await clerk.post('/letters/new', { ...aForm(), ...DRAFT, addressees: '' })
    if (toNone.status === 303) {
      const path = toNone.location!.split('?')[0]!
      says(await clerk.submit(await clerk.get(path), '/submit'), 422, /chưa có nơi nhận/)
    } else says(toNone, 422, /chưa có nơi nhận/)
  })

  await t.test('a paper without number and date cannot be told from others and is not registered', async () => {
    const own = await readIn(front, sampleFile())
    const before = await app.rows()
    says(
      await front.submit(await front.get(`${own}/2`), '/2', { as: 'incoming', number: '', issuedOn: '' }),
      422,
      /Chưa có số và cũng chưa có ngày/,
    )
    says(
      await front.submit(await front.get(`${own}/2`), '/2', { as: 'incoming', issuedOn: '2023-02-30' }),
      422,
      /ngày có thật/,
    )
    says(
      await front.submit(await front.get(`${own}/2`), '/2', { as: 'incoming', arrivedOn: '2023-01-01' }),
      422,
      /trước ngày ban hành/,
    )
    says(
      await front.submit(await front.get(`${own}/2`), '/2', { as: 'outgoing', number: '' }),
      422,
      /phải có số và ngày/,
    )
    assert.deepEqual(await app.rows(), before)
  })

  await t.test('the same letter twice is one letter; with a slip in its symbol a person is asked', async () => {
    const own = await readIn(front, sampleFile())
    const desk = await front.get(`${own}/2`)
    const near = await front.submit(desk, '/2', { as: 'incoming', symbol: 'CV/TV' })
    says(near, 409, /rất giống/)
    assert.match(wordsOf(near.html), /Đây có phải văn bản đó không\?.*Phải, đó là.*1016-CV\/TU.*Không, là văn bản khác/)
    assert.match(near.html, /name="symbol"[^>]*value="CV\/TV"|value="CV\/TV"[^>]*name="symbol"/, 'what was typed stays')
    const same = /<input[^>]*name="sameAs"[^>]*value="([0-9a-f-]{36})"/.exec(near.html)?.[1]
    assert.equal(`/letters/${same}`, letter)
    says(await front.submit(near, '/2', { as: 'incoming', sameAs: 'different', why: '' }), 422, /khác .* ở điểm nào/)
    const joined = await front.submit(near, '/2', { as: 'incoming', sameAs: same! })
    assert.equal(joined.location?.split('?')[0], letter)
    const before = await app.rows()
    says(
      await front.submit(await front.get(`${own}/2`), '/2', { as: 'incoming' }),
      409,
      /đã vào sổ văn bản này với số đến 1/,
    )
    says(await clerk.submit(await clerk.get(`${reading}/2`), '/2', { as: 'outgoing' }), 409, /đã được đưa vào hệ thống/)
    assert.deepEqual(await app.rows(), before)
  })

  await t.test('receiving twice registers once, the same form sent twice acts once', async () => {
    const district = await as('vanthu.huyen-uy-ke-sach')
    const one = await district.get(letter)
    const other = await district.get(letter)
    const first = await district.submit(one, '/acknowledge')
    assert.match(first.location ?? '', /done-acknowledged$/)
    const rows = await app.rows()
    const again = await district.submit(one, '/acknowledge')
    assert.equal(again.location, first.location)
    assert.deepEqual(await app.rows(), rows)
    const second = await district.submit(other, '/acknowledge')
    assert.match(second.location ?? '', /done-acknowledged-before$/)
    assert.match(wordsOf((await district.follow(second)).html), /đã được nhận từ trước; không ghi lần nữa/)
    assert.deepEqual({ ...(await app.rows()), command: 0 }, { ...rows, command: 0 })
  })

  await t.test('of two people who move one task at once the second is told who was first and when', async () => {
    const [officer, head] = [await as('chuyenvien.huyen-uy-ke-sach'), await as('lanhdao.huyen-uy-ke-sach')]
    const task = /href="(\/tasks\/[^"]+)"/.exec((await officer.get('/work')).html)![1]!
    const [one, other] = [await officer.get(task), await head.get(task)]
    const answers = await Promise.all([officer.submit(one, '/take'), head.submit(other, '/take')])
    assert.deepEqual(answers.map(answer => answer.status).sort(), [303, 409])
    const late = answers.find(answer => answer.status === 409)!
    says(
      late,
      409,
      /Huyện ủy Kế Sách – (chuyên viên|lãnh đạo) \(giả định\) vừa cập nhật mục này lúc .*thay đổi của bạn chưa được ghi/,
    )
    const stale = await head.submit(other, '/date', { on: '2023-03-01' })
    says(stale, 409, /vừa cập nhật mục này/)
    assert.ok(!wordsOf((await head.get(task)).html).includes('01/03/2023'), 'nothing was overwritten')
  })

  await t.test('markup in a letter, in a file’s name and in a search is shown as words', async () => {
    const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>&lt;b&gt;'
    const path = await numbered({
      subject: hostile,
      body: `${hostile}\n${hostile}`,
      addressees: `Các huyện uỷ, thị uỷ, thành uỷ\n${hostile}`,
    })
    await clerk.submit(await clerk.get(`${path}/send`), '/issue')
    const district = await as('vanthu.huyen-uy-ke-sach')
    const read = await clerk.follow(
      await clerk.post('/read', {
        ...aForm(),
        file: fileOf(text.replaceAll('Độc lập', hostile), `${hostile}.txt`),
        text: '',
      }),
    )
    const found = /\/readings\/[0-9a-f-]{36}/.exec(read.html)![0]
    const pages = [
      read,
      await clerk.get('/read'),
      await clerk.get(`${found}/1`),
      ...(await Promise.all(
        [
          path,
          `${path}/send`,
          `${path}/thread`,
          '/letters?desk=outgoing',
          `/letters?q=${encodeURIComponent(hostile)}`,
          `/units?q=${encodeURIComponent(hostile)}`,
          `/sign-in?to=${encodeURIComponent(hostile)}`,
          `/work?done=${encodeURIComponent(hostile)}`,
        ].map(one => clerk.get(one)),
      )),
      await district.get(path),
      await district.get('/notices'),
    ]
    for (const page of pages) {
      assert.ok(page.status < 500)
      assert.ok(!/<script>alert|<img src=x|onerror=alert\(1\)>/.test(page.html), wordsOf(page.html).slice(0, 200))
    }
    assert.ok(wordsOf((await district.get(path)).html).includes('<script>alert(1)</script>'), 'as words it is there')
  })
})

test('addresses that lead nowhere, out of the house or to another site', async t => {
  const app = await testApp(t)
  const as = visitors(app)
  const { letter } = await sendParty(as)
  const clerk = await as('vanthu.tinh-uy')
  const stranger = await as('vanthu.ctd-ke-sach')

  await t.test('after signing in nobody is led to another site', async () => {
    const open = [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      'javascript:alert(1)',
      '/sign-out',
      '/%2f%2fevil.example/..//x',
      '',
    ]
    for (const to of open) {
      const answer = await new Visitor(app).post('/sign-in', {
        email: 'vanthu.ban-dan-van@chi-do.example',
        password: PASSWORD,
        to,
      })
      assert.equal(answer.status, 303)
      const landed = new URL(answer.location!, app.url)
      assert.equal(landed.origin, app.url, JSON.stringify(to))
      assert.ok(landed.pathname === '/work' || to.startsWith('/%2f'), `${JSON.stringify(to)} → ${answer.location}`)
    }
    const inside = await new Visitor(app).post('/sign-in', {
      email: 'vanthu.ban-dan-van@chi-do.example',
      password: PASSWORD,
      to: '/letters?desk=inbox',
    })
    assert.equal(inside.location, '/letters?desk=inbox')
  })

  await t.test('no address reaches a file of the machine, or a letter’s file of another office', async () => {
    const { cookies } = clerk.state()
    for (const path of [
      '/public/../package.json',
      '/public/..%2fpackage.json',
      '/public/%2e%2e/%2e%2e/etc/passwd',
      '/public/....//app.css',
      '/public/.htaccess',
      '/files/../../etc/passwd',
      '/files/..%2f..%2fetc%2fpasswd',
      '/files/app.css',
    ]) {
      const status = await statusOfRaw(app, path, cookies.map(one => `${one.name}=${one.value}`).join('; '))
      assert.equal(status, 404, path)
    }
    const file = /href="(\/files\/[^"]+)"/.exec((await clerk.get(letter)).html)![1]!
    const mine = await clerk.get(file)
    assert.equal(mine.status, 200)
    assert.match(mine.headers.get('content-disposition') ?? '', /^attachment; filename\*=UTF-8''1016-CV-TU\.txt$/)
    assert.equal(mine.headers.get('x-content-type-options'), 'nosniff')
    assert.equal((await stranger.get(file)).status, 404)
    assert.equal((await stranger.get(letter)).status, 404)
  })

  await t.test(
    'odd numbers, ids, zero bytes and endless words in addresses and forms are no failure of ours',
    async () => {
      const paths = [
        '/readings/x/1',
        '/letters/x',
        '/tasks/x/1/y',
        `${letter.replace('letters', 'tasks')}/99999/${letter.split('/').at(-1)}`,
        '/units/x',
        '/units?area=nowhere',
        '/units?q=%00',
        '/letters?q=%00',
        '/letters?desk=inbox&state=%27&from=-1',
        '/letters?from=1e9',
        `/units?q=${'a'.repeat(5000)}`,
        '/letters/new?lang=xx',
        '/work?lang=%00',
        '/work%00',
        '/%E0%A4%A',
        '/letters?q=%25%5f',
      ]
      for (const path of paths) {
        const answer = await clerk.get(path)
        assert.ok(answer.status < 500, `${path}: ${answer.status}`)
      }
      const zero = await clerk.post('/letters/new', {
        ...aForm(),
        ...DRAFT,
        subject: 'a\0b',
        addressees: 'Các huyện uỷ\0',
      })
      assert.ok(zero.status < 500, `a zero byte in a form: ${zero.status}`)
      const bad = await new Visitor(app).post('/sign-in', { email: 'a\0@b.example', password: 'x\0yyyyyyyyy' })
      assert.equal(bad.status, 422)
      assert.deepEqual(troublesIn(app.log), [])
    },
  )
})

/** The status of an address that a browser would have tidied first. */
function statusOfRaw(app: TestApp, path: string, cookie: string): Promise<number> {
  const { hostname, port } = new URL(app.url)
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        `GET ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${cookie}\r\nconnection: close\r\n\r\n`,
      ),
    )
    socket.on('data', part => (answer += part.toString('latin1')))
    socket.on('end', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])))
    socket.on('error', reject)
  })
}
