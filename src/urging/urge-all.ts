import { createHash } from 'node:crypto'
import type { Moment } from '../access/index.ts'
import type { Database, Tx } from '../db/index.ts'
import type { CommandId, Realm } from '../kernel/index.ts'
import { notify, type NewNotice } from '../notices/index.ts'
import { keepingOf } from './calendar.sql.ts'
import { finishCommand, oneAtATime, toTell, undone, writeCommand, writeLog, type Night, type Told } from './pass.sql.ts'
import { boundsOf } from './rules.ts'

/** What a pass did, or would do: nothing on a quiet day. */
export type Urged = { readonly quiet: boolean; readonly units: readonly Told[] }

/** Where a unit reads its own lines. */
export const OWN_LINES = '/urging?by=own'
/** The pass is of the whole installation and of no province. */
const EVERYWHERE = { realm: 0 as Realm }

/**
 * What a higher room awaits tonight, written in the same transaction before anybody is told: urging cannot know it, and
 * gets it passed in. Answers how many rows it wrote.
 */
export type Gather = (tx: Tx, night: Night) => Promise<number>
const nothingMore: Gather = async () => 0

/**
 * The night's work: whatever is near, late or in no register over all open letters is written into the log, and each
 * unit gets one courteous message that lists its own. One transaction, so that a crash leaves nothing or all; done
 * twice, or twice at once, on one day it tells nobody a second time.
 */
export const urgeAll = (db: Database, at: Moment, command: CommandId, gather: Gather = nothingMore): Promise<Urged> =>
  db.own({ now: at.now, asOf: at.today, command }, async tx => {
    await oneAtATime(tx)
    const night = { today: at.today, now: at.now, command }
    const gathered = await gather(tx, night)
    const { rules, calendar } = await keepingOf(tx)
    const quiet = calendar.isQuiet(at.today)
    const units = quiet ? [] : await writeLog(tx, boundsOf(rules, at.today, calendar), night)
    if (units.length === 0 && gathered === 0) return { quiet, units }
    await writeCommand(tx, night, createHash('sha256').update(`urging.urge-all ${at.today}`).digest())
    await notify(tx, { now: at.now, command, actor: EVERYWHERE }, units.map(noticeOf))
    await finishCommand(tx, night, { units: units.length })
    return { quiet, units }
  })

/** The same without telling anybody: what was gathered for it is taken back. */
export const urgingOf = (db: Database, at: Moment, command: CommandId, gather: Gather = nothingMore): Promise<Urged> =>
  db.own({ now: at.now, asOf: at.today, command }, async tx => {
    const { rules, calendar } = await keepingOf(tx)
    if (calendar.isQuiet(at.today)) return { quiet: true, units: [] }
    const night = { today: at.today, now: at.now, command }
    return {
      quiet: false,
      units: await undone(tx, async () => {
        await gather(tx, night)
        return toTell(tx, boundsOf(rules, at.today, calendar), at)
      }),
    }
  })

/** Only what there is: the sentence is chosen by the sorts of lines that the unit has. */
function noticeOf(told: Told): NewNotice {
  const parts = { near: told.nearLetters, late: told.lateLetters, unopened: told.unopenedLetters }
  const given = Object.entries(parts).flatMap(([part, letters]) => (letters === null ? [] : [[part, letters] as const]))
  return {
    unit: told.unit,
    kind: `urging-${given.map(([part]) => part).join('-')}`,
    parameters: Object.fromEntries(given),
    link: OWN_LINES,
  }
}
