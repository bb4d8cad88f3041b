import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig, type Config } from './config.ts'
import type { Database } from './db/index.ts'
import type { Moment, WorldRow } from './access/index.ts'
import type { CommandId, Log } from './kernel/index.ts'
import { loadWords, translator } from './words/index.ts'

// The only place that builds things: configuration → database → application → listen. What a command does not
// need is not loaded: `chido read` opens no database and starts in a tenth of a second.

// Data, backups and the key belong to whoever runs the program, and to nobody else on the machine.
process.umask(0o077)

const NODE_MAJOR = 26
if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR) {
  console.error(
    `Chỉ Đỏ runs on Node ${NODE_MAJOR}, this is ${process.versions.node}. Start it with "npm start" or "npx chido", which bring the right one.`,
  )
  process.exit(1)
}

const root = join(import.meta.dirname, '../..')
const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version
const words = loadWords(join(root, 'locales'))

const fail = (message: string, code = 1): never => {
  console.error(message)
  process.exit(code)
}

const read = readConfig(process.env)
const t = translator(words, 'config' in read ? read.config.language : 'vi')

const config = (): Config =>
  'config' in read ? read.config : fail(read.wrong.map(line => t('cli.config-wrong', { line })).join('\n'), 2)

/** Opens and migrates; ends the process with a clear message when that cannot be. */
async function open(settings: Config): Promise<Database> {
  const { migrate, openDatabase, readMigrations } = await import('./db/index.ts')
  const opened = await openDatabase(
    settings.databaseUrl
      ? { kind: 'postgres', url: settings.databaseUrl }
      : { kind: 'pglite', folder: settings.dataFolder },
  )
  if (!opened.ok) return fail(t.problem(opened.problem))
  const migrated = await migrate(opened.value, readMigrations(join(root, 'migrations')))
  if (!migrated.ok) {
    await opened.value.close()
    return fail(t.problem(migrated.problem))
  }
  return opened.value
}

/** The key that signs sessions: given, or made once and kept beside the embedded data. */
function secretOf(settings: Config): string {
  if (settings.secret) return settings.secret
  const path = join(settings.dataFolder, 'secret')
  if (!existsSync(path)) {
    mkdirSync(settings.dataFolder, { recursive: true })
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600 })
  }
  return readFileSync(path, 'utf8')
}

async function clockOf(db: Database): Promise<{ world: WorldRow | null; clock: () => Moment }> {
  const { instantIn, worldOf } = await import('./access/index.ts')
  const { dayInVietNam } = await import('./kernel/index.ts')
  const world = await worldOf(db)
  return {
    world,
    clock: () => {
      const now = instantIn(world, new Date())
      return { now, today: dayInVietNam(now) }
    },
  }
}

const facts = async () => (await import('./org/index.ts')).readAreas(readFileSync(join(root, 'facts/areas.tsv.gz')))

async function seed(db: Database, name: string | undefined): Promise<number> {
  const { seedWorldNamed, WORLDS } = await import('./doors/cli/seed.ts')
  if (!name || !(name in WORLDS)) return fail(t('cli.seed-usage', { worlds: Object.keys(WORLDS).join(', ') }), 2)
  const seeded = await seedWorldNamed(db, name as keyof typeof WORLDS, await facts(), new Date())
  if (!seeded.ok) return fail(t.problem(seeded.problem), 2)
  console.log(
    t('cli.seeded', {
      world: name,
      areas: seeded.value.areas,
      units: seeded.value.units,
      persons: seeded.value.persons,
    }),
  )
  return 0
}

/** `chido install PROVINCE EMAIL NAME`: the first password is drawn here and shown once. */
async function installCommand(db: Database): Promise<number> {
  const [province, email, ...name] = args
  if (!province || !email || name.length === 0) return fail(t('cli.install-usage'), 2)
  const password = randomBytes(12).toString('base64url')
  const { install } = await import('./doors/cli/install.ts')
  const done = await install(db, await facts(), { province, email, name: name.join(' '), password }, new Date())
  if (!done.ok) return fail(t.problem(done.problem), 2)
  console.log(t('cli.installed', { areas: done.value.areas, units: done.value.units, email, password }))
  return 0
}

/** The work behind the pages: letters of notice to post, and what is forgotten every day. */
async function jobsOf(
  db: Database,
  { settings, log, clock }: { settings: Config; log: Log; clock: () => Moment },
): Promise<{ stop(): Promise<void> }> {
  const { forgetEnded } = await import('./access/index.ts')
  const { tidyEmbedded } = await import('./db/index.ts')
  const { startJobs } = await import('./doors/jobs/index.ts')
  const { forgetExpiredReadings, forgetExpiredSamples, forgetExpiredScans, paperTools, readScans, SCAN_QUEUE } =
    await import('./directives/index.ts')
  const { readSlowly } = paperTools
  const { urgeTonight } = await import('./reports/index.ts')
  const { STAGE_QUEUE, stageStatements } = await import('./statements/index.ts')
  const { remindOfAdvice } = await import('./advice/index.ts')
  const { remindOfDuties } = await import('./ledger/index.ts')
  const { keepingOf } = await import('./urging/index.ts')
  return startJobs({
    db,
    now: () => clock().now,
    log,
    publicUrl: settings.publicUrl,
    words,
    ...(settings.smtp ? { smtp: settings.smtp } : {}),
    daily: [
      { name: 'access', run: () => forgetEnded(db) },
      { name: 'database.tidy', run: () => tidyEmbedded(db) },
      { name: 'urging', run: async () => void (await urgeTonight(db, clock(), randomUUIDv7() as CommandId)) },
      {
        name: 'advice.remind',
        run: async () => {
          const { now, today } = clock()
          await db.own({ now, asOf: today }, tx => remindOfAdvice(tx, today, now))
        },
      },
      {
        name: 'funds.remind',
        run: async () => {
          const { now, today } = clock()
          await db.own({ now, asOf: today }, async tx => {
            if (!(await keepingOf(tx)).calendar.isQuiet(today)) await remindOfDuties(tx, today, now)
          })
        },
      },
      {
        name: 'readings.forget',
        run: async () => {
          const { now, today } = clock()
          await db.own({ now, asOf: today }, async tx => {
            await forgetExpiredReadings(tx, today, now)
            await forgetExpiredScans(tx, today, now)
            await forgetExpiredSamples(tx, today)
          })
        },
      },
    ],
    background: [
      ...(readSlowly
        ? [{ queue: SCAN_QUEUE, run: (signal: AbortSignal) => readScans({ db, clock, readSlowly, log, signal }) }]
        : []),
      { queue: STAGE_QUEUE, run: signal => stageStatements({ db, clock, log, signal }) },
    ],
  })
}

async function serve(): Promise<void> {
  const settings = config()
  const { createLog } = await import('./log.ts')
  const log = createLog(settings.logLevel)
  const db = await open(settings)
  const { checkRoles, createAccounts } = await import('./access/index.ts')
  const roles = await checkRoles(db, (await clockOf(db)).clock())
  if (!roles.ok) return fail(t.problem(roles.problem))
  if (!(await clockOf(db)).world && db.kind === 'pglite') await seed(db, 'soc-trang-2023')
  const { world, clock } = await clockOf(db)
  const accounts = createAccounts({
    db,
    clock,
    secret: secretOf(settings),
    baseUrl: settings.publicUrl,
    secureCookies: settings.publicUrl.startsWith('https:'),
  })
  const { demonstrationAccounts, WORLDS } = await import('./doors/cli/seed.ts')
  const password = world && world.name in WORLDS ? WORLDS[world.name as keyof typeof WORLDS].password : ''
  const demonstration = world?.demonstration ? demonstrationAccounts(await facts(), password).shown : []
  const jobs = await jobsOf(db, { settings, log, clock })
  const { paperTools } = await import('./directives/index.ts')
  const { buildSite } = await import('./site.ts')
  const { listen } = await import('./listen.ts')
  const app = buildSite({
    db,
    words,
    clock,
    log,
    version,
    publicUrl: settings.publicUrl,
    proxies: settings.proxies,
    accounts,
    world: () => world,
    newId: () => randomUUIDv7(),
    newSecret: () => randomBytes(32),
    publicFolder: join(root, 'public'),
    paper: paperTools,
    demonstration,
  })
  const server = await listen(app, settings)
  if (!server.ok) {
    await jobs.stop()
    await db.close()
    return fail(t.problem(server.problem))
  }
  console.log(
    t('cli.listening', {
      url: server.value.url,
      database: db.kind === 'pglite' ? `PGlite (${settings.dataFolder})` : 'PostgreSQL',
    }),
  )
  if (demonstration.length > 0) {
    console.log(t('cli.demo-accounts', { password }))
    for (const one of demonstration) console.log(`  ${one.email.padEnd(44)} ${t(`role.${one.role}`)} · ${one.unit}`)
  } else if (!world) console.log(t('cli.no-world'))
  onEnd(async () => {
    await server.value.stop()
    await jobs.stop()
    await db.close()
  })
}

/** Ends in order, once, when the system asks for it. */
function onEnd(stop: () => Promise<void>): void {
  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    await stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end())
}

/** `chido reading …`: scoring opens no database, exporting does. */
async function readingCommand(): Promise<number> {
  const door = await import('./doors/cli/reading.ts')
  return args[0] === 'export'
    ? withDatabase((db, at) => door.exportCommand(db, at, args.slice(1), t, randomUUIDv7() as CommandId))
    : door.scoreCommand(args, t)
}

/** A command that opens the database and closes it again. */
async function withDatabase(work: (db: Database, at: Moment) => Promise<number>): Promise<number> {
  const db = await open(config())
  try {
    return await work(db, (await clockOf(db)).clock())
  } finally {
    await db.close()
  }
}

const [command = 'serve', ...args] = process.argv.slice(2)

const COMMANDS: Readonly<Record<string, () => Promise<number | void>>> = {
  serve,
  read: async () => (await import('./doors/cli/read.ts')).readCommand(args, t),
  write: async () => (await import('./doors/cli/write.ts')).writeCommand(args, t),
  migrate: () =>
    withDatabase(async () => {
      console.log(t('cli.migrated'))
      return 0
    }),
  seed: () => withDatabase(db => seed(db, args[0])),
  install: () => withDatabase(installCommand),
  fsck: () => withDatabase(async (db, at) => (await import('./doors/cli/fsck.ts')).fsckCommand(db, at, t)),
  urge: () =>
    withDatabase(async (db, at) =>
      (await import('./doors/cli/urge.ts')).urgeCommand(db, at, args, randomUUIDv7() as CommandId, t),
    ),
  sheet: () =>
    withDatabase(async (db, at) =>
      (await import('./doors/cli/sheet.ts')).sheetCommand(db, at, args, t, () => randomUUIDv7()),
    ),
  pay: () => withDatabase(async (db, at) => (await import('./doors/cli/pay.ts')).payCommand(db, at, args, t)),
  reading: () => readingCommand(),
  statement: async () => {
    if (args[0] === 'import')
      return withDatabase(async db => {
        const { clock } = await clockOf(db)
        return (await import('./doors/cli/statement-import.ts')).statementImport(
          { db, clock, t, newId: randomUUIDv7 },
          args,
        )
      })
    const { dayInVietNam } = await import('./kernel/index.ts')
    return (await import('./doors/cli/statement.ts')).statementCommand(args, dayInVietNam(new Date()), t)
  },
  backup: () => withDatabase(async db => (await import('./doors/cli/backup.ts')).backupCommand(db, args[0], t)),
  restore: async () => (await import('./doors/cli/backup.ts')).restoreCommand(args[0], config().dataFolder, t),
  bench: async () => (await import('../bench/main.ts')).bench(args),
  help: async () => console.log(t('cli.help', { version })),
}

const chosen =
  COMMANDS[command.replace(/^--?help$/, 'help')] ?? (() => Promise.resolve(fail(t('cli.unknown', { command }), 2)))
const code = await chosen()
if (typeof code === 'number') process.exitCode = code
