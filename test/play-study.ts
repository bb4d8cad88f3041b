import assert from 'node:assert/strict'
import type { Played } from './play.ts'

/** The provincial committee studies its own letter: counts itself and enters a session. Answers the session's id. */
export async function aSession(played: Played): Promise<string> {
  const officer = await played.as('chuyenvien.tinh-uy')
  const path = `${played.letter}/study`
  const rollPage = await officer.get(`${path}/roll`)
  const box = /name="(people-[^"]*-key-officers)"/.exec(rollPage.html)?.[1]
  assert.ok(box, 'the letter may be made known to key officers')
  await officer.follow(await officer.submit(rollPage, '/study/roll', { [box]: '50' }))
  const called = box.replace('people-', 'called-')
  const present = box.replace('people-', 'present-')
  const sent = await officer.submit(await officer.get(`${path}/new`), '/study/new', {
    from: '2023-02-06T07:30',
    until: '2023-02-06T10:30',
    place: 'Hội trường Tỉnh uỷ',
    [called]: '50',
    [present]: '47',
  })
  await officer.follow(sent)
  return /\/sessions\/([^?/]+)/.exec(sent.location!)![1]!
}
