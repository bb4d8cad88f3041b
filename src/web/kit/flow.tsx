import type { Child } from 'hono/jsx'
import type { T } from '../../words/index.ts'
import { Shape, type Tone } from './notes.tsx'

export type QuoteProps = {
  /** The letter's own sentence, unchanged. */
  readonly children?: Child
  readonly source?: string
  readonly href?: string
  readonly lang?: string
}

/** A sentence as the paper has it, with the paper's name; Vietnamese whatever the page speaks. */
export const Quote = ({ children, source, href, lang = 'vi' }: QuoteProps) => (
  <figure class="quote">
    <blockquote lang={lang}>{children}</blockquote>
    {source && <figcaption lang={lang}>{href ? <a href={href}>{source}</a> : source}</figcaption>}
  </figure>
)

export type MeterProps = {
  readonly t: T
  readonly label: string
  readonly value: number
  readonly max: number
  readonly tone?: Tone
  readonly text?: string
}

/** How much of a whole, in words and as a bar. The bar is for the eye: the words already say everything. */
export const Meter = ({ t, label, value, max, tone = 'info', text }: MeterProps) => {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  return (
    <div class="meter">
      <p>
        <span>{label}</span>
        <span class="meter-text">{text ?? t('kit.part-of', { value, max, share: t.percent(value, max) })}</span>
      </p>
      <svg aria-hidden="true" height="8" width="100%">
        <rect class="track" width="100%" height="8" rx="4" />
        {share > 0 && <rect class={`tone-${tone}`} width={`${(share * 100).toFixed(2)}%`} height="8" rx="4" />}
      </svg>
    </div>
  )
}

export type StepState = 'done' | 'current' | 'todo' | 'refused'
export type Step = {
  readonly label: string
  readonly state: StepState
  readonly note?: Child
  readonly href?: string
}

const STEP_SHAPE: Record<StepState, string> = { done: '✓', current: '●', todo: '○', refused: '■' }

/** How far a piece of work has come, in the order the office does it. */
export const Steps = ({ t, label, steps }: { t: T; label: string; steps: readonly Step[] }) => (
  <ol class="steps" aria-label={label}>
    {steps.map(step => (
      <li class={step.state} aria-current={step.state === 'current' ? 'step' : undefined}>
        <span class="shape" aria-hidden="true">
          {STEP_SHAPE[step.state]}
        </span>
        <span>
          {step.href ? <a href={step.href}>{step.label}</a> : step.label}
          <span class="hidden"> ({t(`kit.step-${step.state}`)})</span>
          {step.note && <span class="step-note">{step.note}</span>}
        </span>
      </li>
    ))}
  </ol>
)

export type TimelineItem = {
  /** When, already written in the page's language. */
  readonly when: string
  readonly title: Child
  readonly by?: string
  readonly body?: Child
  readonly tone?: Tone
}

/** What happened, in order, hung on the thread. */
export const Timeline = ({ label, items }: { label: string; items: readonly TimelineItem[] }) => (
  <ol class="timeline" aria-label={label}>
    {items.map(item => (
      <li class={item.tone ?? 'neutral'}>
        <p class="when">
          {item.when}
          {item.by && <span> · {item.by}</span>}
        </p>
        <p class="what">
          {item.tone && <Shape tone={item.tone} />} {item.title}
        </p>
        {item.body && <div class="muted">{item.body}</div>}
      </li>
    ))}
  </ol>
)
