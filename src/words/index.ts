export * from './catalogue.ts'
export * from './lang.ts'
export * from './translate.ts'
export { official } from './official.ts'
