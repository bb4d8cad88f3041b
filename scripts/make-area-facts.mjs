// Packs the public lists of administrative areas and their lineage into facts/areas.tsv.gz.
// Run by hand when the lists change: node scripts/make-area-facts.mjs [folder with areas.tsv and lineage.tsv]
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const folder = process.argv[2] ?? '../shared/data/areas'
const body = name => readFileSync(`${folder}/${name}`, 'utf8').normalize('NFC').trimEnd().split('\n').slice(1)

// One file with two tables, so that no one can ship the areas of one year with the lineage of another.
const areas = body('areas.tsv')
const lineage = body('lineage.tsv')
const text = [
  '#areas id code level name parent_id valid_from valid_to lat lon area_km2 population',
  ...areas,
  '#lineage from_id to_id extent',
  ...lineage,
  '',
].join('\n')
const packed = gzipSync(text, { level: 9 })
// The gzip header names the operating system; a fixed byte keeps the file the same wherever it is made.
packed[9] = 255
writeFileSync(new URL('../facts/areas.tsv.gz', import.meta.url), packed)
console.log(`${areas.length} areas, ${lineage.length} edges, ${packed.length} bytes`)
