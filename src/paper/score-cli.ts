import { readFileSync } from 'node:fs'
import { read } from './index.ts'

/**
 * Prints what the reader makes of one file, as JSON, for the corpus' score.mjs. A tool of the tests and of people
 * working on the rules; nothing imports it.
 */
const result = await read(readFileSync(process.argv[2] ?? ''))
if (!result.ok) {
  console.error(JSON.stringify(result.problem))
  process.exit(2)
}
console.log(JSON.stringify(result.value))
