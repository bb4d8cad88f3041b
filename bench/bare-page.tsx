import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { raw } from 'hono/html'

export type Line = {
  readonly badges: readonly string[]
  readonly text: string
  readonly source: string
  readonly letter: string
  readonly task: string
}

/**
 * The barest page that shows the same: as many elements and bytes from lines in memory, by Hono and JSX, without
 * account, database, translation or components; compressed, because ours is too.
 */
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
          <ol class="work-list">
            {lines.map(line => (
              <li>
                <article class="work-item">
                  <p class="work-head">
                    {line.badges.map(badge => (
                      <span class="badge">{badge}</span>
                    ))}
                  </p>
                  <blockquote lang="vi">
                    <p>{line.text}</p>
                    <footer>
                      <a href={line.letter}>{line.source}</a>
                    </footer>
                  </blockquote>
                  <p>
                    <a class="button secondary" href={line.task} aria-label={line.source}>
                      Mở việc
                    </a>
                  </p>
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
