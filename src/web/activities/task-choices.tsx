import type { TaskChoice } from '../../programmes/index.ts'
import { CheckboxGroup, SENTENCE_MAX, shortened } from '../kit/index.ts'
import { clauseName } from '../letters/clause-name.ts'
import type { Visit } from '../visit.ts'
import { taskValue } from './typed.ts'

/** The tasks of which an activity may be evidence, each in the letter's own sentence; those ticked by others are theirs. */
export const TaskChoices = ({
  visit: { t },
  tasks,
  ticked,
  theirs = [],
  hint,
}: {
  visit: Visit
  tasks: readonly TaskChoice[]
  ticked: readonly string[]
  theirs?: readonly string[]
  hint?: string
}) => (
  <CheckboxGroup
    t={t}
    name="task"
    field="tasks"
    label={t('activities.tasks')}
    {...(hint ? { hint } : {})}
    options={tasks.map(task => {
      const value = taskValue(task)
      const locked = theirs.includes(value)
      return {
        value,
        label: shortened(task.sentence, SENTENCE_MAX),
        lang: 'vi',
        disabled: locked,
        hint: (
          <>
            {task.letter}, {clauseName(t, task.label)} · <span lang="vi">{task.unitName}</span> ·{' '}
            {t(`task.rhythm-${task.rhythm}`)}
            {locked && ` · ${t('activities.ticked-by-them')}`}
          </>
        ),
      }
    })}
    values={[...theirs, ...ticked]}
    none={t('activities.no-tasks')}
  />
)
