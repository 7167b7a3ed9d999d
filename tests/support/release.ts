import { readFileSync } from 'node:fs'
import ranking from '../../schedules/ranking-notice.ts'
import { closeUntil } from './closed.ts'
import { testPack } from './ledger.ts'
import { queueSchedule } from './schedules.ts'
import { openTalk, type Talk } from './talk.ts'

/** The county of tests/fixtures/release-pack.yaml on 7 July 2023 after its ranking for June fell due: number 1 waits for 王建新. */
export async function openRelease(): Promise<Talk> {
  const pack = testPack(readFileSync(new URL('../fixtures/release-pack.yaml', import.meta.url), 'utf8'))
  const talk = await openTalk({ packs: [pack] })
  await talk.ledger.report({ kind: 'meeting', date: '2023-06-05', unit: '产业专班' })
  await closeUntil(talk.ledger, '2023-07-01', '2023-07-06')
  await queueSchedule(talk.ledger, ranking, { id: 'rank-meetings', due: '2023-07-07 09:40' })
  talk.at('2023-07-07 10:00')
  return talk
}
