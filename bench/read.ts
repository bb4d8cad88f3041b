import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '../src/paper/index.ts'
import { alternate, compared, limited, tell, type Figure } from './figures.ts'

const ROUNDS = 5
const LETTERS = 400
/** The baseline is over in no time, so it is repeated until its time can be told. */
const BRIEF = 100
/** The engine compiles what it has seen often enough: letters come in thousands, and the first of them are not counted. */
const WARMING = 2_000
/**
 * The goal is 1,000 letters a second on one core. The barest extractor, eight patterns and no more, does about 167,000 on the
 * machine on which the goal was set, so a reader at this share of it holds the goal there, and its like elsewhere.
 */
const SHARE = 0.006
/** A text a hundred times as long may take this many times as long a letter: a little more memory, nothing worse. */
const LINEAR = 2.5

const SAMPLE = join(import.meta.dirname, '../../samples/soc-trang-2023.txt')

/** Letters a second on one core, beside one pass of plain patterns over the same texts; and whether long texts stay linear. */
export async function read(): Promise<Figure[]> {
  const text = readFileSync(SAMPLE, 'utf8')
  const found = readText(text)
  if (!found.ok) throw new Error('the sample could not be read')
  const letters = found.value.documents.map(letter => letter.text)
  const perSecond = async (work: (letter: string) => unknown, times: number) => {
    const began = process.cpuUsage()
    for (let at = 0; at < times; at++) work(letters[at % letters.length] ?? '')
    const { user, system } = process.cpuUsage(began)
    return (times / (user + system)) * 1_000_000
  }
  for (let at = 0; at < WARMING; at++) readText(letters[at % letters.length] ?? '')
  const rounds = await alternate(
    ROUNDS,
    () => perSecond(readText, LETTERS),
    () => perSecond(barest, LETTERS * BRIEF),
  )
  const [small, middle, large] = [1, 10, 100].map(times => lettersAt(letters[0] ?? '', times))
  tell(
    `read: letters of ${Math.round(text.length / letters.length)} signs; time for each sign at 1, 10 and 100 times the length: ${[small, middle, large].map(one => one!.toFixed(2)).join(' ')} µs`,
  )
  const database = 'none'
  return [
    compared({ name: 'read', database, unit: 'letters/s', goal: SHARE, atMost: false, rounds }),
    limited({ name: 'read-long', database, unit: '×', goal: LINEAR, figure: large! / middle! }),
  ]
}

/** Microseconds for each sign of a letter whose clauses are there so many times. */
function lettersAt(letter: string, times: number): number {
  const lines = letter.split('\n')
  const half = Math.floor(lines.length / 2)
  const body = lines.slice(half - 8, half).join('\n')
  const text = [
    ...lines.slice(0, half),
    ...Array.from({ length: (times - 1) * 6 }, () => body),
    ...lines.slice(half),
  ].join('\n')
  const repeats = Math.max(1, Math.round(60 / times))
  const began = process.cpuUsage()
  for (let at = 0; at < repeats; at++) readText(text)
  const { user, system } = process.cpuUsage(began)
  return (user + system) / repeats / text.length
}

const BARE = [
  /Số:?\s*(\d+)[/-](\S+)/,
  /(?:V\/v|Về việc)\s+(.+)/,
  /ngày\s+(\d+)\s+tháng\s+(\d+)\s+năm\s+(\d+)/,
  /Kính gửi:?\s*(.+)/,
  /Nơi nhận:?([\s\S]+?)Lưu:?\s*(.+)/,
  /(TM|KT|TL|TUQ|T\/M)\.?\s+(.+)/,
  /(?:Căn cứ|Thực hiện)\s+(.+)/g,
  /^\s*\d+\.\s+(.+)/gm,
]
/** What somebody would write in ten minutes: eight patterns, no spans, no reasons. */
const barest = (letter: string): unknown => BARE.map(pattern => letter.match(pattern))
