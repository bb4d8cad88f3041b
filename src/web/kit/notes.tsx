import type { Child } from 'hono/jsx'
import type { Problem } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'
import { fieldId } from './refusal.tsx'

/** How something stands. The tone is never told by colour alone: each has its own shape as well. */
export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad'

const SHAPE: Record<Tone, string> = { neutral: '○', info: '◆', good: '✓', warn: '▲', bad: '■' }

/** The mark of a tone, for the eye; the words beside it say the same to a screen reader. */
export const Shape = ({ tone }: { tone: Tone }) => (
  <span class="shape" aria-hidden="true">
    {SHAPE[tone]}
  </span>
)

/** A status in a word or two. */
export const Badge = ({ tone = 'neutral', children }: { tone?: Tone; children?: Child }) => (
  <span class={`badge ${tone}`}>
    <Shape tone={tone} />
    {children}
  </span>
)

export type FlashMessage = {
  readonly tone: Tone
  readonly text: string
  readonly link?: { readonly href: string; readonly label: string }
}

/** What the last command did, said once at the top of the next page; a refusal interrupts a screen reader. */
export const Flash = ({ t, flash }: { t: T; flash: FlashMessage }) => (
  <div class={`flash ${flash.tone}`} role={flash.tone === 'bad' ? 'alert' : 'status'}>
    <Shape tone={flash.tone} />
    <p>
      <span class="hidden">{t(`kit.tone-${flash.tone}`)} </span>
      {flash.text} {flash.link && <a href={flash.link.href}>{flash.link.label}</a>}
    </p>
  </div>
)

/** All that is wrong with a form, at its top, each with a link to the field; nothing when nothing is wrong. */
export const ErrorSummary = ({ t, problems }: { t: T; problems: readonly Problem[] }) => {
  if (problems.length === 0) return null
  return (
    <div class="errors" role="alert" tabindex={-1} id="errors">
      <h2>{t('kit.errors', { count: problems.length })}</h2>
      <ul>
        {problems.map(problem => (
          <li>
            {problem.field ? (
              <a href={`#${fieldId(problem.field, problem.row)}`}>{t.problem(problem)}</a>
            ) : (
              t.problem(problem)
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A plain remark beside the work: what a rule asks, why something is not possible now. */
export const Note = ({ tone = 'info', title, children }: { tone?: Tone; title?: string; children?: Child }) => (
  <div class={`note ${tone}`}>
    {title && (
      <p class="note-title">
        <Shape tone={tone} /> {title}
      </p>
    )}
    {children}
  </div>
)

/** Says that there is nothing yet, and what the first step is. */
export const EmptyState = ({
  title,
  children,
  action,
}: {
  title: string
  children?: Child
  action?: { href: string; label: string }
}) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children}
    {action && (
      <p>
        <a class="button" href={action.href}>
          {action.label}
        </a>
      </p>
    )}
  </div>
)
