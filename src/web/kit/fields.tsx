import type { Child } from 'hono/jsx'
import type { PlainDate, Problem } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'

/** The id of a field's control, so that an error can link to it; `row` for forms with many rows. */
export const fieldId = (name: string, row?: number): string =>
  `f-${name.replace(/[^\w-]+/g, '-')}${row === undefined ? '' : `-${row}`}`

/** What every field has. It finds its own problems in the form's list by its name and row. */
export type FieldProps = {
  readonly t: T
  readonly name: string
  readonly label: string
  readonly hint?: Child
  readonly required?: boolean
  readonly problems?: readonly Problem[]
  readonly row?: number
}

/** What ties a control to its label, hint and error: spread it on the control. */
export type Wiring = {
  readonly id: string
  readonly name: string
  readonly required?: true
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: 'true'
}

const problemsOf = ({ problems = [], name, row }: FieldProps) => problems.filter(p => p.field === name && p.row === row)

const wiringOf = (props: FieldProps): Wiring => {
  const id = fieldId(props.name, props.row)
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
  const id = fieldId(props.name, props.row)
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
          {/* The label stands right above, so the sentence does not repeat the field and the row. */}
          <span class="hidden">{props.t('kit.error')} </span>
          {wrong.map(({ kind, values }) => props.t.problem({ kind, ...(values ? { values } : {}) })).join(' ')}
        </p>
      )}
    </>
  )
}

/** A label, a hint, an error and any control, tied together. */
export const Field = (props: FieldProps & { readonly control: (wiring: Wiring) => Child }) => (
  <div class={problemsOf(props).length > 0 ? 'field wrong' : 'field'}>
    <label for={fieldId(props.name, props.row)}>
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
          value={value ?? ''}
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
}

/** A day; the browser shows its own calendar and sends `YYYY-MM-DD`. */
export const DateInput = ({ value, min, max, ...field }: DateInputProps) => (
  <Field
    {...field}
    control={wiring => (
      <span class="box short">
        <input {...wiring} type="date" value={value ?? ''} min={min} max={max} />
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
    control={wiring => (
      <textarea {...wiring} rows={rows} maxlength={maxlength} lang={lang}>
        {value ?? ''}
      </textarea>
    )}
  />
)

export type Option = {
  readonly value: string
  readonly label: string
  readonly hint?: string
  readonly disabled?: boolean
}
export type OptionGroup = { readonly label: string; readonly options: readonly Option[] }

export type SelectProps = FieldProps & {
  readonly options: readonly (Option | OptionGroup)[]
  readonly value?: string | null
  /** The first, empty choice; `null` leaves it out. */
  readonly placeholder?: string | null
}

/** One of many. For five or fewer that matter, `RadioGroup` shows them all at once. */
export const Select = ({ options, value, placeholder, ...field }: SelectProps) => (
  <Field
    {...field}
    control={wiring => (
      <select {...wiring}>
        {placeholder !== null && <option value="">{placeholder ?? field.t('kit.choose')}</option>}
        {options.map(entry =>
          'options' in entry ? (
            <optgroup label={entry.label}>
              {entry.options.map(option => (
                <SelectOption option={option} value={value} />
              ))}
            </optgroup>
          ) : (
            <SelectOption option={entry} value={value} />
          ),
        )}
      </select>
    )}
  />
)

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
      <input {...wiringOf(field)} type="checkbox" value={value} checked={checked} />
      <span>{field.label}</span>
    </label>
    <HintAndErrors {...field} />
  </div>
)

type GroupProps = FieldProps & { readonly options: readonly Option[]; readonly inline?: boolean }

/** One of a few, all in view. */
export const RadioGroup = ({ value, ...group }: GroupProps & { readonly value?: string | null }) => (
  <Choices {...group} type="radio" chosen={value ? [value] : []} />
)

/** Any of a few, all in view; the form sends the name once for each that is ticked. */
export const CheckboxGroup = ({ values = [], ...group }: GroupProps & { readonly values?: readonly string[] }) => (
  <Choices {...group} type="checkbox" chosen={values} />
)

const Choices = ({
  options,
  inline,
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
              {option.label}
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
  <Field {...field} control={wiring => <input {...wiring} type="file" accept={accept} multiple={multiple} />} />
)
