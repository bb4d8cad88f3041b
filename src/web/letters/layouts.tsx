import { ownFigures, setLayout, type LayoutRegime } from '../../directives/index.ts'
import { boundOf, figureProblems, figuresOf, layoutOf, layoutWith, type Figures } from '../../paper/index.ts'
import type { Problem } from '../../kernel/index.ts'
import { Breadcrumbs, ErrorSummary, Form, Heading, Submit, Tabs, TextInput } from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'

const regimeOf = (text: string | undefined): LayoutRegime => (text === 'party' ? 'party' : 'state')

/** The figures in which the office prints its letters, with the layout of the regime beside each. */
export async function showLayouts(visit: Visit): Promise<Response> {
  const regime = regimeOf(visit.c.req.query('regime'))
  const own = await visit.read(tx => ownFigures(tx, visit.signedIn().unit))
  return layoutPage(visit, regime, said(figuresOf(layoutWith(regime, own[regime]))), [])
}

export async function saveLayout(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const regime = regimeOf(form.text('regime'))
  const typed = typedIn(form, regime)
  const figures: Figures = Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, numberIn(text)]))
  // Every figure that does not fit is named at its own field; the command would name the first.
  const wrong = figureProblems(regime, figures)
  if (wrong.length > 0) return layoutPage(visit, regime, typed, wrong)
  const done = await visit.run(setLayout, { unit: visit.signedIn().unit, regime, figures }, form)
  return done.ok
    ? visit.done(`/admin/layouts?regime=${regime}`, 'letters.layout-saved')
    : layoutPage(visit, regime, typed, [done.problem])
}

type Texts = Readonly<Record<string, string>>
const said = (figures: Figures): Texts =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, comma(value)]))
const comma = (value: number): string => String(value).replace('.', ',')

/** An empty field is the regime's own figure. */
const typedIn = (form: FormValues, regime: LayoutRegime): Texts => {
  const usual = said(figuresOf(layoutOf(regime)))
  return Object.fromEntries(Object.keys(usual).map(name => [name, form.text(name) || usual[name]!]))
}
const numberIn = (text: string): number =>
  /^\d{1,3}(?:[.,]\d{1,3})?$/.test(text) ? Number(text.replace(',', '.')) : NaN

const UNITS: Readonly<Record<string, string>> = { indent: 'mm', signatureGap: 'mm', paragraphGap: 'pt' }
const unitOf = (name: string): string =>
  name.startsWith('margin.') ? 'mm' : name.startsWith('size.') ? 'pt' : (UNITS[name] ?? '')

async function layoutPage(
  visit: Visit,
  regime: LayoutRegime,
  typed: Texts,
  problems: readonly Problem[],
): Promise<Response> {
  const { t } = visit
  const title = t('letters.layout-title')
  const usual = figuresOf(layoutOf(regime))
  const field = (name: string) => (
    <TextInput
      t={t}
      name={name}
      label={t(`letters.layout-${name.replace('.', '-')}`)}
      hint={t('letters.layout-hint', {
        usual: comma(usual[name]!),
        min: comma(boundOf(name).min),
        max: comma(boundOf(name).max),
      })}
      value={typed[name] ?? ''}
      inputmode="decimal"
      width="short"
      suffix={unitOf(name)}
      required
      problems={problems}
    />
  )
  const names = Object.keys(usual)
  const group = (key: string, own: readonly string[]) => (
    <fieldset>
      <legend>{t(`letters.layout-group-${key}`)}</legend>
      <div class="check-grid">{own.map(field)}</div>
    </fieldset>
  )
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/admin', label: t('account.admin-title') }, { label: title }]} />
      <Heading
        title={title}
        kicker={<span lang="vi">{visit.signedIn().unitName}</span>}
        lead={t('letters.layout-lead')}
      />
      <ErrorSummary t={t} problems={problems} />
      <Tabs
        t={t}
        label={t('letters.field-regime')}
        items={(['state', 'party'] as const).map(one => ({
          href: `/admin/layouts?regime=${one}`,
          label: t(`letters.regime-${one}`),
          current: one === regime,
        }))}
      />
      <Form to="/admin/layouts" command={visit.newCommand()} hidden={{ regime }}>
        {group(
          'margin',
          names.filter(name => name.startsWith('margin.')),
        )}
        {group(
          'size',
          names.filter(name => name.startsWith('size.')),
        )}
        {group(
          'other',
          names.filter(name => !name.includes('.')),
        )}
        <Submit>{t('letters.layout-save')}</Submit>
      </Form>
    </>,
    { problems },
  )
}
