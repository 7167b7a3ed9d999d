import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkClock } from '../../src/cli/doctor/network-checks.ts'
import { app as dingtalkApp, type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk/index.ts'
import { bot } from '../support/fake-wecom/connection-house.ts'
import { type FakeWecomHttp, startFakeWecomHttp } from '../support/fake-wecom/http-server.ts'
import { type FakeSocketServer, startFakeSocketServer } from '../support/fake-wecom/socket-server.ts'
import { type Desk, makeCounty, makeDesk } from './support.ts'

let desk: Desk | null = null
afterEach(() => {
  desk?.remove()
  desk = null
})
const lines = ({ out }: { out: string }) => out.split('\n')
const about = (result: { out: string }, what: string) => lines(result).find((line) => line.slice(2).startsWith(`${what}：`))

describe('doctor in the house', () => {
  it('finds nothing wrong with a new sandbox, and goes out with 0', async () => {
    desk = await makeCounty({ PLATFORMS: 'sandbox' })
    const result = await desk.run('doctor')

    expect(result.code).toBe(0)
    expect(about(result, '配置')).toBe('✔ 配置：没有错误，启用演练场')
    expect(about(result, '数据库')).toBe('✔ 数据库：文件完好，版本相符')
    expect(result.out).not.toContain('✘')
  })

  it('tells every fault of the settings with how to put it right, and goes out with 1', async () => {
    desk = makeDesk({ PORT: 'abc', WECOM_BOT_ID: 'x' })
    const result = await desk.run('doctor')

    expect(result.code).toBe(1)
    expect(lines(result)).toHaveLength(2)
    expect(result.out).toMatch(/^✘ 配置：PORT 应为.* 办法：改 \.env 后再查$/m)
    expect(result.err).toBe('有 2 项不正常，请按上面的办法处理后再查一次。')
  })

  it('sees a damaged database, and does not touch it', async () => {
    desk = makeDesk({ PLATFORMS: 'sandbox' })
    writeFileSync(desk.database, 'this is no database at all')
    const result = await desk.run('doctor')

    expect(result.code).toBe(1)
    expect(about(result, '数据库')).toMatch(/^✘ .*办法：/)
  })

  it('sees that the nightly copies stopped', async () => {
    desk = await makeCounty({
      DINGTALK_CLIENT_ID: 'x',
      DINGTALK_CLIENT_SECRET: 'y',
      DINGTALK_API_BASE: 'http://127.0.0.1:9',
      DINGTALK_OAPI_BASE: 'http://127.0.0.1:9',
    })
    mkdirSync(desk.path('data/backups'))
    const copy = desk.file('data/backups/nightly-2023-06-01.db', '')
    const threeDaysAgo = (Date.now() - 3 * 86_400_000) / 1000
    utimesSync(copy, threeDaysAgo, threeDaysAgo)
    const result = await desk.run('doctor')

    expect(about(result, '备份')).toMatch(/^✘ 备份：最近一份夜间备份是 72 小时以前的 办法：/)
    expect(about(result, '钉钉接口')).toMatch(/^✘ 钉钉接口：连不上 127\.0\.0\.1（ECONNREFUSED） 办法：检查防火墙/)
  })

  it.each([
    [61_000, /^.*本机比平台快 61 秒/],
    [-3_600_000, /本机比平台慢 3600 秒/],
  ])('sees a clock that is %d ms off', (off, words) => {
    expect(checkClock(1_700_000_000_000, 1_700_000_000_000 + off)).toMatchObject({ state: 'wrong', words: expect.stringMatching(words) })
  })

  it('lets a clock be that is seconds off', () => {
    expect(checkClock(1_700_000_000_000, 1_700_000_030_000).state).toBe('fine')
  })
})

describe('doctor against WeCom’s API', () => {
  let wecom: FakeWecomHttp
  beforeEach(async () => {
    wecom = await startFakeWecomHttp()
  })
  afterEach(async () => await wecom.close())

  const examine = async (env: Record<string, string> = {}) => {
    const { corpId, agentId, secret } = wecom.state
    const app = { WECOM_CORP_ID: corpId, WECOM_AGENT_ID: String(agentId), WECOM_AGENT_SECRET: secret, WECOM_API_BASE: wecom.base }
    desk = await makeCounty({ ...app, ...env })
    return await desk.run('doctor')
  }

  it('finds everything right', async () => {
    const result = await examine()

    expect(result.code).toBe(0)
    expect(about(result, '企业微信接口')).toMatch(/^✔/)
    expect(about(result, '时钟')).toBe('✔ 时钟：与平台相差不到 1 分钟')
    expect(about(result, '自建应用凭据')).toMatch(/^✔/)
    expect(about(result, '自建应用权限')).toMatch(/^✔/)
  })

  it('names the address that is to be trusted', async () => {
    wecom.state.trusted = false
    const result = await examine()

    expect(result.code).toBe(1)
    expect(about(result, '自建应用权限')).toMatch(/^✘ .*企业可信IP.* 办法：.*203\.0\.113\.9/)
  })

  it.each([
    ['WECOM_AGENT_SECRET', 'wrong-one', /Secret 办法：核对 WECOM_AGENT_SECRET/],
    ['WECOM_CORP_ID', 'wrong-one', /办法：核对 WECOM_CORP_ID/],
  ])('says that %s is wrong, without repeating it', async (name, value, words) => {
    const result = await examine({ [name]: value })

    expect(about(result, '自建应用凭据')).toMatch(words)
    expect(result.out).not.toContain(value)
  })

  it('asks our own address from outside, and sees what answers there', async () => {
    const health = createServer((_request, response) =>
      response.setHeader('content-type', 'application/json').end('{"status":"ok","version":"1"}'),
    )
    await new Promise<void>((resolve) => health.listen(0, '127.0.0.1', resolve))
    const address = health.address()
    const publicUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    const good = await examine({ PUBLIC_URL: publicUrl })
    desk?.remove()
    const bad = await examine({ PUBLIC_URL: wecom.base })
    health.close()

    expect(about(good, '回调')).toMatch(/^✔/)
    expect(about(bad, '回调')).toMatch(/^✘ .*不是乡报回答的/)
  })
})

describe('doctor against WeCom’s long connection', () => {
  let server: FakeSocketServer
  beforeEach(async () => {
    server = await startFakeSocketServer({ ...bot, now: Date.now })
  })
  afterEach(async () => await server.stop())
  const settings = () => ({ WECOM_BOT_ID: bot.botId, WECOM_BOT_SECRET: bot.secret, WECOM_WS_URL: server.url })

  it('does not subscribe unless it is told to, since that would kick a running bot', async () => {
    desk = await makeCounty(settings())
    const plain = await desk.run('doctor')
    const tried = await desk.run('doctor', '--connect')

    expect(about(plain, '机器人长连接')).toMatch(/^－ .*--connect/)
    expect(server.sent('aibot_subscribe')).toHaveLength(1)
    expect(about(tried, '机器人长连接')).toMatch(/^✔/)
    await expect.poll(() => server.open()).toBe(0)
  })

  it('explains 853000', async () => {
    desk = await makeCounty({ ...settings(), WECOM_BOT_SECRET: 'wrong-one' })
    const result = await desk.run('doctor', '--connect')

    expect(result.code).toBe(1)
    expect(about(result, '机器人长连接')).toMatch(/^✘ .*853000.* 办法：核对 WECOM_BOT_ID 和 WECOM_BOT_SECRET/)
  })
})

describe('doctor against DingTalk', () => {
  let dingtalk: FakeDingtalk
  beforeEach(async () => {
    dingtalk = await startFakeDingtalk()
  })
  afterEach(async () => await dingtalk.stop())
  const settings = (secret: string) => ({
    DINGTALK_CLIENT_ID: dingtalkApp.clientId,
    DINGTALK_CLIENT_SECRET: secret,
    DINGTALK_API_BASE: dingtalk.base,
    DINGTALK_OAPI_BASE: dingtalk.base,
  })

  it('finds credentials and Stream right, and keeps no connection', async () => {
    desk = await makeCounty(settings(dingtalkApp.clientSecret))
    const result = await desk.run('doctor')

    expect(result.code).toBe(0)
    expect(about(result, '钉钉凭据')).toMatch(/^✔/)
    expect(about(result, '钉钉 Stream')).toMatch(/^✔/)
    expect(dingtalk.gateway.connections).toEqual([])
  })

  it('says that the secret is wrong, without repeating it', async () => {
    desk = await makeCounty(settings('wrong-one'))
    const result = await desk.run('doctor')

    expect(about(result, '钉钉凭据')).toMatch(/^✘ .*办法：核对 DINGTALK_CLIENT_ID/)
    expect(result.out + result.err).not.toContain('wrong-one')
  })
})
