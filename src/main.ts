import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { join, resolve } from 'node:path'
import { serve as listen } from '@hono/node-server'
import { pino } from 'pino'
import { readConfig, type Config } from './config.ts'
import { loadWords, langFrom, translator, type T } from './words/index.ts'

// The only place that builds things: configuration → database → application → listen.

const NODE_MAJOR = 26
if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR) {
  console.error(`Chỉ Đỏ runs on Node ${NODE_MAJOR}, this is ${process.versions.node}. Start it with "npm start" or "npx chido", which bring the right one.`)
  process.exit(1)
}

const root = join(import.meta.dirname, '../..')
const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version
