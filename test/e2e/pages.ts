import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Played } from '../play.ts'
import type { Filed } from '../play-files.ts'
import type { Desk } from './browser.ts'

/** The pages that people live on, each with somebody who may see it; null is nobody. */
export const mainPages = (played: Played): readonly (readonly [path: string, who: string | null])[] => [
  ['/', null],
  ['/sign-in', null],
  ['/work', 'lanhdao.huyen-uy-ke-sach'],
  ['/read', 'vanthu.tinh-uy'],
  [played.reading, 'vanthu.tinh-uy'],
  [`${played.reading}/1`, 'vanthu.tinh-uy'],
  ['/readings/test-set', 'quantri.tinh-uy'],
  ['/letters', 'vanthu.huyen-uy-ke-sach'],
  ['/letters?desk=inbox', 'vanthu.huyen-uy-ke-sach'],
  ['/letters?desk=outgoing', 'vanthu.tinh-uy'],
  ['/letters?desk=dates', 'lanhdao.tinh-uy'],
  ['/letters/new', 'vanthu.tinh-uy'],
  ['/letters/new/invitation', 'vanthu.tinh-uy'],
  ['/letters/new/plan', 'vanthu.huyen-uy-ke-sach'],
  [`${played.letter}/compose`, 'vanthu.huyen-uy-ke-sach'],
  ['/books/copies', 'vanthu.huyen-uy-ke-sach'],
  ['/admin/layouts', 'quantri.tinh-uy'],
  [played.letter, 'vanthu.tinh-uy'],
  [played.letter, 'lanhdao.huyen-uy-ke-sach'],
  [`${played.letter}/thread`, 'vanthu.ban-dan-van'],
  [`${played.letter}/send`, 'vanthu.tinh-uy'],
  [`${played.letter}/study`, 'vanthu.tinh-uy'],
  [`${played.letter}/study/roll`, 'chuyenvien.huyen-uy-ke-sach'],
  [`${played.letter}/reports`, 'lanhdao.tinh-uy'],
  ['/reports', 'lanhdao.tinh-uy'],
  ['/overview', 'lanhdao.tinh-uy'],
  ['/overview?view=waiting', 'lanhdao.tinh-uy'],
  ['/overview?view=time', 'lanhdao.tinh-uy'],
  ['/overview/records?step=received', 'lanhdao.tinh-uy'],
  ['/overview/waits', 'lanhdao.tinh-uy'],
  ['/overview/events?series=opened', 'lanhdao.tinh-uy'],
  [`${played.letter}/overview`, 'vanthu.ban-dan-van'],
  [`${played.letter}/overview?view=time`, 'vanthu.ban-dan-van'],
  [played.covering, 'vanthu.mttq-tinh'],
  [played.passedOn, 'vanthu.mttq-xa'],
  [played.task, 'chuyenvien.huyen-uy-ke-sach'],
  ['/activities', 'chuyenvien.huyen-uy-ke-sach'],
  ['/activities/new', 'chuyenvien.huyen-uy-ke-sach'],
  ['/activities/plan', 'chuyenvien.huyen-uy-ke-sach'],
  [played.activity, 'chuyenvien.huyen-uy-ke-sach'],
  [`${played.activity}/edit`, 'chuyenvien.huyen-uy-ke-sach'],
  [`${played.letter}/sheets`, 'vanthu.tinh-uy'],
  ['/sheets/import', 'vanthu.tinh-uy'],
  ['/print/work', 'chuyenvien.huyen-uy-ke-sach'],
  ['/units', 'vanthu.tinh-uy'],
  ['/units?q=hoi chu thap do', 'vanthu.tinh-uy'],
  ['/account', 'vanthu.tinh-uy'],
  ['/notices', 'vanthu.huyen-uy-ke-sach'],
  ['/admin', 'quantri.tinh-uy'],
  [`${played.letter}/urging`, 'vanthu.ban-dan-van'],
  [`${played.letter}/urging`, 'lanhdao.huyen-uy-ke-sach'],
  ['/urging', 'lanhdao.tinh-uy'],
  ['/urging?by=own', 'lanhdao.huyen-uy-ke-sach'],
  ['/urging?by=unit', 'lanhdao.tinh-uy'],
  ['/urging?by=day', 'lanhdao.tinh-uy'],
  ['/admin/quiet-days', 'quantri.tinh-uy'],
  ['/letters/00000000-0000-7000-8000-000000000000', 'vanthu.tinh-uy'],
]

/** A browser's page at an address, with the session that somebody of the played story has already. */
export async function openAs(
  desk: Desk,
  played: Played,
  who: string | null,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await desk.page(options)
  if (who) await page.context().addCookies((await played.as(who)).state().cookies)
  await page.goto(path)
  return page
}

/** The same, with one browser's page kept for each person and look: what it has fetched and drawn with is not fetched anew. */
export function looker(desk: Desk, played: Played, options: BrowserContextOptions = {}) {
  const kept = new Map<string | null, Page>()
  return async (who: string | null, path: string): Promise<Page> => {
    const page = kept.get(who)
    if (page) await page.goto(path)
    else kept.set(who, await openAs(desk, played, who, path, options))
    return kept.get(who)!
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong on the page that is shown; it needs a page with scripts on. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const result = await page.evaluate<Pick<AxeResults, 'violations'>>(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => ({ violations }))",
  )
  return result.violations.map(
    one =>
      `${one.id}: ${one.help}: ${one.nodes
        .slice(0, 5)
        .map(node => node.target.join(' '))
        .join(', ')}`,
  )
}

const idOf = (path: string): string => path.split('/').at(-1)!

/** The pages of files, hand-overs and proposals, for who played them too. */
export const filedPages = (played: Played, filed: Filed): readonly (readonly [path: string, who: string])[] => [
  ['/dossiers', 'chuyenvien.tinh-uy'],
  ['/dossiers/new', 'chuyenvien.tinh-uy'],
  [`/dossiers/new?letter=${idOf(played.letter)}`, 'chuyenvien.tinh-uy'],
  ['/dossiers/lines', 'vanthu.tinh-uy'],
  [filed.dossier, 'chuyenvien.tinh-uy'],
  [`${filed.dossier}/print`, 'chuyenvien.tinh-uy'],
  [`${played.letter}/dossier`, 'chuyenvien.tinh-uy'],
  ['/handovers', 'lanhdao.tinh-uy'],
  ['/handovers/new', 'lanhdao.tinh-uy'],
  [filed.handover, 'lanhdao.tinh-uy'],
  [`${filed.handover}/print`, 'lanhdao.tinh-uy'],
  ['/advice', 'lanhdao.tinh-uy'],
  ['/advice/new', 'lanhdao.mttq-tinh'],
  [`/advice/new?letter=${idOf(played.covering)}`, 'lanhdao.mttq-tinh'],
  [`${filed.draft}/edit`, 'lanhdao.mttq-tinh'],
  [filed.advice, 'lanhdao.tinh-uy'],
  [filed.advice, 'lanhdao.mttq-tinh'],
]

export const inLanguage = (path: string, lang: string): string => `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`

/** How many pixels of the page stand out to the right of the screen. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
