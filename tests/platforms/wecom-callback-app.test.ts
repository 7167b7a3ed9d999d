import { afterEach, expect, it, vi } from 'vitest'
import { parkedByChat } from '../../db/queries/parked.ts'
import { onWecomCallback, PATIENCE, type Stage } from '../support/stages.ts'

let stage: Stage
afterEach(async () => await stage.stop())

it('what a group must not see reaches the speaker through the app, where the bot itself may only answer', async () => {
  stage = await onWecomCallback(true)
  await stage.direct({ text: '帮助' })
  await stage.inGroup({ text: '绑定 马岭镇' })
  await stage.inGroup({ text: '1' })
  const group = await stage.inGroup({ text: '风险 何梅 因病 住院花了两万元' })
  const aside = async () => (await stage.pushed()).filter((words) => words.startsWith('liuhaifeng') && words.includes('住院花了'))
  await vi.waitFor(async () => expect(await aside()).toHaveLength(1), PATIENCE)

  expect(group).toMatch(/^✅ .*#1001/)
  expect(group).not.toContain('住院')
  expect((await parkedByChat(stage.app.store.read)).filter(({ chatId }) => chatId.startsWith('user:'))).toEqual([])
}, 60_000)
