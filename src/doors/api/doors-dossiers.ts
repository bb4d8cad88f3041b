import { z } from 'zod'
import {
  addLine,
  addPaper,
  archiveDossier,
  cancelHandover,
  contentsOf,
  declineDossier,
  dossierOf,
  dossiersOf,
  editLine,
  endLine,
  giveBack,
  handoverOf,
  handoversOf,
  itemsOf,
  linesOf,
  markPaper,
  offerDossier,
  openDossier,
  openHandover,
  removePaper,
  reopenDossier,
  takeOver,
  writeRemarks,
  type DossierId,
  type HandoverId,
} from '../../dossiers/index.ts'
import { closeDossier, confirmGone, gatherDossier, giveOver, listInHand } from '../../reports/index.ts'
import { offer, offerRead, type CommandDoor, type ReadDoor } from './door.ts'
import { openEnclosed } from './open-scan.ts'
import { count, date, id, scan } from './shapes.ts'

const text = z.string().max(20_000)
const year = z.int().min(1945).max(2200)
const dossierAt = z.object({ dossier: id('dossier'), version: count })
const handoverAt = z.object({ handover: id('handover'), version: count })
const retention = z.string().max(20)

/** Files of work and hand-overs, as programs send them. */
export const dossierCommands: readonly CommandDoor[] = [
  offer(
    addLine,
    'Add a line to the unit’s list of files',
    z.object({ unit: id('unit'), year, code: text, title: text, retention }) as never,
  ),
  offer(
    editLine,
    'Change a line of the list of files',
    z.object({ line: id('line'), version: count, title: text, retention }) as never,
  ),
  offer(endLine, 'End a line of the list of files', z.object({ line: id('line'), version: count }) as never),
  offer(
    openDossier,
    'Open a file of work',
    z.object({
      unit: id('unit'),
      document: id('document').nullish(),
      title: text,
      line: z.union([z.object({ line: id('line') }), z.object({ code: text, retention })]),
      retention: retention.nullish(),
    }) as never,
  ),
  offer(
    addPaper,
    'Put a paper into a file by hand',
    dossierAt.extend({
      document: id('document').nullish(),
      number: text.optional(),
      dated: date.nullish(),
      author: text.optional(),
      subject: text.optional(),
      pages: z.int().nullish(),
      file: scan.nullish(),
      declaredOpen: z.boolean().optional(),
    }) as never,
    openEnclosed,
  ),
  offer(removePaper, 'Take a paper out again', dossierAt.extend({ paper: id('paper'), why: text }) as never),
  offer(
    markPaper,
    'Say how many pages a gathered paper has, or why it is left out',
    dossierAt.extend({
      mark: z.object({
        source: z.string().max(40),
        id: z.string().max(200),
        pages: z.int().nullable(),
        leftOutWhy: text.nullable(),
      }),
    }) as never,
  ),
  offer(closeDossier, 'Close a file', dossierAt.extend({ why: text.optional() }) as never),
  offer(reopenDossier, 'Open a closed file again', dossierAt.extend({ why: text }) as never),
  offer(offerDossier, 'Give a file to the archive', dossierAt.extend({ note: text.optional() }) as never),
  offer(archiveDossier, 'Take a file into the archive', dossierAt.extend({ place: text }) as never),
  offer(declineDossier, 'Give a file back to its keeper', dossierAt.extend({ why: text }) as never),
  offer(
    openHandover,
    'Open a hand-over between two officers',
    z.object({ unit: id('unit'), giver: id('giver'), receiver: id('receiver'), reason: text }) as never,
  ),
  offer(writeRemarks, 'Write remarks on a hand-over', handoverAt.extend({ remarks: text }) as never),
  offer(giveOver, 'Sign as the giver', handoverAt as never),
  offer(confirmGone, 'State that the giver is gone', handoverAt.extend({ why: text }) as never),
  offer(takeOver, 'Sign as the receiver', handoverAt as never),
  offer(giveBack, 'Give a hand-over back to the giver', handoverAt.extend({ why: text }) as never),
  offer(cancelHandover, 'Cancel a hand-over', handoverAt.extend({ why: text }) as never),
]

const nothing = z.object({})
export const dossierReads: readonly ReadDoor[] = [
  offerRead(
    '/dossiers',
    'Files of work of the unit',
    z.object({
      state: z.enum(['open', 'closed', 'offered', 'archived']).optional(),
      from: z.coerce.number().int().min(0).max(100_000).default(0),
    }),
    (tx, by, query) =>
      dossiersOf(tx, by.actor.unit, { ...(query.state ? { state: query.state } : {}), from: query.from, limit: 200 }),
  ),
  offerRead('/dossiers/:id', 'A file of work with its contents list', nothing, async (tx, _by, _q, dossier) => {
    const read = await dossierOf(tx, dossier as DossierId)
    if (!read) return null
    const { byHand, ...found } = read
    if (found.state !== 'open') return { ...found, contents: found.frozen }
    const gathered = found.document ? await gatherDossier(tx, { unit: found.unit, document: found.document }) : []
    return { ...found, contents: contentsOf(gathered, byHand, found.marks) }
  }),
  offerRead(
    '/dossier-lines',
    'The unit’s list of files',
    z.object({ year: z.coerce.number().int().min(1945).max(2200) }),
    (tx, by, query) => linesOf(tx, by.actor.unit, query.year),
  ),
  offerRead('/handovers', 'Hand-overs of the unit', nothing, (tx, by) => handoversOf(tx, by.actor.unit)),
  offerRead('/handovers/:id', 'A hand-over with its list', nothing, async (tx, _by, _q, handover) => {
    const found = await handoverOf(tx, handover as HandoverId)
    if (!found) return null
    const items =
      found.state === 'open'
        ? await listInHand(tx, { handover: found.id, unit: found.unit, giver: found.giver })
        : await itemsOf(tx, found.id, found.edition)
    return { ...found, items }
  }),
]
