import { Table } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import { headOf, sheetPage } from '../print/sheet.tsx'
import type { Visit } from '../visit.ts'
import { contentColumns } from './contents.tsx'
import { Facts, findDossier } from './dossier.tsx'

/** The contents list as it goes on paper, with the blocks of who gives the file to the archive and who takes it. */
export async function showPrint(visit: Visit): Promise<Response> {
  const { t } = visit
  const found = await findDossier(visit, (tx, unit) => headOf(visit, tx, unit))
  if (!found) return notFound(visit)
  const { dossier, papers, more: head } = found
  const pages = papers.reduce((sum, paper) => sum + (paper.pages ?? 0), 0)
  const given = dossier.state === 'offered' || dossier.state === 'archived'
  return sheetPage(visit, {
    title: t('dossiers.contents'),
    subtitle: <span lang="vi">{dossier.title}</span>,
    head,
    back: { href: `/dossiers/${dossier.id}`, label: `${dossier.code}/${dossier.year}` },
    signatures: [
      {
        who: t('dossiers.sign-gives'),
        name: given ? dossier.offeredByName : null,
        note: given && dossier.offeredAt ? t.instant(dossier.offeredAt) : null,
      },
      {
        who: t('dossiers.sign-takes'),
        name: dossier.archivedByName,
        note: dossier.archivedOn ? t.date(dossier.archivedOn) : null,
      },
    ],
    body: (
      <>
        <Facts visit={visit} found={found} />
        <Table
          t={t}
          caption={t('dossiers.contents')}
          captionHidden
          columns={contentColumns(visit, papers)}
          rows={papers}
          empty={t('dossiers.contents-none')}
        />
        <p>{t('dossiers.sum', { papers: papers.length, pages })}</p>
      </>
    ),
  })
}
