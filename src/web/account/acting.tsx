import { Form, Select, Submit } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

/** Whoever holds roles at several units says for which one they work now. */
export const Acting = ({ visit }: { visit: Visit }) => {
  const actor = visit.signedIn()
  const units = [...new Map(actor.grants.map(grant => [grant.unit, grant.unitName])).entries()]
  if (units.length < 2) return null
  return (
    <Form to="/acting" inline label={visit.t('web.acting')}>
      <Select
        t={visit.t}
        name="unit"
        label={visit.t('web.acting')}
        value={actor.unit}
        placeholder={null}
        options={units.map(([value, label]) => ({ value, label }))}
      />
      <Submit kind="secondary">{visit.t('web.acting-change')}</Submit>
    </Form>
  )
}
