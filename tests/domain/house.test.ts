import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { changeCarer, changeMerger, changeUnitAttributes, endPosts, putContact, putPost } from '../../db/queries/roster.ts'
import { addHousehold, changeHousehold } from '../../db/queries/roster-changes.ts'
import { bumpRosterVersion } from '../../db/queries/roster-version.ts'
import { createHouseKeeper, type House } from '../../src/domain/house.ts'
import { type Ledger, openLedger, qingcheng } from '../support/ledger.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({ households: ['张1', '张2', '张3'].map((head) => ({ village: '纸房村', head })) })
})
afterEach(async () => await ledger.close())

const DAY = '2023-06-15'

/** All that can be looked up of the people and places of a house. */
function known({ directory, lexicon }: House) {
  const village = directory.units.find(({ name }) => name === '纸房村')?.id ?? 0
  const speaker = { scopeUnitIds: [village], homeUnitId: village, chatUnitId: null }
  return {
    units: directory.units,
    subtree: directory.root && directory.subtree(directory.root.id).map(({ id }) => id),
    members: directory.members(DAY),
    households: [...directory.allHouseholds()],
    village: directory.households(village),
    cared: directory.members(DAY).map(({ id }) => directory.caredFor(id)),
    chats: directory.chats,
    contacts: directory.contacts,
    heads: ['张1', '张2', '张新', '张改'].map((head) => lexicon.findHousehold(head, lexicon.villagesIn([village]))),
    near: lexicon.resolveHousehold('张薪', [village]),
    people: ['贾宏伟', '慕晓东'].map((name) => lexicon.memberByName(name, speaker)),
    place: ['纸房村', '贺旗村'].map((name) => lexicon.unitByName(name, speaker)),
  }
}

describe('the house that a keeper has at hand', () => {
  test('is after every kind of change the one that a new keeper reads', async () => {
    const { id: villageId } = await ledger.unit('纸房村')
    const { id: other } = await ledger.unit('贺旗村')
    const { directory } = await ledger.house()
    const [first, second] = directory.members(DAY)
    const [one, two] = directory.households(villageId)
    if (!first || !second || !one || !two) throw new Error('the test county is too small')
    const home = { villageId, groupName: '二组', kind: '一般户' as const, persons: 2, phone: null, carerId: null, since: DAY, until: null }
    const post = { memberId: second.id, unitId: other, title: '网格员', role: 'reporter' as const, since: DAY, grantedAt: 1 }
    const changes: ((tx: Db) => Promise<unknown>)[] = [
      async (tx) => await addHousehold(tx, { ...home, head: '张新' }),
      async (tx) => await changeHousehold(tx, one.id, { kind: '脱贫户' }),
      async (tx) => await changeCarer(tx, two.id, first.id),
      async (tx) => {
        await putPost(tx, post)
        await bumpRosterVersion(tx, 'people')
      },
      async (tx) => await endPosts(tx, [1], '2023-06-01'),
      async (tx) => await putContact(tx, { kind: '包抓', memberId: first.id, unitId: other, forUnitId: villageId, matter: null }),
      async (tx) => await changeUnitAttributes(tx, villageId, ['有巩固任务']),
      async (tx) => await changeMerger(tx, other, { until: '2023-06-01', mergedIntoId: villageId }),
      async (tx) => await addHousehold(tx, { ...home, head: '张改' }),
    ]
    for (const change of changes) {
      await ledger.store.transaction(async (tx) => void (await change(tx)))
      const fresh = await createHouseKeeper([qingcheng()])(ledger.store.read)

      expect(known(await ledger.house())).toEqual(known(fresh))
    }
  })

  test('does not keep what was undone, whatever is changed next', async () => {
    const { id: villageId } = await ledger.unit('纸房村')
    const keep = createHouseKeeper([qingcheng()])
    const home = { villageId, groupName: '二组', kind: '一般户' as const, persons: 2, phone: null, carerId: null, since: DAY, until: null }
    const undone = ledger.store.transaction(async (tx) => {
      await addHousehold(tx, { ...home, head: '张无' })
      expect((await keep(tx)).directory.households(villageId)).toHaveLength(4)
      throw new Error('the message fails after all')
    })
    await expect(undone).rejects.toThrow('after all')
    await ledger.store.transaction(async (tx) => void (await addHousehold(tx, { ...home, head: '张新' })))

    expect((await keep(ledger.store.read)).directory.households(villageId).map(({ head }) => head)).toEqual(['张1', '张2', '张3', '张新'])
  })
})
