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
