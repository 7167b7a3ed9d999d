import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listWebhooks } from '../../db/queries/webhooks.ts'
import { createHouseKeeper } from '../../src/domain/house.ts'
import { type Desk, makeCounty } from './support.ts'

const WECOM = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=very-secret-key'
const DINGTALK = 'https://oapi.dingtalk.com/robot/send?access_token=very-secret-token'

let desk: Desk
beforeEach(async () => {
  desk = await makeCounty()
})
afterEach(() => desk.remove())

const groupsOf = (code: string) =>
  desk.store(async (store) => {
    const { directory } = await createHouseKeeper([])(store.read)
    const unit = directory.unitByCode(code)
    const robots = directory.groupsOf(unit?.id ?? 0).filter(({ platform }) => platform === 'webhook')
    return robots.map(({ chatId, title }) => ({ chatId, title }))
  })

describe('webhook', () => {
  it('add makes a robot one of the unit’s groups, by code or by name', async () => {
    const wecom = await desk.run('webhook', 'add', '马岭镇', WECOM)
    const dingtalk = await desk.run('webhook', 'add', '100101', DINGTALK, '--secret', 'SECabc')

    expect(wecom).toMatchObject({ code: 0, out: '已添加 1 号群机器人（企业微信），马岭镇的通知会发到它所在的群。' })
    expect(dingtalk).toMatchObject({ code: 0, out: '已添加 2 号群机器人（钉钉），铺仔村的通知会发到它所在的群。' })
    expect(await groupsOf('1001')).toEqual([{ chatId: '1', title: '企业微信群机器人' }])
    expect(await groupsOf('100101')).toEqual([{ chatId: '2', title: '钉钉群机器人' }])
  })

  it('keeps addresses and secrets sealed, and never prints them', async () => {
    await desk.run('webhook', 'add', '铺仔村', DINGTALK, '--secret', 'SECabc')
    const rows = await desk.store((store) => listWebhooks(store.read))
    const { out } = await desk.run('webhook', 'list')

    expect(out).toBe('1  铺仔村  钉钉  oapi.dingtalk.com  已加签')
    expect(JSON.stringify(rows)).not.toMatch(/very-secret|SECabc|dingtalk\.com/)
  })

  it('remove takes the robot and its group away', async () => {
    await desk.run('webhook', 'add', '马岭镇', WECOM)
    const removed = await desk.run('webhook', 'remove', '1')
    const again = await desk.run('webhook', 'remove', '1')

    expect(removed).toMatchObject({ code: 0, out: '已删除 1 号群机器人。' })
    expect(await groupsOf('1001')).toEqual([])
    expect(again).toMatchObject({ code: 1, err: '没有 1 号群机器人，请用 webhook list 查看编号。' })
    expect((await desk.run('webhook', 'list')).out).toBe('还没有群机器人。')
  })

  it.each([
    [['马岭镇', 'https://example.com/hook'], /应为企业微信或钉钉群机器人的地址/],
    [['马岭镇', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send'], /应为企业微信或钉钉群机器人的地址/],
    [['马岭镇', 'ftp://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k'], /应为企业微信或钉钉群机器人的地址/],
    [['没有的镇', WECOM], /没有“没有的镇”这个单位/],
    [['马岭镇', WECOM, '--secret', 's'], /只有钉钉的群机器人有 --secret/],
  ])('refuses %j, and changes nothing', async (argv, complaint) => {
    const { code, err } = await desk.run('webhook', 'add', ...argv)

    expect(code).toBe(1)
    expect(err).toMatch(complaint)
    expect(await desk.store((store) => listWebhooks(store.read))).toEqual([])
  })
})
