import { afterEach, beforeEach, expect, test } from 'vitest'
import { addJob, hasJob, pendingJobs } from '../../db/queries/jobs.ts'
import { loadCommands } from '../../src/app.ts'
import { createVirtualClock } from '../../src/clock.ts'
import { createHouseKeeper } from '../../src/domain/house.ts'
import { createJobs, type Jobs } from '../../src/frame/jobs.ts'
import { createLog } from '../../src/log.ts'
import { instant, manyHouseholds, qingcheng } from '../support/ledger.ts'
import { noticesOf, openTalk, type Talk } from '../support/talk.ts'

const noon = instant('2023-06-15 12:00')
const chase = { command: 'chase', key: 'chase/2023-06-15/all', data: { kind: 'meeting', roots: [1] }, at: instant('2023-06-15 10:00') }

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ households: manyHouseholds('纸房村', 3, '张') })
})
afterEach(async () => await talk.ledger.close())

async function openJobs(told: () => void = () => {}): Promise<Jobs> {
  const { store } = talk.ledger
  return createJobs({
    store,
    clock: createVirtualClock(noon, () => 0),
    commands: await loadCommands(),
    keepHouse: createHouseKeeper([qingcheng()]),
    quiet: { from: 0, to: 0 },
    log: createLog({ level: 'silent' }),
    queued: told,
  })
}

test('what a reply promised is done once, and is known to be done', async () => {
  const { store } = talk.ledger
  await store.transaction((tx) => addJob(tx, chase))
  await store.transaction((tx) => addJob(tx, chase))
  let told = 0
  await (await openJobs(() => told++)).run()
  const notices = await noticesOf(talk, 'chase/')
  await (await openJobs()).run()

  expect(notices.map(({ chatId }) => chatId).sort()).toEqual(['direct:吴敏', 'direct:王建新', 'group:住房专责组', 'group:就业专班'].sort())
  expect(told).toBe(1)
  expect(await noticesOf(talk, 'chase/')).toHaveLength(4)
  expect(await pendingJobs(store.read)).toEqual([])
  expect(await hasJob(store.read, chase.key)).toBe(true)
})

test('a stop leaves it to the next start', async () => {
  const { store } = talk.ledger
  await store.transaction((tx) => addJob(tx, chase))
  const stopped = await openJobs()
  await stopped.stop()
  await stopped.run()
  expect(await noticesOf(talk, 'chase/')).toEqual([])

  await (await openJobs()).run()
  expect(await noticesOf(talk, 'chase/')).toHaveLength(4)
})

test('one that fails is kept, and the others are done', async () => {
  const { store } = talk.ledger
  await store.transaction((tx) => addJob(tx, { ...chase, key: 'broken', data: 'nothing' }))
  await store.transaction((tx) => addJob(tx, chase))
  await (await openJobs()).run()

  expect((await pendingJobs(store.read)).map(({ key }) => key)).toEqual(['broken'])
  expect(await noticesOf(talk, 'chase/')).toHaveLength(4)
})
