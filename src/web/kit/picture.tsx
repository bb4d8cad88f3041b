import type { Child } from 'hono/jsx'
import type { T } from '../../words/index.ts'

/**
 * The frame of every picture: a drawing that scrolls inside its own pane on a narrow screen,
 * and the same facts as a table for who reads rather than looks.
 */
export const Picture = (props: {
  readonly t: T
  readonly id: string
  readonly title: string
  readonly desc: string
  readonly width: number
  readonly height: number
  readonly children?: Child
  readonly table: Child
  readonly legend?: Child
}) => {
  const { t, id, title, desc, width, height, children, table, legend } = props
  return (
    <figure class="picture">
      <figcaption>{title}</figcaption>
      {legend}
      <div class="scroll" tabindex={0} role="region" aria-label={title}>
        {/* A group and not an image: the boxes inside carry links, which an image would hide. */}
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          role="group"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-desc`}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-desc`}>{desc}</desc>
          {children}
        </svg>
      </div>
      <details class="more">
        <summary>{t('kit.picture-table')}</summary>
        <div>{table}</div>
      </details>
    </figure>
  )
}
