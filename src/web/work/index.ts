import { get, post, type Pages } from '../routes.ts'
import { showWork } from './work.tsx'
import { showTask } from './task.tsx'
import {
  answerTaskDate,
  askTaskDate,
  divide,
  finishTaskPage,
  movePart,
  setTaskDate,
  takeTaskPage,
} from './move-task.ts'

/** What is asked of a unit and of a person, and the page of each task. */
export const workPages: Pages = [
  get('/work', 'signed-in', showWork),
  get('/tasks/:document/:clause/:unit', 'signed-in', showTask),
  post('/tasks/:document/:clause/:unit/take', ['officer', 'leader'], takeTaskPage),
  post('/tasks/:document/:clause/:unit/divide', ['officer', 'leader'], divide),
  post('/tasks/:document/:clause/:unit/date', ['officer', 'leader'], setTaskDate),
  post('/tasks/:document/:clause/:unit/ask-date', ['officer', 'leader'], askTaskDate),
  post('/tasks/:document/:clause/:unit/answer-date', ['officer', 'leader', 'clerk'], answerTaskDate),
  post('/tasks/:document/:clause/:unit/finish', ['officer', 'leader'], finishTaskPage),
  post('/tasks/:document/:clause/:unit/part', ['officer', 'leader', 'clerk'], movePart),
]
