import { notFound } from '../answers.tsx'
import { headOf, sheetPage } from '../print/sheet.tsx'
import type { Visit } from '../visit.ts'
import { findHandover, HandoverFacts, Items } from './handover.tsx'

/** The minutes of the hand-over as they go on paper, with the blocks of both and of the leader. */
export async function showHandoverPrint(visit: Visit): Promise<Response> {
  const { t } = visit
  const found = await findHandover(visit, (tx, unit) => headOf(visit, tx, unit))
  if (!found) return notFound(visit)
  const { handover, items, more: head } = found
  const signed = (at: Date | null) => (at ? t('handovers.signed-here', { at: t.instant(at) }) : null)
  const between = `${handover.giverName} → ${handover.receiverName}`
  return sheetPage(visit, {
    title: t('handovers.minutes'),
    subtitle: <span lang="vi">{between}</span>,
    head,
    back: { href: `/handovers/${handover.id}`, label: between },
    signatures: [
      { who: t('handovers.giver'), name: handover.giverName, note: signed(handover.giverSignedAt) },
      { who: t('handovers.receiver'), name: handover.receiverName, note: signed(handover.receiverSignedAt) },
      { who: t('handovers.leader'), name: handover.confirmedByName, note: signed(handover.confirmedAt) },
    ],
    body: (
      <>
        <HandoverFacts visit={visit} handover={handover} />
        <Items visit={visit} items={items} />
        {handover.remarks && (
          <>
            <h2>{t('handovers.remarks')}</h2>
            <p lang="vi">{handover.remarks}</p>
          </>
        )}
      </>
    ),
  })
}
