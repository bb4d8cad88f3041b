import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Hono } from 'hono'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
}

type Asset = { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string; readonly hash: string }
const loaded = new Map<string, Map<string, Asset>>()

/** The files of `public/`, read once: they are few and small. */
function assetsOf(folder: string): Map<string, Asset> {
  const known = loaded.get(folder)
  if (known) return known
  const assets = new Map<string, Asset>()
  for (const name of readdirSync(folder)) {
    const type = TYPES[extname(name)]
    if (!type) continue
    const bytes = new Uint8Array(readFileSync(join(folder, name)))
    assets.set(name, { bytes, type, hash: createHash('sha256').update(bytes).digest('hex').slice(0, 12) })
  }
  loaded.set(folder, assets)
  return assets
}

export const assetHash = (folder: string, name: string): string => assetsOf(folder).get(name)?.hash ?? '0'

/** Serves `public/`; with the hash in the address a browser may keep a file for good. */
export function serveAssets(app: Hono, folder: string): void {
  app.get('/public/:name', c => {
    const asset = assetsOf(folder).get(c.req.param('name'))
    if (!asset) return c.notFound()
    const lasting = c.req.query('v') === asset.hash
    return c.body(asset.bytes, 200, {
      'content-type': asset.type,
      'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
    })
  })
}
