import type { StoredReading } from '../../directives/index.ts'
import type { T } from '../../words/index.ts'
import type { Visit } from '../visit.ts'
import type { DeskView } from './desk-origin.tsx'

/**
 * The pages of a long letter. Its buttons belong to the form: turning a page takes along what was typed, also without a
 * script.
 */
export const TextPages = ({ visit, view }: { visit: Visit; view: DeskView }) => {
  const { t } = visit
  const { pages, page, path } = view
  if (pages.length < 2) return null
  const turn = (to: number, words: string) => (
    <button
      class="as-link"
      type="submit"
      name="look"
      value="page"
      formaction={`${path}?page=${to + 1}#source`}
      formnovalidate
    >
      {words}
    </button>
  )
  return (
    <div class="desk-pages" role="group" aria-label={t('desk.pages')}>
      <span>{page > 0 && turn(page - 1, t('desk.page-before'))}</span>
      <strong>{t('desk.page-of', { page: page + 1, pages: pages.length })}</strong>
      <span>{page < pages.length - 1 && turn(page + 1, t('desk.page-after'))}</span>
    </div>
  )
}

/** The width in which a page is drawn: sharp on a desk, and still a light picture. */
export const PICTURE_WIDTH = 900

/** The page of paper that the shown text stands on, with the boxes of the field that was asked for. */
export const PagePictures = ({ visit, stored, view }: { visit: Visit; stored: StoredReading; view: DeskView }) => {
  const { t, deps } = visit
  const { pagePicture, placesOf } = deps.paper
  if (!pagePicture) return null
  const { letter, pages, page, spans, field } = view
  const whole = (range: { start: number; end: number }) => ({
    start: letter.start + range.start,
    end: letter.start + range.end,
  })
  const asked = spans.filter(({ path }) => field !== null && (path === field || path.startsWith(`${field}.`)))
  const boxes = asked.flatMap(({ span }) => placesOf(stored.reading, whole(span)))
  const shown = boxes[0]?.page ?? placesOf(stored.reading, whole(pages[page]!))[0]?.page
  if (shown === undefined) return null
  const percent = (share: number) => `${(share * 100).toFixed(2)}%`
  return (
    <details class="desk-picture" open>
      <summary>{t('desk.picture', { page: shown })}</summary>
      <div class="desk-paper" tabindex={0} role="group" aria-label={t('desk.picture', { page: shown })}>
        <div>
          <img
            src={`/readings/${stored.id}/pages/${shown}`}
            alt={t('desk.picture-alt', { page: shown })}
            width={PICTURE_WIDTH}
            loading="lazy"
          />
          <svg aria-hidden="true" width="100%" height="100%">
            {boxes
              .filter(place => place.page === shown)
              .map(({ box }) => (
                <rect x={percent(box[0])} y={percent(box[1])} width={percent(box[2])} height={percent(box[3])} />
              ))}
          </svg>
        </div>
      </div>
    </details>
  )
}

/** What can be done with a part of the text that was selected; a script shows it, because without one nothing happens. */
export const TakeBar = ({ t }: { t: T }) => (
  <div
    class="desk-take"
    hidden
    data-taken={t('desk.taken', { field: '{field}' })}
    data-nothing={t('desk.nothing-selected')}
  >
    <p>
      <label for="desk-take-into">{t('desk.take-into')}</label> <select id="desk-take-into"></select>{' '}
      <button type="button" class="button secondary">
        {t('desk.take')}
      </button>
    </p>
    <p class="muted" role="status"></p>
    <details>
      <summary>{t('desk.keys')}</summary>
      <dl class="keys">
        <dt>
          <kbd>F2</kbd>
        </dt>
        <dd>{t('desk.key-source')}</dd>
        <dt>
          <kbd>Shift</kbd> + <kbd>→</kbd> <kbd>↓</kbd>
        </dt>
        <dd>{t('desk.key-select')}</dd>
        <dt>
          <kbd>Enter</kbd>
        </dt>
        <dd>{t('desk.key-take')}</dd>
        <dt>
          <kbd>Esc</kbd>
        </dt>
        <dd>{t('desk.key-back')}</dd>
        <dt>
          <kbd>j</kbd> <kbd>k</kbd>, <kbd>Ctrl</kbd> + <kbd>↓</kbd> <kbd>↑</kbd>
        </dt>
        <dd>{t('desk.key-move')}</dd>
      </dl>
    </details>
  </div>
)
