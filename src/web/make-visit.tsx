import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { readAs, runCommand, type Actor, type Moment } from '../access/index.ts'
import { idFrom, no, problem, type CommandId } from '../kernel/index.ts'
import type { T } from '../words/index.ts'
import { assetHash } from './assets.ts'
import type { Deps } from './deps.ts'
import { statusOf } from './answers.tsx'
import { Page, WithRefusal, type Refusal } from './kit/index.ts'
import { navigation } from './navigation.ts'
import { FormValues, type PageOptions, type Visit } from './visit.ts'

const FLASH_KEY = /^[a-z]+(\.[a-z0-9-]+)+$/

export function makeVisit(c: Context, deps: Deps, t: T, at: Moment, actor: Actor | null): Visit {
  let form: Promise<FormValues> | undefined
  /** The form that this page answers, where there was one that could be read. */
  const refusalOf = async ({ problems = [] }: PageOptions): Promise<Refusal | null> => {
    const sent = await form?.catch(() => null)
    return sent ? { path: c.req.path, sent, problems } : null
  }
  const visit: Visit = {
    c,
    deps,
    t,
    at,
    actor,
    newCommand: () => deps.newId() as CommandId,
    read: work => readAs(deps.db, at, visit.signedIn(), work),
    run: async (command, input, sent) => {
      const id = idFrom<CommandId>(sent.text('command'))
      return id ? runCommand(deps.db, at, visit.signedIn(), id, command, input) : no(problem('access.command-id'))
    },
    form: () =>
      (form ??= c.req.formData().then(
        body => new FormValues(body),
        () => Promise.reject(new HTTPException(400)),
      )),
    page: async (title, body, options = {}) => {
      const key = c.req.query('done')
      const flash =
        options.flash ?? (key && FLASH_KEY.test(key) && t.has(key) ? { tone: 'good' as const, text: t(key) } : null)
      const [first] = options.problems ?? []
      const status = options.status ?? (first ? statusOf(first) : 200)
      const asset = (name: string) => `/public/${name}?v=${assetHash(deps.publicFolder, name)}`
      const shell = (
        <WithRefusal refusal={status < 400 ? null : await refusalOf(options)}>
          <Page
            {...navigation(visit)}
            title={title}
            flash={flash}
            wide={options.wide ?? false}
            again={options.again}
            styles={options.styles?.map(asset)}
            scripts={options.scripts?.map(asset)}
          >
            {body}
          </Page>
        </WithRefusal>
      )
      // Letters are not kept by a shared computer's browser after signing out.
      if (actor) c.header('cache-control', 'private, no-store')
      return c.html(shell, status)
    },
    done: (path, messageKey) => c.redirect(`${path}${path.includes('?') ? '&' : '?'}done=${messageKey}`, 303),
    signedIn: () => {
      if (!actor) throw new Error('this handler needs an actor; its route must not be open to anyone')
      return actor
    },
  }
  return visit
}
