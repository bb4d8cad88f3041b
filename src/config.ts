import { z } from 'zod'

/** Everything that can be set from outside, read once by main.ts. No setting is needed to start. */
const Settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  CHIDO_DATA: z.string().default('data'),
  DATABASE_URL: z.string().optional(),
  CHIDO_URL: z.url().optional(),
  CHIDO_SECRET: z.string().min(32).optional(),
  CHIDO_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  CHIDO_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  CHIDO_LANG: z.enum(['vi', 'en', 'km']).default('vi'),
  SMTP_URL: z.string().optional(),
  SMTP_FROM: z.string().optional(),
})

export type Config = {
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  readonly databaseUrl?: string
  readonly publicUrl: string
  readonly proxies: number
  readonly secret?: string
  readonly logLevel: string
  /** The language of the command line. */
  readonly language: 'vi' | 'en' | 'km'
  readonly smtp?: { readonly url: string; readonly from: string }
}

/** Answers the configuration, or one line for each setting that cannot be read. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): { config: Config } | { wrong: string[] } {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = Settings.safeParse(filled)
  if (!read.success) return { wrong: read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`) }
  const s = read.data
  return {
    config: {
      port: s.PORT,
      host: s.HOST,
      dataFolder: s.CHIDO_DATA,
      publicUrl: s.CHIDO_URL ?? `http://${s.HOST === '0.0.0.0' ? '127.0.0.1' : s.HOST}:${s.PORT}`,
      proxies: s.CHIDO_PROXIES,
      logLevel: s.CHIDO_LOG,
      language: s.CHIDO_LANG,
      ...(s.DATABASE_URL ? { databaseUrl: s.DATABASE_URL } : {}),
      ...(s.CHIDO_SECRET ? { secret: s.CHIDO_SECRET } : {}),
      ...(s.SMTP_URL ? { smtp: { url: s.SMTP_URL, from: s.SMTP_FROM ?? 'chi-do@localhost' } } : {}),
    },
  }
}
