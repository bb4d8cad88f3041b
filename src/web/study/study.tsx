import { mayEnterStudy, studyCoverage, studyDesk } from '../../dissemination/index.ts'
import { holdsLetter, type HeldLetter } from '../../directives/index.ts'
import { letterAt, type LetterView } from '../../reports/index.ts'
import { LinkButton, Note } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { letterOfPage, studyPath } from './address.ts'
import { LimitNote, StudyHead } from './head.tsx'
import { Ours } from './ours.tsx'
import { OverThread } from './over-thread.tsx'

/** How a letter is studied and made known: what the own unit has counted and held, and the coverage of all below. */
export async function showStudy(visit: Visit): Promise<Response> {
  const { t, at } = visit
  const id = letterOfPage(visit)
  const { unit } = visit.signedIn()
  const found =
    id &&
    (await visit.read(async tx => {
      const letter = await letterAt(tx, id, unit)
      const held = letter && (await holdsLetter(tx, id, unit))
      if (!letter || !held) return null
      return {
        letter,
        held,
        desk: held.here ? await studyDesk(tx, id, unit, at.today) : null,
        coverage: await studyCoverage(tx, id, at.today),
      }
    }))
  if (!found) return notFound(visit)
  const { letter, held, desk, coverage } = found
  return visit.page(
    t('study.title', { letter: letter.printed || t('letters.no-number') }),
    <>
      <StudyHead visit={visit} letter={letter} lead={t('study.lead')} />
      <LimitNote t={t} floors={held.floors} />
      {desk ? (
        <Ours visit={visit} letter={letter} held={held} desk={desk} mayEnter={mayEnterStudy(visit.signedIn(), unit).ok} />
      ) : (
        <Elsewhere visit={visit} letter={letter} held={held} />
      )}
      <OverThread visit={visit} coverage={coverage} own={unit} />
    </>,
  )
}

/** The letter came with another one, or is only looked on. */
const Elsewhere = ({ visit: { t }, held }: { visit: Visit; letter: LetterView; held: HeldLetter }) =>
  held.via ? (
    <Note tone="info">
      <p>{t('study.came-with', { letter: held.via.printed })}</p>
      <p>
        <LinkButton to={studyPath(held.via.document)} kind="secondary">
          {t('study.open-there', { letter: held.via.printed })}
        </LinkButton>
      </p>
    </Note>
  ) : (
    <p class="muted">{t('study.not-here')}</p>
  )
