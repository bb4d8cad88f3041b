import { z } from 'zod'
import { formsOf, importForm, makeForm } from '../../sheets/index.ts'
import { idFrom, type DocumentId } from '../../kernel/index.ts'
import { offer, offerRead, type CommandDoor, type ReadDoor } from './door.ts'
import { id } from './shapes.ts'

/** Coded workbooks for other programs: made, and recorded when they come back. */
export const sheetCommands: readonly CommandDoor[] = [
  offer(
    makeForm,
    'Make the workbook of a unit for a letter and a period',
    z.object({ unit: id('unit'), document: id('document'), period: z.string().max(10) }) as never,
  ),
  offer(
    importForm,
    'Look at a workbook that came back, or record it',
    z.object({
      bytes: z.base64().transform(encoded => new Uint8Array(Buffer.from(encoded, 'base64'))),
      mode: z.enum(['preview', 'take', 'replace']),
    }) as never,
  ),
]

export const sheetReads: readonly ReadDoor[] = [
  offerRead(
    '/sheets',
    'Forms given out, newest first',
    z.object({ document: id('document').optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
    (tx, _by, query) => formsOf(tx, idFrom<DocumentId>(query.document), query.limit),
  ),
]
