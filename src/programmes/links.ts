import type { ActivityId } from './types.ts'

/** Where the page of an activity is: notices and evidence point there. */
export const activityLink = (activity: ActivityId): string => `/activities/${activity}`
