export * from './types.ts'
export { holds, mustHold, scopeOf } from './policy.ts'
export { runCommand, readAs } from './run.ts'
