import {
  archiveBy,
  contentsOf,
  dossierOf,
  mayMoveDossier,
  type DossierId,
  type DossierView,
  type Paper,
} from '../../dossiers/index.ts'
import { gatherDossier, letterNumber } from '../../reports/index.ts'
import type { Tx } from '../../db/index.ts'
import { idFrom, type PlainDate, type Problem, type UnitId } from '../../kernel/index.ts'
import {
  Breadcrumbs,
  DescriptionList,
  Details,
  ErrorSummary,
  Heading,
  LinkButton,
  Note,
  Timeline,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { AddPaper, Contents, LeftOut } from './contents.tsx'
import { DossierMoves } from './moves.tsx'
import { DossierBadge, retentionText } from './shared.tsx'

export const dossierNamed = (visit: Visit): DossierId | null => idFrom<DossierId>(visit.c.req.param('id'))

/** A file with its contents: frozen when it is closed, gathered anew while it is open. */
export type Found = { readonly dossier: DossierView; readonly papers: readonly Paper[] }

export async function findDossier<More = null>(
  visit: Visit,
  also: (tx: Tx, unit: UnitId) => Promise<More | null> = () => Promise.resolve(null),
): Promise<(Found & { readonly more: More }) | null> {
  const id = dossierNamed(visit)
  if (!id) return null
  return visit.read(async tx => {
    const dossier = await dossierOf(tx, id)
    if (!dossier) return null
    const more = (await also(tx, dossier.unit)) as More
    if (dossier.state !== 'open') return { dossier, papers: dossier.frozen, more }
    const gathered = dossier.document ? await gatherDossier(tx, { unit: dossier.unit, document: dossier.document }) : []
    return { dossier, papers: contentsOf(gathered, dossier.byHand, dossier.marks), more }
  })
}

export const showDossier = (visit: Visit) => dossierPage(visit, [])

/** The page of one file: what it is about, what is in it, and the next step. */
export async function dossierPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const found = await findDossier(visit)
  if (!found) return notFound(visit)
  const { dossier, papers } = found
  const mine = dossier.state === 'open' && mayMoveDossier(visit.signedIn(), dossier.unit, 'add').ok
  return visit.page(
    dossier.title,
    <>
      <Breadcrumbs
        t={t}
        items={[{ href: '/dossiers', label: t('dossiers.title') }, { label: `${dossier.code}/${dossier.year}` }]}
      />
      <Heading
        title={<span lang="vi">{dossier.title}</span>}
        kicker={<span lang="vi">{dossier.unitName}</span>}
        actions={
          <>
            <LinkButton to={`/dossiers/${dossier.id}/print`} kind="secondary">
              {t('dossiers.print')}
            </LinkButton>
            <LinkButton to={`/dossiers/${dossier.id}/zip`} kind="secondary">
              {t('dossiers.zip')}
            </LinkButton>
          </>
        }
      />
      <ErrorSummary t={t} problems={problems} />
      <p class="work-head">
        <DossierBadge t={t} state={dossier.state} />
      </p>
      <Facts visit={visit} found={found} />
      {dossier.returnedWhy && dossier.state === 'closed' && (
        <Note tone="warn" title={t('dossiers.returned')}>
          <p lang="vi">{dossier.returnedWhy}</p>
        </Note>
      )}
      <Contents visit={visit} dossier={dossier} papers={papers} mine={mine} />
      <LeftOut visit={visit} dossier={dossier} mine={mine} />
      {mine && <AddPaper visit={visit} dossier={dossier} />}
      <DossierMoves visit={visit} dossier={dossier} />
      <Steps visit={visit} dossier={dossier} />
    </>,
    { problems, wide: true },
  )
}

/** What every office writes on the cover. */
export const Facts = ({ visit: { t }, found: { dossier } }: { visit: Visit; found: Found }) => (
  <DescriptionList
    items={[
      { label: t('dossiers.code'), value: `${dossier.code}/${dossier.year}` },
      ...(dossier.document && dossier.letter
        ? [
            {
              label: t('dossiers.about'),
              value: (
                <a href={`/letters/${dossier.document}`}>{letterNumber(dossier.letter) || t('dossiers.letter')}</a>
              ),
            },
          ]
        : []),
      { label: t('dossiers.retention'), value: retentionText(t, dossier.retention) },
      { label: t('dossiers.opened-on'), value: t.date(dossier.openedOn) },
      { label: t('dossiers.keeper'), value: <span lang="vi">{dossier.keeper ?? '–'}</span> },
      ...(dossier.closedOn && dossier.state !== 'open'
        ? [
            { label: t('dossiers.closed-on'), value: t.date(dossier.closedOn) },
            ...(dossier.closedWhy ? [{ label: t('dossiers.closed-why'), value: dossier.closedWhy }] : []),
          ]
        : []),
      ...(dossier.closedOn && ['closed', 'offered'].includes(dossier.state)
        ? [{ label: t('dossiers.archive-by'), value: t.date(archiveBy(dossier.closedOn, dossier.archiveWithinYears)) }]
        : []),
      ...(dossier.offeredByName && ['offered', 'archived'].includes(dossier.state)
        ? [{ label: t('dossiers.offered-by'), value: <span lang="vi">{dossier.offeredByName}</span> }]
        : []),
      ...(dossier.archivedOn
        ? [
            { label: t('dossiers.archived-by'), value: <span lang="vi">{dossier.archivedByName}</span> },
            { label: t('dossiers.archived-on'), value: t.date(dossier.archivedOn as PlainDate) },
            { label: t('dossiers.place'), value: <span lang="vi">{dossier.archivedPlace}</span> },
          ]
        : []),
    ]}
  />
)

const Steps = ({ visit: { t }, dossier }: { visit: Visit; dossier: DossierView }) => (
  <Details summary={t('dossiers.steps')}>
    <Timeline
      label={t('dossiers.steps')}
      items={dossier.steps.map(step => ({
        when: t.instant(new Date(step.at)),
        title: t(`dossiers.step-${step.step}`),
        ...(step.who ? { by: step.who } : {}),
        ...(step.why ? { body: step.why } : {}),
      }))}
    />
  </Details>
)
