export { readStatement } from './statement/read.ts'
export { lineIdentity } from './statement/identity.ts'
export * from './statement/types.ts'
