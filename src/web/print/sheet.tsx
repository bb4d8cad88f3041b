import type { Child } from 'hono/jsx'
import type { Tx } from '../../db/index.ts'
import type { UnitId } from '../../kernel/index.ts'
import { headingOf, type PaperHead } from '../../org/index.ts'
import { Breadcrumbs, PrintSheet, type Signature } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

/** The head of a unit's papers; a unit that the reader may ask for always has one. */
export const headOf = async (visit: Visit, tx: Tx, unit: UnitId): Promise<PaperHead> =>
  (await headingOf(tx, unit, visit.at.today)) ?? { regime: 'state', above: null, unit: '', place: '' }

/** A page that is one sheet, with the way back, which paper does not show. */
export const sheetPage = (
  visit: Visit,
  sheet: {
    readonly title: string
    readonly subtitle?: Child
    readonly head: PaperHead
    readonly back: { readonly href: string; readonly label: string }
    readonly signatures?: readonly Signature[]
    readonly body: Child
    /** Beside the sheet on the screen, and on no paper. */
    readonly beside?: Child
  },
): Promise<Response> =>
  visit.page(
    sheet.title,
    <>
      <Breadcrumbs t={visit.t} items={[sheet.back, { label: sheet.title }]} />
      <p class="screen-only hint">{visit.t('print.hint')}</p>
      {sheet.beside}
      <PrintSheet
        t={visit.t}
        head={sheet.head}
        date={visit.at.today}
        title={sheet.title}
        subtitle={sheet.subtitle}
        sample={visit.deps.world()?.demonstration ?? false}
        {...(sheet.signatures ? { signatures: sheet.signatures } : {})}
      >
        {sheet.body}
      </PrintSheet>
    </>,
  )
