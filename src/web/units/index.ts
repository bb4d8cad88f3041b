import { get, type Pages } from '../routes.ts'
import { showUnit } from './unit.tsx'
import { showUnits } from './units.tsx'

/** The bodies of the province: found by name, walked by line. */
export const unitPages: Pages = [get('/units', 'signed-in', showUnits), get('/units/:id', 'signed-in', showUnit)]
