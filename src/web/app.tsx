import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { getCookie, setCookie } from 'hono/cookie'
import { idFrom, type UnitId } from '../kernel/index.ts'
import { isLang, langFrom, translator, type Lang, type T } from '../words/index.ts'
import { accountPages } from './account/index.ts'
import { activityPages } from './activities/index.ts'
import { advicePages } from './advice/index.ts'
import { serveAssets } from './assets.ts'
import type { Deps } from './deps.ts'
import { dossierPages } from './dossiers/index.ts'
import { healthRoutes } from './health.ts'
import { letterPages } from './letters/index.ts'
import { overviewPages } from './overview/index.ts'
import { reportPages } from './reports/index.ts'
import { mount, type Pages } from './routes.ts'
import { studyPages } from './study/index.ts'
import { unitPages } from './units/index.ts'
import { urgingPages } from './urging/index.ts'
import { printPages } from './print/index.ts'
import { sheetPages } from './sheets/index.ts'
import { giftPages } from './gifts/index.ts'
import { statementPages } from './statements/index.ts'
import { bookPages } from './books/index.ts'
import { spendingPages } from './spending/index.ts'
import { notFound } from './answers.tsx'
import { makeVisit } from './make-visit.tsx'
import type { Visit } from './visit.ts'
import { workPages } from './work/index.ts'
import { Refused } from './refused.tsx'

/** Every page of the site, with who may enter; the tests walk this table. */
export const pages: Pages = [
  ...accountPages,
  ...workPages,
  ...letterPages,
  ...studyPages,
  ...activityPages,
  ...urgingPages,
  ...reportPages,
  ...dossierPages,
  ...advicePages,
  ...sheetPages,
  ...giftPages,
  ...statementPages,
  ...bookPages,
  ...spendingPages,
  ...printPages,
  ...overviewPages,
  ...unitPages,
]

/** A form with a file may be as large as a file may be, and a little more for its other fields. */
const BODY_MAX_BYTES = 21 * 1024 * 1024

export function createApp(deps: Deps): Hono {
  const app = new Hono()
  const speakers = new Map<Lang, T>()
  const speak = (lang: Lang): T => {
    const known = speakers.get(lang) ?? translator(deps.words, lang)
    speakers.set(lang, known)
    return known
  }
  healthRoutes(app, deps)
  app.use(compress())
  serveAssets(app, deps.publicFolder)
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
      },
      referrerPolicy: 'same-origin',
      strictTransportSecurity: deps.publicUrl.startsWith('https:') ? 'max-age=31536000' : false,
    }),
  )
  // Behind a proxy that ends TLS the request itself says http: the public address counts as well.
  const origins = new Set([new URL(deps.publicUrl).origin])
  app.use(csrf({ origin: (origin, c) => origins.has(origin) || origin === new URL(c.req.url).origin }))
  app.use(async (c, next) => {
    if (c.req.url.includes('%00')) throw new HTTPException(400)
    await next()
  })
  app.use(bodyLimit({ maxSize: BODY_MAX_BYTES, onError: async c => refuseBody(await visitOf(c)) }))

  const visitOf = async (c: Context): Promise<Visit> => {
    const at = deps.clock()
    const asked = c.req.query('lang')
    if (isLang(asked)) setCookie(c, 'lang', asked, { path: '/', maxAge: 31_536_000, sameSite: 'Lax' })
    const actor = await deps.accounts.actorOf(c.req.raw.headers, {
      at,
      actingUnit: idFrom<UnitId>(getCookie(c, 'acting')) ?? undefined,
    })
    const chosen = asked ?? getCookie(c, 'lang') ?? actor?.language
    const lang = langFrom({ query: asked, cookie: chosen, acceptLanguage: c.req.header('accept-language') })
    c.set('account' as never, actor?.account as never)
    return makeVisit(c, deps, speak(lang), at, actor)
  }
  mount(app, pages, visitOf, visit => (visit.actor ? forbidden(visit) : visit.c.redirect(signInFor(visit.c), 303)))
  app.notFound(async c => notFound(await visitOf(c)))
  app.onError((error, c) => {
    const t = speak(
      langFrom({
        query: c.req.query('lang'),
        cookie: getCookie(c, 'lang'),
        acceptLanguage: c.req.header('accept-language'),
      }),
    )
    // Nothing here may need the database or the account: they may be what failed.
    const nobody = makeVisit(c, deps, t, deps.clock(), null)
    if (error instanceof HTTPException && error.status < 500) {
      return nobody.page(
        t('web.not-our-form'),
        <Refused t={t} title={t('web.not-our-form')} text={t('web.not-our-form-text')} />,
        { status: error.status === 403 ? 403 : 400 },
      )
    }
    deps.log.error({ err: error, path: c.req.routePath }, 'a request failed')
    return nobody.page(t('web.failed'), <Refused t={t} title={t('web.failed')} text={t('web.failed-text')} />, {
      status: 500,
    })
  })
  return app
}

/** Sign in, then back to the page; what was being sent is not sent again behind anybody's back. */
const signInFor = ({ req }: Context): string => {
  const { pathname, search } = new URL(req.url)
  return req.method === 'GET' ? `/sign-in?to=${encodeURIComponent(pathname + search)}` : '/sign-in'
}

const forbidden = (visit: Visit) =>
  visit.page(
    visit.t('web.forbidden'),
    <Refused t={visit.t} title={visit.t('web.forbidden')} text={visit.t('web.forbidden-text')} />,
    { status: 403 },
  )

const refuseBody = (visit: Visit) =>
  visit.page(
    visit.t('web.too-large'),
    <Refused
      t={visit.t}
      title={visit.t('web.too-large')}
      text={visit.t('web.too-large-text', { megabytes: BODY_MAX_BYTES / 1024 / 1024 - 1 })}
    />,
    { status: 413 },
  )
