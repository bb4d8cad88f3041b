import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { PlainDate } from '../../kernel/index.ts'
import { LANGS, type Lang, type T } from '../../words/index.ts'
import { Flash, type FlashMessage } from './notes.tsx'

export type NavItem = { readonly href: string; readonly label: string; readonly current?: boolean }

/** Who is signed in; `hidden` carries what the sign-out form must send (a command, a token). */
export type AccountInfo = {
  readonly name: string
  readonly at?: string
  readonly links?: readonly NavItem[]
  readonly signOut: { readonly to: string; readonly hidden?: Readonly<Record<string, string>> }
}

/** The world that the page shows: the real books, or a demonstration with its own name and day. */
export type WorldInfo = { readonly demo: boolean; readonly name?: string; readonly date?: PlainDate }

export type FooterInfo = {
  readonly database: string
  readonly version?: string
  readonly links?: readonly NavItem[]
}

export type PageProps = {
  readonly t: T
  readonly title: string
  readonly nav: readonly NavItem[]
  readonly account: AccountInfo | null
  /** Where a visitor without an account signs in; left out on pages that do not offer it. */
  readonly signIn?: string
  readonly world: WorldInfo
  /** Path and query of this page, which the language links keep. */
  readonly path: string
  readonly flash?: FlashMessage | null
  readonly footerInfo: FooterInfo
  readonly cssHash: string
  /** Further style sheets, for a page with parts of its own. */
  readonly styles?: readonly string[] | undefined
  /** Modules that enhance a form that already works; each waits for the page. */
  readonly scripts?: readonly string[] | undefined
  /** Seconds after which the page asks for itself again. */
  readonly again?: number | undefined
  /** Wide pages (a desk with two panes, a big table) use the whole screen. */
  readonly wide?: boolean
  readonly children?: Child
}

/** A whole document: every page of the site is the children of one `Page`, and brings its own single `h1`. */
export const Page = (props: PageProps) => {
  const { t, world, cssHash } = props
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={t.lang}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${props.title} – ${t('kit.app-name')}`}</title>
          <link rel="icon" href="/public/favicon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href={`/public/app.css?v=${cssHash}`} />
          {props.styles?.map(href => (
            <link rel="stylesheet" href={href} />
          ))}
          {props.again !== undefined && <meta http-equiv="refresh" content={String(props.again)} />}
          {props.scripts?.map(src => (
            <script type="module" src={src}></script>
          ))}
        </head>
        <body class={props.wide ? 'wide' : undefined}>
          <a class="skip" href="#main">
            {t('kit.skip')}
          </a>
          <Header {...props} />
          <main id="main" tabindex={-1}>
            {props.flash && <Flash t={t} flash={props.flash} />}
            {props.children}
          </main>
          <Footer t={t} world={world} info={props.footerInfo} />
        </body>
      </html>
    </>
  )
}

const Header = ({ t, nav, account, signIn, world, path }: PageProps) => (
  <header class="top">
    {world.demo && (
      <p class="demo">
        <strong>{t('kit.demo')}</strong>
        {world.name && <span>{world.name}</span>}
        {world.date && <span>{t('kit.demo-date', { date: t.date(world.date) })}</span>}
      </p>
    )}
    <div class="bar">
      <a class="brand" href="/">
        <img src="/public/emblem.svg" alt="" width="36" height="36" />
        <span>{t('kit.app-name')}</span>
      </a>
      <LanguageSwitch t={t} path={path} />
      {account && <AccountMenu t={t} account={account} />}
      {!account && signIn && (
        <a class="sign-in" href={signIn}>
          {t('kit.sign-in')}
        </a>
      )}
    </div>
    <Navigation t={t} nav={nav} />
    {!t.reviewed && (
      <p class="unreviewed">
        {t('kit.unreviewed')} <span lang="vi">{UNREVIEWED_VI}</span>
      </p>
    )}
  </header>
)

// Said in Vietnamese too, for the clerk who must know that the words beside him are not yet checked.
const UNREVIEWED_VI = '(Bản dịch tiếng Khmer chưa được người bản ngữ duyệt.)'

// The list stands twice, and CSS shows one: a details element cannot be closed on narrow screens
// and open on wide ones without a script, and a hidden list costs less than the script.
const Navigation = ({ t, nav }: { t: T; nav: readonly NavItem[] }) => {
  if (nav.length === 0) return null
  const current = nav.find(item => item.current)
  return (
    <nav class="main-nav" aria-label={t('kit.navigation')}>
      <NavList nav={nav} />
      <details>
        <summary>
          {t('kit.menu')}
          {current && <span class="muted">{current.label}</span>}
        </summary>
        <NavList nav={nav} />
      </details>
    </nav>
  )
}

const NavList = ({ nav }: { nav: readonly NavItem[] }) => (
  <ul>
    {nav.map(item => (
      <li>
        <a href={item.href} aria-current={item.current ? 'page' : undefined}>
          {item.label}
        </a>
      </li>
    ))}
  </ul>
)

// Each language names itself, so that a reader finds it without knowing the language of the page.
const OWN_NAME: Record<Lang, string> = { vi: 'Tiếng Việt', en: 'English', km: 'ខ្មែរ' }

const LanguageSwitch = ({ t, path }: { t: T; path: string }) => (
  <nav class="langs" aria-label={t('kit.language')}>
    <ul>
      {LANGS.map(lang => (
        <li>
          <a
            href={withLang(path, lang)}
            lang={lang}
            hreflang={lang}
            aria-current={lang === t.lang ? 'true' : undefined}
          >
            {OWN_NAME[lang]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

/** The same page in another language: keeps the path and every other part of the query. */
export const withLang = (path: string, lang: Lang): string => {
  const [before = '/', query = ''] = path.split('#')[0]!.split('?')
  const params = new URLSearchParams(query)
  params.set('lang', lang)
  return `${before}?${params.toString()}`
}

const AccountMenu = ({ t, account }: { t: T; account: AccountInfo }) => (
  <details class="account">
    <summary>
      <span class="hidden">{t('kit.account')}: </span>
      {account.name}
    </summary>
    <div>
      {account.at && <p class="muted">{account.at}</p>}
      {account.links && <NavList nav={account.links} />}
      <form method="post" action={account.signOut.to}>
        {Object.entries(account.signOut.hidden ?? {}).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button class="button secondary">{t('kit.sign-out')}</button>
      </form>
    </div>
  </details>
)

const Footer = ({ t, world, info }: { t: T; world: WorldInfo; info: FooterInfo }) => (
  <footer class="bottom">
    <p>{t('kit.not-official')}</p>
    {world.demo && <p>{t('kit.demo-footer')}</p>}
    <p class="muted">
      {t('kit.database', { name: info.database })}
      {info.version && ` · ${t('kit.version', { version: info.version })}`}
    </p>
    {info.links && <NavList nav={info.links} />}
    {world.demo && (
      <p class="print-mark" aria-hidden="true">
        {t('kit.demo')}
        {world.date && ` · ${t.date(world.date)}`}
      </p>
    )}
  </footer>
)
