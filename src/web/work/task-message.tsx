import type { TaskView } from '../../reports/index.ts'
import { composeMessage, CopyMessage } from '../kit/index.ts'
import { clauseName } from '../letters/clause-name.ts'
import type { Visit } from '../visit.ts'

/** What is asked here, as one would say it to the unit on Zalo. */
export const TaskMessage = ({ visit: { t, deps }, task }: { visit: Visit; task: TaskView }) => (
  <CopyMessage
    t={t}
    text={composeMessage(
      'task',
      {
        letter: {
          printed: task.letter,
          issuedOn: task.issuedOn,
          issuer: task.issuer,
          floor: task.circulationFloor,
        },
        unit: task.unitName,
        clause: clauseName(t, task.label),
        sentence: task.sentence || task.clauseText,
        dueOn: task.dueOn,
        dueText: task.dueText,
        link: `${deps.publicUrl}/tasks/${task.document}/${task.clause}/${task.unit}`,
      },
      t,
    )}
  />
)
