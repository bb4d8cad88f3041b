import type { Role } from '../access/index.ts'
import type { PageProps } from './kit/index.ts'
import { assetHash } from './assets.ts'
import type { Visit } from './visit.ts'

/** Who looks over many: those who lead, inspect, read, or follow a directive for their board. */
const OVERLOOK: readonly Role[] = ['leader', 'inspector', 'reader', 'officer']

/** Addresses that belong to an item of the navigation without standing under its own. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  '/letters': ['/books'],
  '/money/statements': ['/money/lines'],
  '/money/books': ['/money/funds', '/money/entries'],
  '/money/spending': ['/money/vouchers', '/money/runs'],
}

/** Everything around the page's own content: navigation by role, account, world, footer. */
export function navigation(visit: Visit): Omit<PageProps, 'title' | 'children' | 'flash' | 'wide'> {
  const { t, actor, deps, c } = visit
  const path = c.req.path
  const world = deps.world()
  const items = actor
    ? [
        ['/work', 'web.nav-work'],
        ['/letters', 'web.nav-letters'],
        ['/read', 'web.nav-read'],
        ['/activities', 'web.nav-activities'],
        ['/reports', 'reports.nav'],
        ['/urging', 'urging.title'],
        ...(actor.grants.some(grant => OVERLOOK.includes(grant.role)) ? [['/overview', 'overview.nav']] : []),
        ...(actor.grants.some(grant => ['accountant', 'cashier'].includes(grant.role))
          ? [
              ['/gifts', 'gifts.title'],
              ['/money/statements', 'statements.title'],
              ['/money/books', 'ledger.title'],
            ]
          : []),
        ...(actor.grants.some(grant => ['accountant', 'cashier', 'leader'].includes(grant.role))
          ? [['/money/spending', 'spending.title']]
          : []),
        ['/units', 'web.nav-units'],
        ...(actor.grants.some(grant => grant.role === 'admin') ? [['/admin', 'web.nav-admin']] : []),
      ]
    : [
        ['/', 'web.nav-home'],
        ['/give', 'gifts.give'],
        ['/accounts', 'gifts.accounts'],
      ]
  const query = new URL(c.req.url).searchParams
  query.delete('done')
  query.delete('lang')
  return {
    t,
    nav: items.map(([href, key]) => ({
      href: href!,
      label: t(key!),
      current:
        href === '/'
          ? path === '/'
          : [href!, ...(ALSO[href!] ?? [])].some(under => path === under || path.startsWith(`${under}/`)),
    })),
    account: actor
      ? {
          name: actor.name,
          at: actor.unitName,
          links: [
            { href: '/account', label: t('web.nav-account') },
            { href: '/notices', label: t('web.nav-notices') },
          ],
          signOut: { to: '/sign-out' },
        }
      : null,
    signIn: '/sign-in',
    world: { demo: world?.demonstration ?? false, ...(world ? { name: world.name } : {}), date: visit.at.today },
    path: query.size > 0 ? `${path}?${query.toString()}` : path,
    footerInfo: {
      database: deps.db.kind === 'pglite' ? t('web.database-embedded') : 'PostgreSQL',
      version: deps.version,
    },
    cssHash: assetHash(deps.publicFolder, 'app.css'),
  }
}
