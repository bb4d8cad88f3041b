import type { ClauseInput, LetterFields } from '../../directives/index.ts'
import type { Letter } from '../../paper/index.ts'
import {
  Checkbox,
  DateInput,
  Details,
  Select,
  TextArea,
  TextInput,
  type SourceField,
  type SourceMark,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { RhythmFields } from './rhythm.tsx'
import { clauseName } from './clause-name.ts'

/** The desk as it is shown: the fields that would be registered, and every clause that was read, kept or struck out. */
export type Shown = {
  readonly fields: LetterFields
  readonly clauses: readonly { readonly clause: ClauseInput; readonly kept: boolean }[]
}

/** Below this a reading is shown as unsure. */
const UNSURE = 0.75

export const marksOf = (letter: Letter): SourceMark[] =>
  Object.entries(letter.fields)
    .filter(([path]) => !path.includes('.asks') && !/^tasks\.\d+$/.test(path))
    .flatMap(([path, spans]) =>
      spans.map((span, at) => ({
        id: `${path}-${at}`,
        start: span.start,
        end: span.end,
        unsure: span.confidence < UNSURE,
      })),
    )

/** Which marks belong to a field, by the path of the reading or of its parts. */
const readFrom = (letter: Letter, ...paths: string[]) => {
  const found = Object.entries(letter.fields).filter(([path]) =>
    paths.some(one => path === one || path.startsWith(`${one}.`)),
  )
  return {
    marks: found.flatMap(([path, spans]) => spans.map((_, at) => `${path}-${at}`)),
    unsure: found.some(([, spans]) => spans.some(span => span.confidence < UNSURE)),
  }
}

/** The fields of the desk in the order of the paper, each with its marks in the text. */
export function deskFields(visit: Visit, letter: Letter, { fields, clauses }: Shown): SourceField[] {
  const { t } = visit
  const text = (name: string, paths: string[], value: string | null): SourceField => ({
    label: t(`letters.field-${name}`),
    ...readFrom(letter, ...paths),
    children: <TextInput t={t} name={name} label={t(`letters.field-${name}`)} value={value} lang="vi" />,
  })
  const area = (name: string, path: string, value: readonly string[]): SourceField => ({
    label: t(`letters.field-${name}`),
    ...readFrom(letter, path),
    children: (
      <TextArea
        t={t}
        name={name}
        label={t(`letters.field-${name}`)}
        hint={t('letters.one-per-line')}
        value={value.join('\n')}
        rows={Math.max(2, value.length)}
        lang="vi"
      />
    ),
  })
  return [
    {
      label: t('letters.field-regime'),
      ...readFrom(letter, 'regime'),
      children: (
        <Select
          t={t}
          name="regime"
          label={t('letters.field-regime')}
          value={fields.regime}
          placeholder={null}
          options={['state', 'party', 'youth_union'].map(value => ({ value, label: t(`letters.regime-${value}`) }))}
        />
      ),
    },
    text('docType', ['docType'], fields.docType),
    text('number', ['number'], fields.number),
    text('symbol', ['symbol'], fields.symbol),
    {
      label: t('letters.field-issuedOn'),
      ...readFrom(letter, 'date'),
      children: <DateInput t={t} name="issuedOn" label={t('letters.field-issuedOn')} value={fields.issuedOn} />,
    },
    text('place', ['place'], fields.place),
    text('issuer', ['issuer', 'parentIssuer'], fields.issuer),
    {
      label: t('letters.field-subject'),
      ...readFrom(letter, 'subject'),
      children: (
        <TextArea t={t} name="subject" label={t('letters.field-subject')} value={fields.subject} rows={3} lang="vi" />
      ),
    },
    area('addressees', 'addressees', fields.addressees),
    area('copies', 'recipients', fields.copies),
    text('signerTitle', ['signerTitle', 'authorityPrefix', 'authorityBody'], fields.signerTitle),
    text('signerName', ['signerName'], fields.signerName),
    text('circulationFloor', ['circulation'], fields.circulationFloor),
    ...clauses.map(({ clause, kept }, at) => clauseField(visit, letter, clause, { at, kept })),
  ]
}

/** A clause: whom it asks, with what force, and what kind of time it has. */
function clauseField(
  visit: Visit,
  letter: Letter,
  clause: ClauseInput,
  { at, kept }: { at: number; kept: boolean },
): SourceField {
  const { t } = visit
  const label = clauseName(t, clause.label)
  return {
    label,
    marks: readFrom(letter, `tasks.${at}.label`, `tasks.${at}.deadline`, `tasks.${at}.responsible`).marks,
    children: (
      <fieldset>
        <legend>{label}</legend>
        <Checkbox t={t} name={`clause-${at}`} label={t('letters.clause-keep')} checked={kept} />
        <Asks visit={visit} clause={clause} />
        <Details summary={t('letters.clause-text')}>
          <p lang="vi">{clause.text}</p>
        </Details>
        <RhythmFields
          t={t}
          names={{ rhythm: `rhythm-${at}`, every: `every-${at}`, due: `due-${at}`, row: at + 1 }}
          time={clause}
        />
        {clause.dueText && <p class="muted">{t('letters.clause-due-words', { words: clause.dueText })}</p>}
      </fieldset>
    ),
  }
}

export const Asks = ({ visit, clause }: { visit: Visit; clause: Pick<ClauseInput, 'asks'> }) => {
  const { t } = visit
  return (
    <ul class="asks">
      {clause.asks.map(ask => (
        <li>
          <span lang="vi">{ask.phrase}</span>{' '}
          <span class="muted">
            {[
              t(`task.role-${ask.role}`),
              ask.force ? t(`letters.force-${ask.force}`) : '',
              ask.chain === null || ask.chain === undefined
                ? ''
                : t('letters.chain', { step: ask.chain + 1, act: ask.act ?? '' }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
