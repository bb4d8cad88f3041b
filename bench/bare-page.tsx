import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { raw } from 'hono/html'
import { createElement, type Child } from 'hono/jsx'

/** An element as the page has it: its tag, its attributes and what stands in it. */
export type Element = {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly inside: readonly (Element | string)[]
}

/**
 * The barest way to serve the same page: every element of it rendered by Hono and JSX from memory, without account,
 * database, translation, header or log line. Compressed, because ours is too.
 */
export function barePages(page: Element): Hono {
  const app = new Hono()
  app.use(compress())
  app.get('/bare', c => c.html(<Whole>{jsxOf(page)}</Whole>))
  return app
}

const Whole = ({ children }: { children?: Child }) => (
  <>
    {raw('<!doctype html>')}
    {children}
  </>
)

const jsxOf = (element: Element): ReturnType<typeof createElement> =>
  createElement(
    element.tag,
    element.attributes,
    ...element.inside.map(each => (typeof each === 'string' ? each : jsxOf(each))),
  )

const VOID = new Set(['meta', 'link', 'img', 'input', 'br', 'hr'])

/** Reads what JSX has written, which closes every element that it opens. */
export function elementsOf(html: string): Element {
  const top: Element = { tag: '', attributes: {}, inside: [] }
  const open = [top]
  for (const [whole, closing, tag, attributes] of html
    .replace(/^<!doctype html>/, '')
    .matchAll(/<(\/?)([a-z0-9]+)([^>]*?)\/?>|[^<]+/g)) {
    const inside = open.at(-1)!.inside as (Element | string)[]
    if (!tag) inside.push(plain(whole))
    else if (closing) open.pop()
    else {
      const element: Element = { tag, attributes: attributesOf(attributes!), inside: [] }
      inside.push(element)
      if (!VOID.has(tag)) open.push(element)
    }
  }
  return top.inside[0] as Element
}

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(match => [match[1]!, plain(match[2] ?? '')]))

const plain = (text: string): string =>
  text.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] ?? '',
  )
