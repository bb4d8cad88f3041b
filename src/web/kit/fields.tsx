import type { Child } from 'hono/jsx'
import type { PlainDate, Problem } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'
import { fieldId, idHere, problemsHere, sentHere, valueHere } from './refusal.tsx'

/** What every field has. Of the problems of its refused form it finds its own by name and row; what was typed stays. */
export type FieldProps = {
  readonly t: T
  readonly name: string
  /** The field to which a refusal points, where it is called otherwise than what is sent. */
  readonly field?: string
  readonly label: string
  readonly hint?: Child
  readonly required?: boolean
  readonly problems?: readonly Problem[]
  readonly row?: number
  /** Several lines or files in one control. */
  readonly everyLine?: boolean
}

/** What ties a control to its label, hint and error: spread it on the control. */
export type Wiring = {
  readonly id: string
  readonly name: string
  readonly required?: true
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: 'true'
}

const idOf = ({ field, name, row }: FieldProps) => idHere(field ?? name, row)

/** A box of several lines takes what stands against any of them, and the one box of its form needs no row to be meant. */
const problemsOf = ({ problems, field, name, row, everyLine }: FieldProps) => {
  const alone = sentHere(name)?.length === 1
  const meant = (p: Problem) => p.row === row || (row === undefined ? everyLine : alone && p.row === undefined)
  return problemsHere(problems).filter(p => p.field === (field ?? name) && meant(p))
}

const wiringOf = (props: FieldProps): Wiring => {
  const id = idOf(props)
  const wrong = problemsOf(props).length > 0
  const described = [...(props.hint ? [`${id}-hint`] : []), ...(wrong ? [`${id}-error`] : [])].join(' ')
  return {
    id,
    name: props.name,
    ...(props.required ? { required: true } : {}),
    ...(described ? { 'aria-describedby': described } : {}),
    ...(wrong ? { 'aria-invalid': 'true' } : {}),
  }
}

// Most fields of an office form are required, so the few that are not say so; nobody reads asterisks aloud.
const Label = ({ t, label, required }: { t: T; label: string; required?: boolean | undefined }) => (
  <>
    {label}
    {!required && <span class="optional"> {t('kit.optional')}</span>}
  </>
)

const HintAndErrors = (props: FieldProps) => {
  const id = idOf(props)
  const wrong = problemsOf(props)
  return (
    <>
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {wrong.length > 0 && (
        <p class="error" id={`${id}-error`}>
          <span class="hidden">{props.t('kit.error')} </span>
          {wrong.map(({ kind, values, row }, at) => (
            // The label stands right above, so the sentence does not repeat the field; the summary's link lands here too.
            <span id={row === props.row ? undefined : fieldId(props.field ?? props.name, row)}>
              {at > 0 && ' '}
              {props.t.problem({
                kind,
                ...(values ? { values } : {}),
                ...(row === undefined || row === props.row ? {} : { row }),
              })}
            </span>
          ))}
        </p>
      )}
    </>
  )
}

/** A label, a hint, an error and any control, tied together. */
export const Field = (props: FieldProps & { readonly control: (wiring: Wiring) => Child }) => (
  <div class={problemsOf(props).length > 0 ? 'field wrong' : 'field'}>
    <label for={idOf(props)}>
      <Label t={props.t} label={props.label} required={props.required} />
    </label>
    <HintAndErrors {...props} />
    {props.control(wiringOf(props))}
  </div>
)

export type TextInputProps = FieldProps & {
  readonly value?: string | null
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'url'
  /** What the phone's keyboard should offer; `numeric` for money and identity numbers. */
  readonly inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email'
  readonly autocomplete?: string
  readonly maxlength?: number
  readonly width?: 'short' | 'medium' | 'full'
  /** A unit after the box, such as ₫ or %. */
  readonly suffix?: string
  readonly lang?: string
}

/** One line of text, or a number written as text: money and codes are never `type=number`, which drops digits. */
export const TextInput = ({
  value,
  type = 'text',
  inputmode,
  autocomplete,
  maxlength,
  width,
  suffix,
  lang,
  ...field
}: TextInputProps) => (
  <Field
    {...field}
    control={wiring => (
      <span class={`box ${width ?? (inputmode === 'numeric' ? 'medium' : 'full')}`}>
        <input
          {...wiring}
          type={type}
          value={(type === 'password' ? value : valueHere(field.name, field.row, value)) ?? ''}
          inputmode={inputmode}
          autocomplete={autocomplete}
          maxlength={maxlength}
          lang={lang}
        />
        {suffix && <span class="suffix">{suffix}</span>}
      </span>
    )}
  />
)

export type DateInputProps = FieldProps & {
  readonly value?: PlainDate | string | null
  readonly min?: PlainDate
  readonly max?: PlainDate
  /** With the hour. */
  readonly clock?: boolean
}

/** A day; the browser shows its own calendar and sends `YYYY-MM-DD`. */
export const DateInput = ({ value, min, max, clock, ...field }: DateInputProps) => (
  <Field
    {...field}
    control={wiring => (
      <span class={clock ? 'box clock' : 'box short'}>
        <input
          {...wiring}
          type={clock ? 'datetime-local' : 'date'}
          value={valueHere(field.name, field.row, value) ?? ''}
          min={min}
          max={max}
        />
      </span>
    )}
  />
)

/** Several lines of text. */
export const TextArea = ({
  value,
  rows = 4,
  maxlength,
  lang,
  ...field
}: FieldProps & {
  readonly value?: string | null
  readonly rows?: number
  readonly maxlength?: number
  readonly lang?: string
}) => (
  <Field
    {...field}
    everyLine
    control={wiring => (
      <textarea {...wiring} rows={rows} maxlength={maxlength} lang={lang}>
        {valueHere(field.name, field.row, value) ?? ''}
      </textarea>
    )}
  />
)

export type Option = {
  readonly value: string
  readonly label: string
  readonly hint?: Child
  readonly disabled?: boolean
  readonly lang?: string
}
export type OptionGroup = { readonly label: string; readonly options: readonly Option[] }

export type SelectProps = FieldProps & {
  readonly options: readonly (Option | OptionGroup)[]
  readonly value?: string | null
  /** The first, empty choice; `null` leaves it out. */
  readonly placeholder?: string | null
}

/** One of many. For five or fewer that matter, `RadioGroup` shows them all at once. */
export const Select = ({ options, value, placeholder, ...field }: SelectProps) => {
  const chosen = valueHere(field.name, field.row, value)
  return (
    <Field
      {...field}
      control={wiring => (
        <select {...wiring}>
          {placeholder !== null && <option value="">{placeholder ?? field.t('kit.choose')}</option>}
          {options.map(entry =>
            'options' in entry ? (
              <optgroup label={entry.label}>
                {entry.options.map(option => (
                  <SelectOption option={option} value={chosen} />
                ))}
              </optgroup>
            ) : (
              <SelectOption option={entry} value={chosen} />
            ),
          )}
        </select>
      )}
    />
  )
}

const SelectOption = ({ option, value }: { option: Option; value: string | null | undefined }) => (
  <option value={option.value} selected={option.value === value} disabled={option.disabled}>
    {option.label}
  </option>
)

/** One yes or no; the sentence is what is agreed to. */
export const Checkbox = ({
  checked,
  value = 'yes',
  ...field
}: FieldProps & { readonly checked?: boolean; readonly value?: string }) => (
  <div class={problemsOf(field).length > 0 ? 'field wrong' : 'field'}>
    <label class="choice">
      <input
        {...wiringOf(field)}
        type="checkbox"
        value={value}
        checked={sentHere(field.name)?.includes(value) ?? checked}
      />
      <span>{field.label}</span>
    </label>
    <HintAndErrors {...field} />
  </div>
)

type GroupProps = FieldProps & {
  readonly options: readonly Option[]
  readonly inline?: boolean
  /** Instead of the choices where there are none. */
  readonly none?: string
}

/** One of a few, all in view. */
export const RadioGroup = ({ value, ...group }: GroupProps & { readonly value?: string | null }) => (
  <Choices {...group} type="radio" chosen={sentHere(group.name) ?? (value ? [value] : [])} />
)

/** Any of a few, all in view; the form sends the name once for each that is ticked. */
export const CheckboxGroup = ({ values = [], ...group }: GroupProps & { readonly values?: readonly string[] }) => (
  <Choices {...group} type="checkbox" chosen={sentHere(group.name) ?? values} />
)

const Choices = ({
  options,
  inline,
  none,
  type,
  chosen,
  ...field
}: GroupProps & { type: 'radio' | 'checkbox'; chosen: readonly string[] }) => {
  const { id, 'aria-describedby': describedBy } = wiringOf(field)
  return (
    <fieldset class={problemsOf(field).length > 0 ? 'field wrong' : 'field'} aria-describedby={describedBy}>
      <legend>
        <Label t={field.t} label={field.label} required={field.required} />
      </legend>
      <HintAndErrors {...field} />
      {options.length === 0 && none && <p class="muted">{none}</p>}
      <div class={inline ? 'choices inline' : 'choices'}>
        {options.map((option, at) => (
          <label class="choice">
            {/* The first choice carries the id of the group, so that an error's link lands on it. */}
            <input
              id={at === 0 ? id : `${id}-${at}`}
              type={type}
              name={field.name}
              value={option.value}
              checked={chosen.includes(option.value)}
              disabled={option.disabled}
              required={type === 'radio' && field.required}
            />
            <span>
              <span lang={option.lang}>{option.label}</span>
              {option.hint && <span class="hint">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Files from the desk or the phone's camera. */
export const FileInput = ({
  accept,
  multiple,
  ...field
}: FieldProps & { readonly accept?: string; readonly multiple?: boolean }) => (
  <Field
    {...field}
    everyLine
    control={wiring => <input {...wiring} type="file" accept={accept} multiple={multiple} />}
  />
)
