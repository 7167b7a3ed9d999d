import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { putChat, putContact, putMember, putPost } from '../../db/queries/roster.ts'
import { bumpRosterVersion } from '../../db/queries/roster-version.ts'
import dutyReminders from '../../schedules/duty-reminders.ts'
import periodSummary from '../../schedules/period-summary.ts'
import { loadCommands } from '../../src/app.ts'
import { isSecret, secretKindsOf } from '../../src/domain/secrecy.ts'
import { type Ledger, openLedger, qingcheng } from '../support/ledger.ts'
import { runSchedule } from '../support/schedules.ts'
import { openTalk, type Talk } from '../support/talk.ts'

const { all: commands } = await loadCommands()

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
})
afterEach(async () => await ledger.close())

test('only duties that ask for nothing else are secret', () => {
  const secret = qingcheng().duties.filter((duty) => isSecret(duty, secretKindsOf(commands)))

  expect(secret.map((duty) => duty.id)).toEqual(['leader-inspection', 'taskforce-inspection'])
})

test('summaries count neither inspections nor the duty to make them', async () => {
  await ledger.report({ kind: 'inspection', date: '2023-06-05', unit: '纸房村', by: '产业专班' })
  const notices = await runSchedule(ledger, periodSummary, { id: 'half-year-summary', due: '2023-07-10 10:00' })

  expect(notices.length).toBeGreaterThan(0)
  for (const { text } of notices) expect(text).not.toMatch(/督查|明察暗访/)
})

test('who has not inspected is reminded himself', async () => {
  const notices = await runSchedule(ledger, dutyReminders, { id: 'remind-two-months', due: '2023-06-15 09:00' })

  expect(notices.map(({ to }) => to)).toEqual(['吴敏'])
  expect(notices[0]?.text).toContain('专班、专责工作组明察暗访')
})

describe('an inspection', () => {
  let talk: Talk
  beforeEach(async () => {
    talk = await openTalk()
    await talk.ledger.store.transaction(async (tx) => {
      for (const name of ['李国栋', '高文斌']) {
        const memberId = await putMember(tx, { name, phone: null, platform: 'sandbox', userId: name, at: 0 })
        const { id: unitId } = await talk.ledger.unit(name === '李国栋' ? '庆城县' : '马岭镇')
        await putPost(tx, { memberId, unitId, title: '领导', role: 'leader', since: null, grantedAt: null })
        await putChat(tx, {
          platform: 'sandbox',
          chatId: `direct:${name}`,
          kind: 'direct',
          title: name,
          unitId: null,
          memberId,
          muted: false,
          outsiders: false,
        })
      }
      await bumpRosterVersion(tx)
    })
  })
  afterEach(async () => await talk.ledger.close())

  const sees = async (who: string): Promise<boolean> => (await talk.say(who, '查 1001')).includes('值班无人')

  test('is seen by no leader where it names none and nobody is in charge of the unit', async () => {
    await talk.say('吴敏', '督查 纸房村 值班无人')

    expect([await sees('王建新'), await sees('李国栋'), await sees('高文斌'), await sees('刘海峰')]).toEqual([false, false, false, false])
    expect(await sees('吴敏')).toBe(true)
    expect(await talk.say('王建新', '台账 督查')).toContain('没有督查记录')
  })

  test('that is a proposal to leaders goes to those of its level, where it names none and nobody is in charge', async () => {
    await talk.say('吴敏', '问责建议 纸房村 值班无人，建议约谈')

    expect([await sees('王建新'), await sees('李国栋'), await sees('高文斌'), await sees('刘海峰')]).toEqual([true, true, false, false])
  })

  test.each(['包抓', '分管'] as const)(
    'is seen by the leader alone who is in charge of the unit or the one above it (%s)',
    async (kind) => {
      await pairLeader(kind)
      await talk.say('吴敏', '督查 纸房村 值班无人')

      expect([await sees('王建新'), await sees('李国栋'), await sees('吴敏')]).toEqual([false, true, true])
      expect(await talk.say('王建新', '台账 督查')).toContain('没有督查记录')
      expect(await talk.say('李国栋', '台账 督查')).toContain('共 1 条')
      expect(await talk.say('王建新', '马岭镇 督查 进度')).toContain('已报督查 0 次')
      expect(await talk.say('李国栋', '马岭镇 督查 进度')).toContain('已报督查 1 次')
    },
  )

  test('is seen by the leader whom it names as well, and by no other', async () => {
    await talk.say('吴敏', '督查 纸房村 值班无人 报送领导:王建新')

    expect([await sees('王建新'), await sees('李国栋')]).toEqual([true, false])
    expect(await talk.say('吴敏', '督查 纸房村 值班无人 报送领导:贾宏伟')).toMatch(/^❌ 名册里没有叫“贾宏伟”的领导/)
  })

  test('the figures of the duty name no entry to who may not see it', async () => {
    await pairLeader('包抓')
    await talk.say('吴敏', '督查 纸房村 值班无人')
    await talk.say('王建新', '产业专班 督查 进度')
    const basis = await talk.say('王建新', '依据')
    await talk.say('李国栋', '产业专班 督查 进度')

    expect(basis).not.toContain('1001')
    expect(await talk.say('李国栋', '依据')).toContain('1001（6月15日）')
  })

  async function pairLeader(kind: '包抓' | '分管'): Promise<void> {
    const { directory } = await talk.ledger.house()
    const memberId = directory.members('2023-06-15').find(({ name }) => name === '李国栋')?.id ?? 0
    const contact = {
      kind,
      memberId,
      unitId: (await talk.ledger.unit('庆城县')).id,
      forUnitId: (await talk.ledger.unit('马岭镇')).id,
      matter: null,
    }
    await talk.ledger.store.transaction(async (tx) => {
      await putContact(tx, contact)
      await bumpRosterVersion(tx)
    })
  }
})
