import { no, problem, yes, type FileId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { endUse, filesOf } from '../files/index.ts'
import { touchActivity } from './activity.sql.ts'
import { RECORDS } from './policy.ts'
import { stepActivity } from './step.ts'
import type { ActivityAt, ActivityMoved } from './types.ts'

export type EndActivityFile = ActivityAt & { readonly file: FileId }

/** Takes away a photo or paper that should not stand there; its bytes go when nothing else uses them. */
export const endActivityFile = useCase<EndActivityFile, ActivityMoved>(
  'programmes.end-file',
  RECORDS,
  async (tx, by, input) => {
    const step = await stepActivity(tx, by, input, 'edit')
    if (!step.ok) return step
    const files = await filesOf(tx, input.activity)
    if (!files.some(file => file.id === input.file)) return no(problem('files.not-found'))
    const ended = await endUse(tx, by, input.file)
    if (!ended.ok) return ended
    await touchActivity(tx, by, input.activity)
    return yes({ activity: input.activity, state: step.value.row.state, version: step.value.row.version + 1 })
  },
)
