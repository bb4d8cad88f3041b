export * from './types.ts'
export { post } from './post.ts'
export { reverse } from './reverse.ts'
export { unbalanced } from './rules.ts'
