export { answers, openDatabase, tidyEmbedded, type OpenOptions } from './open.ts'
export { migrate, readMigrations, type Migration } from './migrate.ts'
export type { Database, Tx, TxSettings } from './types.ts'
export type { DB } from './schema.gen.ts'
