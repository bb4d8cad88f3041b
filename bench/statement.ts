import { plainDate, type PlainDate } from '../src/kernel/index.ts'
import { readStatement } from '../src/bank/index.ts'
import { alternate, compared, limited, tell, type Figure } from './figures.ts'

const ROUNDS = 5
const LINES = 200_000
const DAYS = 10
/** Exact amounts, lines told apart and every day proved, at this share of the speed of the barest split into cells. */
const SHARE = 0.05
/** So many times the lines may take this many times the memory of a tenth of them: lots, not files, are held. */
const MEMORY = 3
const TODAY = plainDate('2026-01-01') as PlainDate
const LOT = 1000

/** Statement lines a second on one core, from bytes to lines with every day proved, beside the barest split. */
export async function statement(): Promise<Figure[]> {
  const pieces = [...file(LINES)]
  const perSecond = async (work: () => Promise<number>) => {
    const began = process.cpuUsage()
    const lines = await work()
    const { user, system } = process.cpuUsage(began)
    return (lines / (user + system)) * 1_000_000
  }
  const rounds = await alternate(
    ROUNDS,
    () => perSecond(() => proved(pieces)),
    () => perSecond(async () => barest(pieces)),
  )
  const [small, large] = [await peakOf(LINES / 2), await peakOf(LINES * 5)]
  tell(`statement: ${LINES} lines; peak ${small} MB for ${LINES / 2} lines, ${large} MB for ${LINES * 5}`)
  const database = 'none'
  return [
    compared({ name: 'statement', database, unit: 'lines/s', goal: SHARE, atMost: false, rounds }),
    limited({ name: 'statement-memory', database, unit: '×', goal: MEMORY, figure: large / small }),
  ]
}

/** A running balance on every line, a few thousand lines a day when the file is large: invented, in pieces. */
function* file(lines: number): Generator<Uint8Array> {
  yield Buffer.from('PageId,TNXDate,DocNo,Debit,Credit,Balance,TransactionDetails\n')
  let balance = 0
  for (let from = 0; from < lines; from += LOT) {
    const rows: string[] = []
    for (let at = from; at < from + LOT; at++) {
      const amount = ((at % 50) + 1) * 1000
      balance += amount
      // A year of days, so that each has its share however long the file is.
      const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(at / (200_000 / DAYS)))).toISOString().slice(0, 10)
      rows.push(
        `${Math.floor(at / 17)},${day},5218.${at},,${grouped(amount)},${grouped(balance)},${at}.MBVCB.ung ho dong bao bi bao lu mien bac CT tu tai khoan ${at * 7}\n`,
      )
    }
    yield Buffer.from(rows.join(''))
  }
}
const grouped = (amount: number): string => String(amount).replace(/\B(?=(?:\d{3})+$)/g, '.')

async function proved(pieces: Iterable<Uint8Array>): Promise<number> {
  const bytes = (async function* () {
    yield* pieces
  })()
  const reading = readStatement([{ name: 'bench.csv', bytes }], { bank: 'auto', today: TODAY })
  for (;;) {
    const next = await reading.next()
    if (!next.done) continue
    if (!next.value.ok || next.value.value.days.some(day => !day.proved)) throw new Error('the file was not proved')
    return next.value.value.lines
  }
}

/** What somebody would write in two minutes: no quotation marks, no amounts, no days, no proof. */
function barest(pieces: Iterable<Uint8Array>): number {
  const decoder = new TextDecoder()
  let [rest, lines, cells] = ['', -1, 0]
  for (const piece of pieces) {
    const rows = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = rows.pop() ?? ''
    for (const row of rows) {
      lines++
      cells += row.split(',').length
    }
  }
  if (cells < lines) throw new Error('nothing was split')
  return lines
}

/** Megabytes in use at most while a file of so many lines is read, looked at between lots. */
async function peakOf(lines: number): Promise<number> {
  let peak = 0
  const watched = function* () {
    for (const piece of file(lines)) {
      peak = Math.max(peak, process.memoryUsage().heapUsed)
      yield piece
    }
  }
  await proved(watched())
  return Math.round(peak / 1_000_000)
}
