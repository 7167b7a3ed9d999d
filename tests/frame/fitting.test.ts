import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Content, numbered, text } from '../../src/core/blocks.ts'
import type { Capabilities } from '../../src/core/platform.ts'
import { createHouseKeeper, type House } from '../../src/domain/house.ts'
import { fitContent, type Place } from '../../src/frame/fitting.ts'
import { renderChatText } from '../../src/render/chat-text.ts'
import { type Ledger, openLedger } from '../support/ledger.ts'

const able: Record<string, Capabilities> = {
  wecom: { buttons: { group: false, direct: true }, hearsGroups: false },
  webhook: { buttons: { group: false, direct: false }, hearsGroups: false },
}
const HINT = '回答时请再@我；照片、语音、表格请私聊发我'

let ledger: Ledger
let house: House
let village: Place
let town: Place
beforeAll(async () => {
  ledger = await openLedger()
  await ledger.addHouseholds([
    { village: '纸房村', head: '何梅' },
    { village: '纸房村', head: '贾宏伟' },
  ])
  const reach = { state: () => 'connected' as const, directChatOf: () => null, capabilities: (name: string) => able[name] ?? null }
  house = await createHouseKeeper([], undefined, reach)(ledger.store.read)
  const place = { platform: 'wecom', kind: 'group', outsiders: false } as const
  village = { ...place, unitId: (await ledger.unit('纸房村')).id }
  town = { ...place, unitId: (await ledger.unit('马岭镇')).id }
})
afterAll(async () => await ledger.close())

const shown = (place: Place, content: Content): string => renderChatText(fitContent(house, place, content).blocks, {})
const button = (says: string, label = says) => ({ text: label, says })

describe('buttons that cannot be pressed', () => {
  it('become a line of what to type', () => {
    const content = { blocks: [text('通报已拟好。')], buttons: [button('同意发布 12'), button('缓发 12')] }

    expect(shown(village, content)).toBe('通报已拟好。\n可以回复：同意发布 12、缓发 12')
    expect(fitContent(house, village, content).buttons).toBeUndefined()
  })

  it('stay buttons, without a line, where they can be pressed', () => {
    const content = { blocks: [text('通报已拟好。')], buttons: [button('同意发布 12')] }
    const direct = { ...village, kind: 'direct' } as const

    expect(fitContent(house, direct, content)).toEqual(content)
  })

  it('are not told again where the text says it, or a numbered list does', () => {
    const told: Content = { blocks: [text('确有其事请发：同行 1027')], buttons: [button('同行 1027', '确认同行')] }
    const choice: Content = {
      mark: '❓',
      blocks: [text('是哪一户？'), numbered(['王一', '王二'])],
      buttons: [button('1', '1 王一'), button('2', '2 王二'), button('都不是')],
    }

    expect(shown(village, told)).toBe('确有其事请发：同行 1027')
    expect(shown(village, choice)).toBe(`是哪一户？\n1. 王一\n2. 王二\n请回复：都不是\n${HINT}`)
  })

  it('do not show a group what they hide from it', () => {
    const content = { blocks: [text('要报走访吗？')], buttons: [button('走访 王亦态 收入稳定', '报走访')] }

    expect(shown(village, content)).toBe('要报走访吗？\n可以回复：走访 王亦态 收入稳定（报走访）')
    expect(shown(town, content)).toBe('要报走访吗？')
  })

  it('send readers of a group robot to the direct chat', () => {
    const robot = { ...village, platform: 'webhook' }

    expect(shown(robot, { blocks: [text('请核对。')], buttons: [button('无异议')] })).toBe('请核对。\n请私聊机器人回复：无异议')
  })
})

describe('what people typed', () => {
  const typed: Content = {
    blocks: [text('电话13812345678，身份证622821199001011234'), numbered(['何梅家缺水', '贾宏伟去看'])],
    buttons: [button('走访 何梅 电话13812345678')],
  }

  it('shows no number of a person in a group, and no identity number anywhere', () => {
    expect(shown(village, { blocks: typed.blocks })).toBe('电话138****5678，身份证******************\n1. 何梅家缺水\n2. 贾宏伟去看')
    expect(shown({ ...village, kind: 'direct' }, { blocks: typed.blocks })).toMatch(/13812345678，身份证\*{18}\n/)
  })

  it('shows no head of a household above village level or to outsiders, while cadres keep their names', () => {
    expect(shown(town, typed)).toMatch(/1\. 何\*家缺水\n2\. 贾宏伟去看$/)
    expect(shown({ ...village, outsiders: true }, typed)).toContain('何*家缺水')
  })

  it('is hidden on buttons too, which still say what they say', () => {
    const wide = { ...town, platform: 'elsewhere' }

    expect(fitContent(house, wide, typed).buttons).toEqual([button('走访 何梅 电话13812345678', '走访 何* 电话138****5678')])
    expect(shown(town, typed)).not.toContain('可以回复')
  })

  it('gives way to its outline where outsiders read', () => {
    const content = { blocks: [text('表扬：带头清淤')], outline: [text('表扬')] }

    expect(shown({ ...village, outsiders: true }, content)).toBe('表扬')
    expect(shown(village, content)).toBe('表扬：带头清淤')
    expect(fitContent(house, village, content).outline).toBeUndefined()
  })
})

it('a platform that is not on changes nothing', () => {
  const content: Content = { mark: '❓', blocks: [text('哪一户？')], buttons: [button('1')] }

  expect(fitContent(house, { ...village, platform: 'dingtalk' }, content)).toEqual(content)
})
