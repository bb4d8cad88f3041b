import { mayEnterStudy, studyCoverage, studyDesk } from '../../dissemination/index.ts'
import { holdsLetter, type HeldLetter } from '../../directives/index.ts'
import { letterAt } from '../../reports/index.ts'
import { LinkButton, Note } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { letterOfPage, studyPath } from './address.ts'
import { floorsOf, LimitNote, standsHere, StudyHead } from './head.tsx'
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
      if (!letter) return null
      const here = standsHere(letter, unit)
      return {
        letter,
        desk: here ? await studyDesk(tx, id, unit, at.today) : null,
        via: here ? null : ((await holdsLetter(tx, id, unit))?.via ?? null),
        coverage: await studyCoverage(tx, id, at.today),
      }
    }))
  if (!found) return notFound(visit)
  const { letter, via, desk, coverage } = found
  return visit.page(
    t('study.title', { letter: letter.printed || t('letters.no-number') }),
    <>
      <StudyHead visit={visit} letter={letter} lead={t('study.lead')} />
      <LimitNote t={t} floors={floorsOf(letter)} />
      {desk ? (
        <Ours visit={visit} letter={letter} desk={desk} mayEnter={mayEnterStudy(visit.signedIn(), unit).ok} />
      ) : (
        <Elsewhere visit={visit} via={via} />
      )}
      <OverThread visit={visit} coverage={coverage} own={unit} />
    </>,
  )
}

/** The letter came with another one, or is only looked on. */
const Elsewhere = ({ visit: { t }, via }: { visit: Visit; via: HeldLetter['via'] }) =>
  via ? (
    <Note tone="info">
      <p>{t('study.came-with', { letter: via.printed })}</p>
      <p>
        <LinkButton to={studyPath(via.document)} kind="secondary">
          {t('study.open-there', { letter: via.printed })}
        </LinkButton>
      </p>
    </Note>
  ) : (
    <p class="muted">{t('study.not-here')}</p>
  )
