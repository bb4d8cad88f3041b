import { get, post, type Pages } from '../routes.ts'
import { showActivity } from './activity.tsx'
import { showActivities } from './list.tsx'
import { claim, endFile, withdraw } from './move.ts'
import { showPlan, writePlan } from './plan.tsx'
import { showEdit, showNew, writeEdit, writeNew } from './write.ts'

/** What units planned and did, their results, and their own plan figures. */
export const activityPages: Pages = [
  get('/activities', 'signed-in', showActivities),
  get('/activities/new', ['officer', 'leader', 'clerk'], showNew),
  post('/activities/new', ['officer', 'leader', 'clerk'], writeNew),
  get('/activities/plan', 'signed-in', showPlan),
  post('/activities/plan', ['officer', 'leader'], writePlan),
  get('/activities/:id', 'signed-in', showActivity),
  get('/activities/:id/edit', ['officer', 'leader', 'clerk'], showEdit),
  post('/activities/:id/edit', ['officer', 'leader', 'clerk'], writeEdit),
  post('/activities/:id/withdraw', ['officer', 'leader'], withdraw),
  post('/activities/:id/claim', ['officer', 'leader', 'clerk'], claim),
  post('/activities/:id/end-file', ['officer', 'leader', 'clerk'], endFile),
]
