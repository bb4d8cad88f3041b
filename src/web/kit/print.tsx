import type { Child } from 'hono/jsx'
import type { PlainDate } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'

/** What stands at the head of a paper of a unit; `org` answers it as `headingOf`. */
export type PrintHead = {
  readonly regime: 'state' | 'party' | 'youth_union'
  /** The body above, where papers of this kind of unit name it. */
  readonly above: string | null
  readonly unit: string
  readonly place: string
}

/** Who signs: the words above the empty space, and the name below it where it is known and may be printed. */
export type Signature = {
  readonly who: string
  readonly name?: string | null
  /** How it was signed here already, instead of the words about signing. */
  readonly note?: string | null
}

export type PrintSheetProps = {
  readonly t: T
  readonly head: PrintHead
  /** The day of the paper; null leaves dots to be filled in by hand. */
  readonly date: PlainDate | null
  readonly title: string
  readonly subtitle?: Child
  /** Left to right; "NGƯỜI LẬP" and "THỦ TRƯỞNG ĐƠN VỊ" when left out. */
  readonly signatures?: readonly Signature[]
  /** True in a demonstration world: the sheet says that it is a sample and has no force. */
  readonly sample: boolean
  readonly children?: Child
}

/**
 * A form as offices sign it: heading of the unit's own regime, place and date, title, what it is about, and the
 * space for signatures. On the screen it lies in the page like a sheet; printed it is A4 with numbered pages, and
 * nothing of the site around it.
 */
export const PrintSheet = ({ t, head, date, title, subtitle, signatures, sample, children }: PrintSheetProps) => (
  <article class="print-sheet">
    {sample && (
      <p class="print-sample" lang="vi">
        {SAMPLE}
      </p>
    )}
    <SheetHead head={head} date={date} />
    <header class="print-title">
      <h1>{title}</h1>
      {subtitle && <p>{subtitle}</p>}
    </header>
    {children}
    <Signatures
      t={t}
      signatures={signatures ?? [{ who: t('kit.print-prepared') }, { who: t('kit.print-head') }]}
      sample={sample}
    />
  </article>
)

// Names of the State and the Party and the motto are facts of the layout (Decree 30/2020, Guideline 36-HD/VPTW),
// the same in whatever language the page is read.
const RIGHT: Record<PrintHead['regime'], readonly [string, string?]> = {
  state: ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'],
  party: ['ĐẢNG CỘNG SẢN VIỆT NAM'],
  youth_union: ['ĐOÀN TNCS HỒ CHÍ MINH'],
}
const SAMPLE = 'BẢN MẪU – KHÔNG CÓ GIÁ TRỊ'
const STARS: Record<PrintHead['regime'], string> = { state: '', party: '*', youth_union: '***' }

const SheetHead = ({ head, date }: { head: PrintHead; date: PlainDate | null }) => {
  const [name, motto] = RIGHT[head.regime]
  return (
    <div class="print-head" lang="vi">
      <div>
        {head.above && <p>{head.above.toLocaleUpperCase('vi')}</p>}
        <p class="strong">{head.unit.toLocaleUpperCase('vi')}</p>
        {STARS[head.regime] && <p>{STARS[head.regime]}</p>}
      </div>
      <div>
        <p class="strong">{name}</p>
        {motto && <p class="strong motto">{motto}</p>}
        <p class="when">{placeAndDay(head.place, date)}</p>
      </div>
    </div>
  )
}

/** "Sóc Trăng, ngày 08 tháng 02 năm 2023": days below ten and the first two months bear a zero (Decree 30/2020). */
export const placeAndDay = (place: string, date: PlainDate | null): string => {
  if (date === null) return `${place}, ngày …… tháng …… năm ………`
  const [year, month, day] = date.split('-')
  return `${place}, ngày ${day} tháng ${Number(month) < 3 ? month : Number(month)} năm ${year}`
}

const Signatures = ({ t, signatures, sample }: { t: T; signatures: readonly Signature[]; sample: boolean }) => (
  <div class="print-signatures">
    {signatures.map(({ who, name, note }) => (
      <div>
        <p class="strong">{who.toLocaleUpperCase(t.lang)}</p>
        <p class="muted">{note || t('kit.print-sign-here')}</p>
        {/* No name of an official under a paper that is only a sample. */}
        {name && !sample && <p class="strong print-name">{name}</p>}
      </div>
    ))}
  </div>
)
