export * from './types.ts'
export { holds, mustHold, scopeOf } from './policy.ts'
export { runCommand, readAs } from './run.ts'
export { insertWorld, instantIn, worldOf, type WorldRow } from './world.sql.ts'
