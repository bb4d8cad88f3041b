import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { readAs, runCommand, type Actor, type Moment } from '../../access/index.ts'
import { idFrom, isUuid, problem, sortOf, type CommandId, type Problem } from '../../kernel/index.ts'
import { nothingSecret } from '../../directives/index.ts'
import { read } from '../../paper/index.ts'
import { langFrom, translator } from '../../words/index.ts'
import type { ApiDeps } from './deps.ts'
import type { CommandDoor, ReadDoor } from './door.ts'
import { unstorable } from './bounds.ts'
import { openApi } from './openapi.ts'

const BODY_MAX_BYTES = 28 * 1024 * 1024

/**
 * `/api/v1`: the same commands as the pages, with tokens. A command is `POST /commands/<name>` with
 * `{id, input}` as `application/json`; the id is the caller's UUID, and sending it twice acts once. Refusals are
 * `{problem, message}` with 403, 404, 409, 415, 422 or 503.
 */
export function createApi(deps: ApiDeps, commands: readonly CommandDoor[], reads: readonly ReadDoor[]): Hono {
  const app = new Hono()
  const description = openApi(deps, commands, reads)
  app.get('/openapi.json', c => c.json(description))
  app.use(
    bodyLimit({
      maxSize: BODY_MAX_BYTES,
      onError: c => refuse(deps, c, problem('api.too-large', { megabytes: BODY_MAX_BYTES / 1024 / 1024 })),
    }),
  )
  app.post('/read', c =>
    withActor(deps, c, async () => {
      const reading = await read(new Uint8Array(await c.req.arrayBuffer()), {
        mediaType: c.req.header('content-type') ?? '',
      })
      // A secret letter is not read back either: the office's own procedure is named instead.
      if (!reading.ok) return refuse(deps, c, reading.problem)
      const open = nothingSecret(reading.value)
      if (!open.ok) return refuse(deps, c, open.problem)
      return c.json({ documents: reading.value.documents, leftOut: reading.value.leftOut })
    }),
  )
  for (const command of commands) {
    app.post(`/commands/${command.name}`, c =>
      withActor(deps, c, (actor, at) => doCommand(deps, c, command, actor, at)),
    )
  }
  app.post('/commands/:name', c => refuse(deps, c, problem('api.not-found')))
  for (const door of reads) {
    app.get(door.path, c =>
      withActor(deps, c, async (actor, at) => {
        const id = c.req.param('id')
        if (id !== undefined && !isUuid(id)) return refuse(deps, c, problem('api.not-found'))
        const query = door.query.safeParse(c.req.query())
        if (!query.success) return refuse(deps, c, shapeProblem(query.error))
        const odd = unstorable(query.data)
        if (odd) return refuse(deps, c, odd)
        const answer = await readAs(deps.db, at, actor, tx =>
          door.answer(tx, { actor, ...at }, query.data as never, id ?? ''),
        )
        return answer === null ? refuse(deps, c, problem('api.not-found')) : c.json(plain(answer))
      }),
    )
  }
  // A mounted application’s own `notFound` is never asked.
  app.all('*', c => refuse(deps, c, problem('api.not-found')))
  app.onError((error, c) => {
    deps.log.error({ err: error, path: c.req.routePath }, 'an interface request failed')
    return refuse(deps, c, problem('api.failed'), 500)
  })
  return app
}

const Envelope = z.object({ id: z.string(), input: z.unknown() })

async function doCommand(deps: ApiDeps, c: Context, door: CommandDoor, actor: Actor, at: Moment): Promise<Response> {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
    return refuse(deps, c, problem('api.content-type'))
  const body: unknown = await c.req.json().catch(() => null)
  const envelope = Envelope.safeParse(body)
  if (!envelope.success) return refuse(deps, c, problem('api.envelope'))
  const id = idFrom<CommandId>(envelope.data.id)
  if (!id) return refuse(deps, c, problem('access.command-id'))
  const odd = unstorable(envelope.data.input)
  if (odd) return refuse(deps, c, odd)
  const input = door.schema.safeParse(envelope.data.input)
  if (!input.success) return refuse(deps, c, shapeProblem(input.error))
  const first = await door.first?.(input.data as never)
  if (first && !first.ok) return refuse(deps, c, first.problem)
  const done = await runCommand(deps.db, at, actor, id, door.useCase, input.data as never)
  return done.ok ? c.json({ id, value: plain(done.value) }) : refuse(deps, c, done.problem)
}

/**
 * Only a token lets anybody in here. A browser sends its cookie also when a page of somebody else's asks it to, and
 * this door has nothing by which to tell the two apart; no page can make it send a token that it does not know.
 */
async function withActor(
  deps: ApiDeps,
  c: Context,
  work: (actor: Actor, at: Moment) => Promise<Response>,
): Promise<Response> {
  const at = deps.clock()
  const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const actor = token ? await deps.actorOf(token, at) : null
  return actor ? work(actor, at) : refuse(deps, c, problem('api.no-token'), 401)
}

/** The first thing that is wrong with the shape of an input, with the path to its field. */
const shapeProblem = (error: z.ZodError): Problem => {
  const issue = error.issues[0]!
  return problem('api.shape', { why: issue.message }, { field: issue.path.join('.') })
}

function refuse(deps: ApiDeps, c: Context, refused: Problem, status?: 401 | 500): Response {
  const lang = langFrom({
    query: c.req.query('lang'),
    cookie: undefined,
    acceptLanguage: c.req.header('accept-language'),
  })
  return c.json(
    { problem: refused, message: translator(deps.words, lang).problem(refused) },
    status ?? statusOf(refused),
  )
}

const STATUS = { forbidden: 403, missing: 404, 'too-large': 413, conflict: 409, busy: 503, invalid: 422 } as const
const statusOf = (refused: Problem) => (refused.kind === 'api.content-type' ? 415 : STATUS[sortOf(refused)])

/** JSON has no bigint: amounts and counts beyond 2^53 leave as decimal strings, as everywhere at our edges. */
const plain = (value: unknown): never =>
  JSON.parse(JSON.stringify(value ?? null, (_key, v: unknown) => (typeof v === 'bigint' ? v.toString() : v))) as never
