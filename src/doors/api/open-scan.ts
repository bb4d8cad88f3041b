import { nothingSecret, openFile, type Scan } from '../../directives/index.ts'
import { no, yes, type Result } from '../../kernel/index.ts'
import { read } from '../../paper/index.ts'

type WithScan = {
  readonly scan?: { readonly bytes: Uint8Array; readonly mediaType: string; readonly name: string } | null
}

/**
 * A scan must be readable and bear no mark of secrecy: the fields sent with it are only what somebody says of it.
 * What cannot be read cannot be known to be open, so it does not enter by this door.
 */
export async function openScan({ scan }: WithScan): Promise<Result<true>> {
  if (!scan) return yes(true)
  const reading = await read(scan.bytes, scan)
  const open = reading.ok ? nothingSecret(reading.value) : reading
  return open.ok ? open : no({ ...open.problem, field: 'scan' })
}

/** What is put beside a letter may be a picture: what can be read in it bears no mark, the rest its sender declares open. */
export const openEnclosed = async ({ file }: { readonly file?: Scan | null }): Promise<Result<true>> =>
  file ? openFile(file) : yes(true)
