import { ACTIVITY_KINDS, choicesFor, type ActivityId, type FormChoices } from '../../programmes/index.ts'
import type { Problem, UnitId } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'
import {
  Actions,
  DateInput,
  ErrorSummary,
  FileInput,
  Form,
  Heading,
  Select,
  Submit,
  TextArea,
  TextInput,
  type OptionGroup,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { TaskChoices } from './task-choices.tsx'
import type { Typed } from './typed.ts'

const ROWS_LEAST = 3

/** Which activity the form is of: a new one, one that is planned, or one that was held. */
export type FormOf = {
  readonly unit: UnitId
  readonly unitName: string
  readonly activity: ActivityId | null
  readonly version: number | null
  readonly state: 'new' | 'planned' | 'held'
  readonly reported: boolean
  /** Where to go when nothing is to be done. */
  readonly back: string
  /** Tasks that others have ticked: theirs to take back. */
  readonly othersTasks: readonly string[]
}

/** The form of an activity with what was typed, and what stands against it. */
export async function formPage(
  visit: Visit,
  of: FormOf,
  typed: Typed,
  more: {
    readonly problems: readonly Problem[]
    readonly with: readonly UnitId[]
    /** What may be chosen, where it is known already. */
    readonly choices?: FormChoices
  },
): Promise<Response> {
  const { t } = visit
  const { problems } = more
  const around = { unit: of.unit, with: more.with, activity: of.activity, today: visit.at.today }
  const choices = more.choices ?? (await visit.read(tx => choicesFor(tx, around)))
  const title = t(`activities.form-${of.state}`)
  return visit.page(
    title,
    <>
      <Heading title={title} kicker={<span lang="vi">{of.unitName}</span>} lead={t('activities.form-lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Form
        to={of.activity ? `/activities/${of.activity}/edit` : '/activities/new'}
        command={visit.newCommand()}
        {...(of.version === null ? {} : { version: of.version })}
        hidden={{ unit: of.unit }}
        files
        relaid
      >
        <WhatAndWhere visit={visit} typed={typed} choices={choices} />
        <People t={t} typed={typed} />
        <Results t={t} typed={typed} choices={choices} />
        <TaskChoices
          visit={visit}
          tasks={choices.tasks}
          ticked={typed.tasks}
          theirs={of.othersTasks}
          hint={t('activities.tasks-hint')}
        />
        <TextArea t={t} name="note" label={t('activities.note')} value={typed.note} rows={3} lang="vi" />
        <FileInput
          t={t}
          name="files"
          label={t('activities.files')}
          hint={t('activities.files-hint')}
          accept="image/*,.pdf,.doc,.docx,.xls,.xlsx,.txt"
          multiple
        />
        {of.reported && (
          <TextArea
            t={t}
            name="why"
            label={t('activities.why')}
            hint={t('activities.why-hint')}
            value={typed.why}
            rows={2}
            required
            lang="vi"
          />
        )}
        <Buttons t={t} of={of} />
      </Form>
    </>,
    { problems },
  )
}

/** The first button is what the Enter key presses: what most people came to do. */
const Buttons = ({ t, of }: { t: T; of: FormOf }) => (
  <Actions>
    {of.state === 'held' ? (
      <Submit name="do" value="save">
        {t('activities.save')}
      </Submit>
    ) : (
      <Submit name="do" value="held">
        {t(of.state === 'new' ? 'activities.do-held' : 'activities.do-hold')}
      </Submit>
    )}
    {of.state !== 'held' && (
      <Submit kind="secondary" name="do" value="planned">
        {t(of.state === 'new' ? 'activities.do-planned' : 'activities.save-plan')}
      </Submit>
    )}
    <a href={of.back}>{t('activities.back')}</a>
  </Actions>
)

type Part = { readonly t: T; readonly typed: Typed }

const WhatAndWhere = ({
  visit: { t, at },
  typed,
  choices,
}: Omit<Part, 't'> & { visit: Visit; choices: FormChoices }) => (
  <>
    <Select
      t={t}
      name="kind"
      label={t('activities.kind')}
      value={typed.kind}
      options={ACTIVITY_KINDS.map(value => ({ value, label: t(`activities.kind-${value}`) }))}
      required
    />
    <TextInput
      t={t}
      name="title"
      label={t('activities.title')}
      hint={t('activities.title-hint')}
      value={typed.title}
      maxlength={300}
      required
      lang="vi"
    />
    <div class="check-grid">
      <DateInput t={t} name="fromOn" label={t('activities.from')} value={typed.fromOn || at.today} required />
      <DateInput t={t} name="untilOn" label={t('activities.until')} value={typed.untilOn || at.today} required />
      <Select
        t={t}
        name="area"
        label={t('activities.area')}
        value={typed.area || (choices.areas[0]?.id ?? '')}
        options={areaOptions(choices)}
        placeholder={null}
        required
      />
      <TextInput t={t} name="place" label={t('activities.place')} value={typed.place} maxlength={300} lang="vi" />
    </div>
  </>
)

/** The unit's own area first; those below by the area in which they lie. */
const areaOptions = ({ areas }: FormChoices) => {
  const [own, ...below] = areas.map(area => ({ value: area.id as string, label: area.name, parent: area.parent ?? '' }))
  const groups: OptionGroup[] = [...Map.groupBy(below, area => area.parent)].map(([label, options]) => ({
    label,
    options,
  }))
  return own ? [own, ...groups] : []
}

const People = ({ t, typed }: Part) => (
  <>
    <TextArea
      t={t}
      name="with"
      label={t('activities.with')}
      hint={t('activities.with-hint')}
      value={typed.with}
      rows={2}
      lang="vi"
    />
    <div class="check-grid">
      <TextInput t={t} name="people" label={t('activities.people')} value={typed.people} inputmode="numeric" />
      <TextInput
        t={t}
        name="personTimes"
        label={t('activities.person-times')}
        hint={t('activities.person-times-hint')}
        value={typed.personTimes}
        inputmode="numeric"
      />
    </div>
  </>
)

const Results = ({ t, typed, choices }: Part & { choices: FormChoices }) => {
  const empty = { indicator: '', amount: '', money: '', how: '' }
  const spare = Math.max(1, ROWS_LEAST - typed.results.length)
  const rows = [...typed.results, ...Array.from({ length: spare }, () => empty)]
  const options = [...Map.groupBy(choices.indicators, each => each.kind)].map(([kind, inKind]) => ({
    label: t(`activities.kind-${kind}`),
    options: inKind.map(({ key, measure }) => ({
      value: key,
      label: t('activities.indicator-in', {
        name: t(`indicators.${key}`),
        measure: t(`indicators.measure-${measure}`),
      }),
    })),
  }))
  return (
    <section>
      <h2>{t('activities.results')}</h2>
      <p class="hint">{t('activities.results-hint')}</p>
      {rows.map((row, at) => (
        <fieldset class="result-row">
          <legend class="hidden">{t('activities.result-row', { row: String(at + 1) })}</legend>
          <Select
            t={t}
            name="indicator"
            row={at + 1}
            label={t('activities.indicator')}
            value={row.indicator}
            options={options}
          />
          <TextInput
            t={t}
            name="amount"
            row={at + 1}
            label={t('activities.amount')}
            value={row.amount}
            inputmode="numeric"
          />
          <TextInput
            t={t}
            name="moneyValue"
            row={at + 1}
            label={t('activities.money')}
            value={row.money}
            inputmode="numeric"
            suffix="₫"
          />
          <TextInput
            t={t}
            name="valuedHow"
            row={at + 1}
            label={t('activities.how')}
            value={row.how}
            maxlength={300}
            lang="vi"
          />
        </fieldset>
      ))}
      <p>
        <Submit kind="secondary" name="do" value="again">
          {t('activities.again')}
        </Submit>
      </p>
    </section>
  )
}
