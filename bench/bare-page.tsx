import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { raw } from 'hono/html'

export type Line = { readonly label: string; readonly text: string }

/** The barest page that says as much: Hono and JSX, no account, no database; compressed, because ours is too. */
export function barePages(lines: readonly Line[], rest: string): Hono {
  const app = new Hono()
  app.use(compress())
  app.get('/bare', c => c.html(<Bare lines={lines} rest={rest} />))
  return app
}

const Bare = ({ lines, rest }: { lines: readonly Line[]; rest: string }) => (
  <>
    {raw('<!doctype html>')}
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <title>Việc của tôi</title>
      </head>
      <body>
        <main>
          <ol>
            {lines.map(line => (
              <li>
                <article class="work-item">
                  <p class="work-head">{line.label}</p>
                  <blockquote>{line.text}</blockquote>
                </article>
              </li>
            ))}
          </ol>
          <p>{rest}</p>
        </main>
      </body>
    </html>
  </>
)
