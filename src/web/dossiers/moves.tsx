import { mayMoveDossier, type DossierMove, type DossierView } from '../../dossiers/index.ts'
import { Form, Note, Submit, TextArea, TextInput } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

type Shown = {
  readonly visit: Visit
  readonly dossier: DossierView
}

/** The next steps of a file, for those who may take them. */
export const DossierMoves = (shown: Shown) => {
  const { visit, dossier } = shown
  const { t } = visit
  const may = (move: DossierMove) => mayMoveDossier(visit.signedIn(), dossier.unit, move).ok
  const offeredByMe = dossier.offeredBy === visit.signedIn().account
  return (
    <>
      {dossier.state === 'open' && may('close') && (
        <section>
          <h2>{t('dossiers.close')}</h2>
          {dossier.openTasks > 0 && (
            <Note tone="warn">
              <p>{t('dossiers.open-tasks', { count: dossier.openTasks })}</p>
            </Note>
          )}
          <Move
            {...shown}
            move="close"
            field="why"
            label={t(dossier.openTasks > 0 ? 'dossiers.close-why' : 'dossiers.close-note')}
            required={dossier.openTasks > 0}
          />
        </section>
      )}
      {dossier.state === 'closed' && may('offer') && (
        <section>
          <h2>{t('dossiers.offer')}</h2>
          <p class="muted">{t('dossiers.offer-text')}</p>
          <Move {...shown} move="offer" field="note" label={t('dossiers.offer-note')} />
        </section>
      )}
      {dossier.state === 'closed' && may('reopen') && (
        <section>
          <h2>{t('dossiers.reopen')}</h2>
          <Move {...shown} move="reopen" field="why" label={t('dossiers.reopen-why')} required secondary />
        </section>
      )}
      {dossier.state === 'offered' && may('archive') && !offeredByMe && (
        <section>
          <h2>{t('dossiers.archive')}</h2>
          <Form to={`/dossiers/${dossier.id}/archive`} command={visit.newCommand()} version={dossier.version}>
            <TextInput
              t={t}
              name="place"
              label={t('dossiers.place')}
              hint={t('dossiers.place-hint')}
              required
              lang="vi"
            />
            <Submit>{t('dossiers.archive-do')}</Submit>
          </Form>
        </section>
      )}
      {dossier.state === 'offered' && may('decline') && (
        <section>
          <h2>{t('dossiers.decline')}</h2>
          {offeredByMe && <p class="muted">{t('dossiers.another-takes')}</p>}
          <Move {...shown} move="decline" field="why" label={t('dossiers.decline-why')} required secondary />
        </section>
      )}
    </>
  )
}

const Move = ({
  visit,
  dossier,
  move,
  field,
  label,
  required,
  secondary,
}: Shown & {
  readonly move: 'close' | 'offer' | 'reopen' | 'decline'
  readonly field: string
  readonly label: string
  readonly required?: boolean
  readonly secondary?: boolean
}) => (
  <Form to={`/dossiers/${dossier.id}/${move}`} command={visit.newCommand()} version={dossier.version}>
    <TextArea t={visit.t} name={field} label={label} rows={2} lang="vi" {...(required ? { required } : {})} />
    <Submit kind={secondary ? 'secondary' : 'primary'}>{visit.t(`dossiers.${move}-do`)}</Submit>
  </Form>
)
