import type { BankKey } from './statement/types.ts'

/** The numbers at NAPAS of the banks whose files are known. */
const KNOWN: Readonly<Record<string, BankKey>> = {
  '970436': 'vietcombank',
  '970405': 'agribank',
  '970415': 'vietinbank',
  '970422': 'mb',
  '970407': 'techcombank',
  '970418': 'bidv',
}
/** Whose files a bank's accounts have; null for a bank whose files are not known by themselves. */
export const bankOfBin = (bin: string): BankKey | null => KNOWN[bin] ?? null

/** A bank as NAPAS knows it. */
export type Bank = { readonly bin: string; readonly code: string; readonly name: string }

/** Reads `facts/banks.tsv`: bin, code and name of each bank; the caller reads the file. */
export const readBanks = (tsv: string): ReadonlyMap<string, Bank> =>
  new Map(
    tsv
      .split('\n')
      .filter(line => /^\d{6}\t/.test(line))
      .map(line => line.split('\t'))
      .map(([bin = '', code = '', name = '']) => [bin, { bin, code, name }]),
  )
