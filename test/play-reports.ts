import type { Played } from './play.ts'

/** The provincial committee begins its report on its own letter. Answers the path of its page. */
export async function aReport(played: Played): Promise<string> {
  const officer = await played.as('chuyenvien.tinh-uy')
  const path = `${played.letter}/reports`
  const sent = await officer.submit(await officer.get(path), '/reports', { period: '2023-M02' })
  await officer.follow(sent)
  return sent.location!.split('?')[0]!
}
