import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ROLES, type Role } from '../../src/access/index.ts'
import { pages } from '../../src/web/app.tsx'
import type { Route } from '../../src/web/routes.ts'
import { testApp, troublesIn } from '../app.ts'
import { play } from '../play.ts'
import { aReport } from '../play-reports.ts'
import { aSession } from '../play-study.ts'
import { playFiles } from '../play-files.ts'
import { problemsOf, Visitor } from '../visitor.ts'

/** Somebody with this role and no other, at the provincial Party committee. */
const HOLDERS: Partial<Record<Role, string>> = {
  clerk: 'vanthu.tinh-uy',
  leader: 'lanhdao.tinh-uy',
  officer: 'chuyenvien.tinh-uy',
  admin: 'quantri.tinh-uy',
  // Money is kept at the Red Cross society of the province.
  accountant: 'ketoan.hoi-ctd-tinh',
  cashier: 'thuquy.hoi-ctd-tinh',
}

const limited = (route: Route): readonly Role[] =>
  Array.isArray(route.permission) ? (route.permission as readonly Role[]) : []
const named = (route: Route) => `${route.method.toUpperCase()} ${route.path}`
/** These carry no command: they change a session or a cookie, not the books. */
const WITHOUT_COMMAND = ['/sign-in', '/sign-out', '/acting']

test('every route of the table keeps out whoever may not enter, and changes nothing without a command of its own pages', async t => {
  const app = await testApp(t)
  const played = await play(app)
  const filed = await playFiles(played)
  const [, document, clause, unit] = /^\/tasks\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(played.task)!
  const file = /href="(\/files\/[^"]+)"/.exec((await (await played.as('vanthu.tinh-uy')).get(played.letter)).html)![1]!
  const session = await aSession(played)
  const report = await aReport(played)
  const addressOf = (route: Route): string => {
    if (route.path.includes(':session'))
      return route.path.replace('/letters/:id', played.letter).replace(':session', session)
    if (route.path.startsWith('/reports/:id'))
      return route.path.replace('/reports/:id', report).replace(':indicator', 'study-present')
    if (route.path.startsWith('/files')) return file
    if (route.path.startsWith('/readings'))
      return route.path.replace('/readings/:id', played.reading).replace(':n', '1').replace(':page', '1')
    if (route.path.startsWith('/activities/:id')) return route.path.replace('/activities/:id', played.activity)
    if (route.path.startsWith('/dossiers/lines/:id')) return filed.line
    for (const room of ['dossiers', 'handovers', 'advice'] as const)
      if (route.path.startsWith(`/${room}/:id`))
        return route.path.replace(
          `/${room}/:id`,
          filed[room === 'dossiers' ? 'dossier' : room === 'handovers' ? 'handover' : 'advice'],
        )
    if (route.path.startsWith('/letters/:id')) return route.path.replace('/letters/:id', played.letter)
    if (route.path === '/overview/records') return `${route.path}?step=received`
    if (route.path === '/overview/events') return `${route.path}?series=people`
    return route.path
      .replace(':direction', 'incoming')
      .replace(':document', document!)
      .replace(':clause', clause!)
      .replace(':unit', unit!)
      .replace('/units/:id', `/units/${unit!}`)
  }
  const send = (visitor: Visitor, route: Route, fields = {}, headers = {}) =>
    route.method === 'get' ? visitor.get(addressOf(route), headers) : visitor.post(addressOf(route), fields, headers)

  await t.test('the table names every route once, and every address of it is a real one', async () => {
    assert.ok(pages.length >= 50, `${pages.length} routes`)
    assert.equal(new Set(pages.map(named)).size, pages.length)
    for (const route of pages.filter(each => each.method === 'get')) {
      const role = limited(route)[0] ?? 'clerk'
      const answer = await send(await played.as(HOLDERS[role]!), route)
      // A letter that is issued is edited no more, an activity or a proposal by nobody but whose it is; of forms and sessions the played
      // world has none, and their pages say so; whoever is signed in has no need of the first two.
      const nothing = /^\/(?:sheets|print|copies|money|gifts|give|receipts)\/.*:(?:id|code|token)/.test(
        addressOf(route),
      )
      const expected =
        nothing ||
        // What came as paper is in its files; only what was written here is laid out.
        [
          '/letters/:id/letter.docx',
          '/letters/:id/letter.pdf',
          '/readings/:id/pages/:page',
          '/letters/:id/edit',
          '/activities/:id/edit',
          '/advice/:id/edit',
        ].includes(route.path)
          ? 404
          : route.path === '/' || route.path === '/sign-in'
            ? 303
            : 200
      assert.equal(answer.status, expected, named(route))
    }
  })

  await t.test('without a session every page that is not for anyone leads to sign-in and back', async () => {
    const before = await app.rows()
    for (const route of pages) {
      if (route.path === '/sign-out') continue
      const answer = await send(new Visitor(app), route)
      if (route.permission === 'anyone')
        assert.ok([200, 404, 422].includes(answer.status), `${named(route)}: ${answer.status}`)
      else {
        assert.equal(answer.status, 303, named(route))
        assert.equal(
          answer.location,
          route.method === 'get' ? `/sign-in?to=${encodeURIComponent(addressOf(route))}` : '/sign-in',
        )
      }
    }
    assert.equal(
      (await new Visitor(app).get('/letters?desk=inbox&q=a b')).location,
      `/sign-in?to=${encodeURIComponent('/letters?desk=inbox&q=a%20b')}`,
    )
    assert.deepEqual(await app.rows(), before)
  })

  await t.test('who holds none of its roles is told that a route is not for them', async () => {
    const before = await app.rows()
    for (const route of pages.filter(each => limited(each).length > 0)) {
      for (const role of ROLES.filter(each => HOLDERS[each] && !limited(route).includes(each))) {
        const answer = await send(await played.as(HOLDERS[role]!), route, { command: crypto.randomUUID() })
        assert.equal(answer.status, 403, `${named(route)} as ${role}`)
        assert.match(answer.html, /Tài khoản này không làm được việc đó/)
      }
    }
    assert.deepEqual(await app.rows(), before)
  })

  await t.test('a form without a command is refused with a reason and changes nothing', async () => {
    const before = await app.rows()
    for (const route of pages.filter(each => each.method === 'post' && !WITHOUT_COMMAND.includes(each.path))) {
      const answer = await send(await played.as(HOLDERS[limited(route)[0] ?? 'clerk']!), route)
      assert.ok(
        answer.status >= 400 && answer.status < 500,
        `${named(route)}: ${answer.status} ${answer.location ?? ''}`,
      )
      assert.ok(
        problemsOf(answer.html).length > 0 || answer.html.includes('Không tìm thấy trang'),
        `${named(route)} says why`,
      )
    }
    assert.deepEqual(await app.rows(), before)
  })

  await t.test('a form sent from another site is refused, whoever is signed in', async () => {
    const before = await app.rows()
    for (const route of pages.filter(each => each.method === 'post')) {
      const visitor = await played.as(HOLDERS[limited(route)[0] ?? 'clerk']!)
      for (const origin of ['https://evil.example', 'null']) {
        const answer = await send(visitor, route, { command: '01890000-0000-7000-8000-000000000000' }, { origin })
        assert.equal(answer.status, 403, `${named(route)} from ${origin}`)
        assert.match(answer.html, /không được gửi từ trang của hệ thống/)
      }
    }
    assert.deepEqual(await app.rows(), before)
    assert.equal((await (await played.as('vanthu.tinh-uy')).get('/work')).status, 200, 'nobody was signed out')
  })

  await t.test('what is no form at all is refused as one, not as a failure of ours', async () => {
    const visitor = await played.as('vanthu.tinh-uy')
    const before = await app.rows()
    for (const [type, body] of [
      ['application/json', '{"a":1}'],
      ['multipart/form-data; boundary=x', '--x\r\nnothing'],
      ['multipart/form-data', ''],
    ] as const) {
      const answer = await fetch(`${app.url}/read`, {
        method: 'POST',
        body,
        headers: {
          'content-type': type,
          origin: app.url,
          cookie: visitor
            .state()
            .cookies.map(one => `${one.name}=${one.value}`)
            .join('; '),
        },
      })
      assert.equal(answer.status, 400, type)
      assert.match(await answer.text(), /Biểu mẫu này không đọc được/)
    }
    assert.deepEqual(await app.rows(), before)
    assert.deepEqual(troublesIn(app.log), [])
  })

  await t.test('every answer carries the headers that keep strangers’ code out', async () => {
    const { headers } = await (await played.as('vanthu.tinh-uy')).get('/work')
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'self'.*frame-ancestors 'none'/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('referrer-policy'), 'same-origin')
  })
})
