import type { DossierState, HandoverState, Retention } from '../../dossiers/index.ts'
import type { T } from '../../words/index.ts'
import { Badge, type Tone } from '../kit/index.ts'

/** How long a file is kept, in words. */
export const retentionText = (t: T, retention: Retention): string =>
  retention === 'permanent' ? t('dossiers.permanent') : t('dossiers.years', { years: retention })

const DOSSIER_TONE: Readonly<Record<DossierState, Tone>> = {
  open: 'info',
  closed: 'neutral',
  offered: 'warn',
  archived: 'good',
}
export const DossierBadge = ({ t, state }: { t: T; state: DossierState }) => (
  <Badge tone={DOSSIER_TONE[state]}>{t(`dossiers.state-${state}`)}</Badge>
)

const HANDOVER_TONE: Readonly<Record<HandoverState, Tone>> = {
  open: 'info',
  given: 'warn',
  done: 'good',
  cancelled: 'neutral',
}
export const HandoverBadge = ({ t, state }: { t: T; state: HandoverState }) => (
  <Badge tone={HANDOVER_TONE[state]}>{t(`handovers.state-${state}`)}</Badge>
)
