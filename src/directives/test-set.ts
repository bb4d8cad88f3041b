import { addReading, emptyScore, readText, totalsOf, type Gold, type ScoreTotals } from '../paper/index.ts'
import type { KeptSample } from './sample.sql.ts'

export type TestFile = { readonly name: string; readonly content: string }

/** The samples as files of the corpus: `001.txt` beside `001.gold.json`, in the order in which they were kept. */
export const testFiles = (samples: readonly KeptSample[]): TestFile[] =>
  samples.flatMap((sample, at) => {
    const id = String(at + 1).padStart(3, '0')
    return [
      { name: `${id}.txt`, content: sample.text },
      { name: `${id}.gold.json`, content: `${JSON.stringify(goldOf(sample, id), null, 2)}\n` },
    ]
  })

const goldOf = (sample: KeptSample, id: string): Gold & Record<string, unknown> => ({
  id,
  source: 'desk',
  split: 'private',
  regime: [sample.gold['regime']],
  truncated: false,
  truncation: null,
  headerOnly: false,
  transcriptionShortened: false,
  textOrigin: sample.confirmed ? 'desk, every field compared' : 'desk, corrected fields only',
  documents: [sample.gold],
})

/** How well the reader of this installation reads the letters of the set now. Pure. */
export function scoreSamples(samples: readonly KeptSample[]): ScoreTotals {
  const score = emptyScore()
  samples.forEach((sample, at) => {
    const reading = readText(sample.text)
    addReading(score, goldOf(sample, String(at + 1)), reading.ok ? reading.value.documents : [])
  })
  return totalsOf(score)
}
