import { dossiersOf, mayOpen } from '../../dossiers/index.ts'
import { letterAt } from '../../reports/index.ts'
import { Actions, Breadcrumbs, EmptyState, Heading, LinkButton } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import { letterNamed } from '../letters/address.ts'
import { LetterTabs } from '../letters/tabs.tsx'
import type { Visit } from '../visit.ts'
import { DossierTable } from './dossiers.tsx'

/** The tab of a letter: in which of the unit's files it stands, or the way to open one. */
export async function showLetterDossiers(visit: Visit): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const id = letterNamed(visit)
  const found =
    id &&
    (await visit.read(async tx => {
      const letter = await letterAt(tx, id, actor.unit)
      return letter && { letter, files: await dossiersOf(tx, actor.unit, { document: id, limit: 50 }) }
    }))
  if (!found) return notFound(visit)
  const { letter, files } = found
  const title = letter.printed || t('letters.no-number')
  const opens = mayOpen(actor, actor.unit).ok && letter.held && !files.some(file => file.state === 'open')
  return visit.page(
    `${t('dossiers.tab')}: ${title}`,
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/letters', label: t('web.nav-letters') },
          { href: `/letters/${letter.id}`, label: title },
          { label: t('dossiers.tab') },
        ]}
      />
      <Heading
        title={<span lang="vi">{letter.subject || title}</span>}
        kicker={<span lang="vi">{[letter.docType, title].filter(Boolean).join(' ')}</span>}
      />
      <LetterTabs visit={visit} document={letter.id} own={letter.outgoing !== null} current="dossier" />
      {files.length === 0 ? (
        <EmptyState title={t('dossiers.letter-none')}>
          <p>{t('dossiers.letter-none-text')}</p>
        </EmptyState>
      ) : (
        <DossierTable visit={visit} rows={files} />
      )}
      <Actions>
        {opens && <LinkButton to={`/dossiers/new?letter=${letter.id}`}>{t('dossiers.new')}</LinkButton>}
        {mayOpen(actor, actor.unit).ok && letter.held && (
          <LinkButton to={`/advice/new?letter=${letter.id}`} kind="secondary">
            {t('advice.new')}
          </LinkButton>
        )}
      </Actions>
    </>,
  )
}
