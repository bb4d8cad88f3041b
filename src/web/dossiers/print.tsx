import { Breadcrumbs, Heading, Table } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { contentColumns } from './contents.tsx'
import { Facts, findDossier } from './dossier.tsx'
import { Signatures } from './shared.tsx'

/** The contents list as it goes on paper, with the blocks of who gives the file to the archive and who takes it. */
export async function showPrint(visit: Visit): Promise<Response> {
  const { t } = visit
  const found = await findDossier(visit)
  if (!found) return notFound(visit)
  const { dossier, papers } = found
  const pages = papers.reduce((sum, paper) => sum + (paper.pages ?? 0), 0)
  return visit.page(
    t('dossiers.contents'),
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/dossiers', label: t('dossiers.title') },
          { href: `/dossiers/${dossier.id}`, label: `${dossier.code}/${dossier.year}` },
          { label: t('dossiers.print') },
        ]}
      />
      <Heading
        kicker={<span lang="vi">{dossier.unitName}</span>}
        title={t('dossiers.contents')}
        lead={<span lang="vi">{dossier.title}</span>}
      />
      <p class="screen-only muted">{t('dossiers.print-text')}</p>
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
      <Signatures
        blocks={[
          {
            title: t('dossiers.sign-gives'),
            name: dossier.state === 'offered' || dossier.state === 'archived' ? (dossier.offeredByName ?? '') : '',
            note: dossier.offeredAt && dossier.state !== 'closed' ? t.instant(dossier.offeredAt) : '',
          },
          {
            title: t('dossiers.sign-takes'),
            name: dossier.archivedByName ?? '',
            note: dossier.archivedOn ? t.date(dossier.archivedOn) : '',
          },
        ]}
      />
    </>,
  )
}
