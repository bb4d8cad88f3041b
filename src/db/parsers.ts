/**
 * One table for both drivers, because their defaults disagree: PGlite returns int8 as number or bigint
 * by size and dates as Date, pg returns strings. Here int8 is always bigint and a date always `YYYY-MM-DD`.
 * timestamptz stays Date: the accounts library breaks on anything else.
 */
export const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  20: BigInt, // int8
  1082: text => text, // date
  1184: text => new Date(instant(text)), // timestamptz
  1700: text => text, // numeric
  3912: text => text, // daterange
}

/** PostgreSQL writes `2023-02-08 09:00:00.5+00`, which Date reads only with a T and a full zone. */
const instant = (text: string): string => text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')
