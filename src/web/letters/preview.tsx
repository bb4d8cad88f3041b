import type { Block, PaperLetter } from '../../paper/index.ts'
import { LetterTable } from '../kit/index.ts'
import type { T } from '../../words/index.ts'

/**
 * A letter as it will stand on paper, before anything is stored: its boxes in order and its text as headings, items and
 * tables. Not the very page: where lines break is seen in the PDF.
 */
export const Preview = ({ t, letter }: { t: T; letter: PaperLetter }) => (
  <section class="paper-preview" id="preview">
    <h2>{t('letters.preview')}</h2>
    <p class="muted">{t('letters.preview-text')}</p>
    <div class="paper-sheet" lang="vi">
      <p class="paper-issuer">
        {letter.parentIssuer && <span>{letter.parentIssuer.toUpperCase()}</span>}
        <b>{(letter.issuer ?? '').toUpperCase()}</b>
      </p>
      <p class="paper-title">
        {letter.docType !== 'công văn' && <b>{letter.docType.toUpperCase()}</b>}
        <span>{letter.docType === 'công văn' ? `V/v ${letter.subject ?? ''}` : letter.subject}</span>
      </p>
      {letter.addressees.length > 0 && <p>Kính gửi: {letter.addressees.join('; ')}.</p>}
      <Blocks t={t} blocks={letter.blocks} />
      <p class="paper-recipients">
        <i>Nơi nhận:</i> {letter.recipients.join('; ')}; Lưu: {letter.archive}.
      </p>
    </div>
  </section>
)

const Blocks = ({ t, blocks }: { t: T; blocks: readonly Block[] }) => (
  <>
    {blocks.map(block => {
      switch (block.kind) {
        case 'heading':
          return <h3>{block.text}</h3>
        case 'paragraph':
          return <p class="paper-paragraph">{block.text}</p>
        case 'item':
          return (
            <p class={`paper-item level-${block.level}`}>
              {block.level === 0 ? `${block.label}.` : block.level === 1 ? `${block.label})` : '-'} {block.text}
            </p>
          )
        default:
          return <LetterTable t={t} table={block} caption={t('letters.preview-table')} />
      }
    })}
  </>
)
