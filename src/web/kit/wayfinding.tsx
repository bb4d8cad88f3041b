import { raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Child } from 'hono/jsx'
import type { T } from '../../words/index.ts'
import type { NavItem } from './page.tsx'
import { answersRefusal, REFUSED_MARK } from './refusal.tsx'

/** The one `h1` of a page, with what stands above it, one sentence below it, and what can be done. */
export const Heading = ({
  title,
  kicker,
  lead,
  actions,
}: {
  title: Child
  kicker?: Child
  lead?: Child
  actions?: Child
}) => (
  <div class="heading">
    <div>
      {kicker && <p class="kicker">{kicker}</p>}
      <h1>{title}</h1>
      {lead && <p class="lead">{lead}</p>}
    </div>
    {actions && <div class="actions">{actions}</div>}
  </div>
)

export type TabItem = NavItem & { readonly count?: number }

/** Views of one thing. Each is a page with its own address, so the tabs are links and the current one says so. */
export const Tabs = ({ t, label, items }: { t: T; label: string; items: readonly TabItem[] }) => (
  <nav class="tabs" aria-label={label}>
    <ul>
      {items.map(item => (
        <li>
          <a href={item.href} aria-current={item.current ? 'page' : undefined}>
            {item.label}
            {item.count !== undefined && <span class="count">{t.number(item.count)}</span>}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

export type Crumb = { readonly href?: string; readonly label: string }

/** The way here from the first page; the last is this page. */
export const Breadcrumbs = ({ t, items }: { t: T; items: readonly Crumb[] }) => (
  <nav class="crumbs" aria-label={t('kit.breadcrumbs')}>
    <ol>
      {items.map((item, at) => (
        <li>
          {item.href && at < items.length - 1 ? (
            <a href={item.href}>{item.label}</a>
          ) : (
            <span aria-current={at === items.length - 1 ? 'page' : undefined}>{item.label}</span>
          )}
        </li>
      ))}
    </ol>
  </nav>
)

export type PagerProps = {
  readonly t: T
  readonly previous?: string | null
  readonly next?: string | null
  readonly from?: number
  readonly to?: number
  readonly total?: number
}

/** Earlier and later pages of a list; long lists walk by key, so there are no page numbers to jump to. */
export const Pager = ({ t, previous, next, from, to, total }: PagerProps) => {
  if (!previous && !next && total === undefined) return null
  return (
    <nav class="pager" aria-label={t('kit.pager')}>
      {previous && (
        <a href={previous} rel="prev">
          ← {t('kit.previous')}
        </a>
      )}
      {from !== undefined && to !== undefined && (
        <span class="muted">
          {total === undefined ? t('kit.range', { from, to }) : t('kit.range-of', { from, to, total })}
        </span>
      )}
      {next && (
        <a href={next} rel="next">
          {t('kit.next')} →
        </a>
      )}
    </nav>
  )
}

/** More, for who wants it. */
export const Details = ({ summary, open, children }: { summary: string; open?: boolean; children?: Child }) => {
  const inside = <div>{children}</div>
  // Only a page that answers a refusal looks inside: whoever pressed the button finds the form again, and not a closed lid.
  const text = answersRefusal() ? String(inside as HtmlEscapedString) : null
  return (
    <details class="more" open={open || text?.includes(REFUSED_MARK)}>
      <summary>{summary}</summary>
      {text === null ? inside : raw(text)}
    </details>
  )
}
