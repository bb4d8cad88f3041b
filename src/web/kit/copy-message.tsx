import type { T } from '../../words/index.ts'

/**
 * A short message to be copied into Zalo. The text lies in a box that can be selected without a script; with one, a
 * button copies it (public/copy.js).
 */
export const CopyMessage = ({ t, text, id = 'message', open }: { t: T; text: string; id?: string; open?: boolean }) => (
  <details class="more screen-only" open={open}>
    <summary>{t('message.title')}</summary>
    <div class="copy-message">
      <p class="hint">{t('message.hint', { count: text.length })}</p>
      <label class="hidden" for={id}>
        {t('message.label')}
      </label>
      <textarea
        id={id}
        rows={Math.min(12, text.split('\n').length + 3)}
        readonly
        data-copy={t('message.copy')}
        data-copied={t('message.copied')}
      >
        {text}
      </textarea>
      <script type="module" src="/public/copy.js"></script>
    </div>
  </details>
)
