import type { Child } from 'hono/jsx'
import { FormFields, isRefused } from './refusal.tsx'

export type ButtonKind = 'primary' | 'secondary' | 'danger'

export type FormProps = {
  readonly to: string
  readonly method?: 'post' | 'get'
  /** The id of the command that this form sends: pressed twice, it acts once. */
  readonly command?: string
  /** The version of what the form was filled from, so that a newer change by somebody else is noticed. */
  readonly version?: string | number
  readonly hidden?: Readonly<Record<string, string>>
  /** True when the form carries files. */
  readonly files?: boolean
  readonly label?: string
  readonly id?: string
  /** Filters and searches lie in one line. */
  readonly inline?: boolean
  /** The page lays its rows out anew when it is shown again, and gives every field what was typed by itself. */
  readonly relaid?: boolean
  readonly children?: Child
}

/** A form that works without a script. A `get` form is a filter: its result can be bookmarked. Refused, it keeps what was typed. */
export const Form = ({
  to,
  method = 'post',
  command,
  version,
  hidden = {},
  files,
  label,
  id,
  inline,
  relaid = false,
  children,
}: FormProps) => {
  const refused = method === 'post' && isRefused(to, hidden)
  return (
    <form
      id={id}
      method={method}
      action={to}
      enctype={files ? 'multipart/form-data' : undefined}
      aria-label={label}
      role={label && method === 'get' ? 'search' : undefined}
      class={inline ? 'inline-form' : undefined}
      data-refused={refused ? 'yes' : undefined}
    >
      {command !== undefined && <input type="hidden" name="command" value={command} />}
      {version !== undefined && <input type="hidden" name="version" value={String(version)} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <FormFields to={to} refused={refused} relaid={relaid}>
        {children}
      </FormFields>
    </form>
  )
}

export type SubmitProps = {
  readonly kind?: ButtonKind
  /** A form with two buttons tells them apart by these. */
  readonly name?: string
  readonly value?: string
  /** Sends the form as it is: a browser asks nothing of what is not filled in yet. */
  readonly unfinished?: boolean
  readonly children?: Child
}

/** The button of a form. Danger is for what cannot be taken back, and says so in its words. */
export const Submit = ({ kind = 'primary', name, value, unfinished, children }: SubmitProps) => (
  <button class={buttonClass(kind)} type="submit" name={name} value={value} formnovalidate={unfinished}>
    {children}
  </button>
)

/** Buttons and links side by side, the main one first. */
export const Actions = ({ children }: { children?: Child }) => <div class="actions">{children}</div>

/** A link that looks like a button, for the one next step of a page. */
export const LinkButton = ({ to, kind = 'primary', children }: { to: string; kind?: ButtonKind; children?: Child }) => (
  <a class={buttonClass(kind)} href={to}>
    {children}
  </a>
)

export type PostButtonProps = {
  readonly to: string
  readonly command: string
  readonly version?: string | number
  readonly hidden?: Readonly<Record<string, string>>
  readonly kind?: ButtonKind
  /** What a screen reader says when the visible words are the same in every row ("Hand out letter 2052"). */
  readonly label?: string
  readonly children?: Child
}

/** A command with nothing to fill in: a form of one button, because a link must never change anything. */
export const PostButton = ({ to, command, version, hidden, kind = 'secondary', label, children }: PostButtonProps) => (
  <form class="post-button" method="post" action={to}>
    <input type="hidden" name="command" value={command} />
    {version !== undefined && <input type="hidden" name="version" value={String(version)} />}
    {Object.entries(hidden ?? {}).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button class={buttonClass(kind)} type="submit" aria-label={label}>
      {children}
    </button>
  </form>
)

const buttonClass = (kind: ButtonKind): string => (kind === 'primary' ? 'button' : `button ${kind}`)
