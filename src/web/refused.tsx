import type { T } from '../words/index.ts'

/** A whole page that says what cannot be done and where to go from here. */
export const Refused = ({ t, title, text }: { t: T; title: string; text: string }) => (
  <>
    <h1>{title}</h1>
    <p>{text}</p>
    <p>
      <a href="/">{t('web.back-home')}</a>
    </p>
  </>
)
