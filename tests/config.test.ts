import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../src/config.ts'
import { environmentKeys } from '../src/environment.ts'

const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'

function faultsOf(env: Record<string, string>): string[] {
  const loaded = loadConfig(env)
  return loaded.ok ? [] : loaded.faults
}

function configOf(env: Record<string, string>) {
  const loaded = loadConfig(env)
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'))
  return loaded.config
}

describe('loadConfig', () => {
  it('runs the sandbox on the own machine when nothing is set', () => {
    expect(configOf({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      databaseFile: './data/xiangbao.db',
      platforms: ['sandbox'],
      packs: ['qingcheng'],
      quietHours: { from: 1260, to: 480 },
      botNames: ['乡报'],
      apiToken: undefined,
      wecom: { connection: undefined, callback: undefined, app: undefined },
      dingtalk: { app: undefined },
    })
  })

  it('runs the platforms that have credentials', () => {
    const config = configOf({
      HOST: '0.0.0.0',
      WECOM_BOT_ID: 'bot',
      WECOM_BOT_SECRET: 's1',
      WECOM_BOT_NAME: '小报 助手',
      DINGTALK_CLIENT_ID: 'ding',
      DINGTALK_CLIENT_SECRET: 's2',
    })

    expect(config.platforms).toEqual(['wecom', 'dingtalk'])
    expect(config.botNames).toEqual(['乡报', '小报 助手'])
    expect(config.wecom.connection).toEqual({ botId: 'bot', secret: 's1', url: 'wss://openws.work.weixin.qq.com' })
    expect(config.dingtalk.app).toEqual({ clientId: 'ding', clientSecret: 's2', robotCode: 'ding' })
  })

  it('reads the URL mode without a bot id, and an app that only sends', () => {
    const config = configOf({
      WECOM_BOT_TOKEN: 'token',
      WECOM_BOT_AES_KEY: aesKey,
      WECOM_CORP_ID: 'ww1',
      WECOM_AGENT_ID: '1000002',
      WECOM_AGENT_SECRET: 's',
    })

    expect(config.wecom.callback).toEqual({ token: 'token', aesKey })
    expect(config.wecom.app).toEqual({ corpId: 'ww1', agentId: 1_000_002, secret: 's', callback: undefined })
  })

  it('takes empty variables for absent ones and keeps a typed list free of doubles', () => {
    const config = configOf({ PORT: '', PLATFORMS: 'dingtalk, dingtalk，', DINGTALK_CLIENT_ID: 'a', DINGTALK_CLIENT_SECRET: 'b' })

    expect(config.port).toBe(3000)
    expect(config.platforms).toEqual(['dingtalk'])
  })

  it('reads a value from the file that NAME_FILE points to', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-'))
    const file = join(folder, 'token')
    writeFileSync(file, 'from-file\n')

    const config = configOf({ API_TOKEN_FILE: file })
    const both = faultsOf({ API_TOKEN_FILE: file, API_TOKEN: 'x' })
    rmSync(folder, { recursive: true })
    const gone = faultsOf({ API_TOKEN_FILE: file })

    expect(config.apiToken).toBe('from-file')
    expect(both).toEqual(['API_TOKEN 和 API_TOKEN_FILE 只能设一个，请删去其中之一'])
    expect(gone).toEqual(['API_TOKEN_FILE 所指的文件读不出来，请检查路径和读取权限'])
  })

  it.each([
    ['file:/var/lib/x.db', '/var/lib/x.db'],
    ['file:///var/lib/x.db', '/var/lib/x.db'],
    ['file:data/x.db', 'data/x.db'],
  ])('finds the database file of %s', (url, file) => {
    expect(configOf({ DATABASE_URL: url }).databaseFile).toBe(file)
  })

  it.each([
    ['PORT', 'abc', /^PORT 应为 0 到 65535 的整数/],
    ['PORT', '70000', /^PORT 应为/],
    ['SANDBOX_NOW', '明天', /^SANDBOX_NOW 应为 ISO 时间/],
    ['PLATFORMS', 'wechat', /^PLATFORMS 中的“wechat”不认识/],
    ['PLATFORMS', 'dingtalk', /^PLATFORMS 写了 dingtalk，但没有它的凭据/],
    ['PLATFORMS', ',', /^PLATFORMS 应为用逗号隔开的名称/],
    ['QUIET_HOURS', '晚上', /^QUIET_HOURS 应写成/],
    ['QUIET_HOURS', '21:00-25:00', /^QUIET_HOURS 应写成/],
    ['QUIET_HOURS', '21:00-08:00-', /^QUIET_HOURS 应写成/],
    ['DATABASE_URL', 'postgres://u:hidden@db/x', /^DATABASE_URL 目前仅支持 file: 数据库/],
    ['DATABASE_URL', './x.db', /^DATABASE_URL 目前仅支持 file: 数据库/],
    ['HOST', '0.0.0.0', /^HOST 在演练场（sandbox）中只能是本机地址/],
    ['PUBLIC_URL', 'example.com', /^PUBLIC_URL 应为 http/],
    ['WECOM_WS_URL', 'https://x', /^WECOM_WS_URL 应为 wss/],
    ['WECOM_BOT_ID', 'b', /^WECOM_BOT_SECRET 没有填写/],
    ['DINGTALK_CLIENT_ID', 'b', /^DINGTALK_CLIENT_SECRET 没有填写/],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL 应为 trace/],
  ])('refuses %s=%s with one line', (key, value, fault) => {
    const faults = faultsOf({ [key]: value })

    expect(faults).toEqual([expect.stringMatching(fault)])
    expect(faults.join()).not.toContain('hidden')
  })

  it('refuses both modes of the WeCom bot at once', () => {
    const faults = faultsOf({ WECOM_BOT_ID: 'b', WECOM_BOT_SECRET: 's', WECOM_BOT_TOKEN: 't', WECOM_BOT_AES_KEY: aesKey })

    expect(faults).toEqual([expect.stringContaining('只能选一种')])
  })

  it('refuses the sandbox beside a real platform', () => {
    const faults = faultsOf({ PLATFORMS: 'sandbox,wecom', WECOM_BOT_ID: 'b', WECOM_BOT_SECRET: 's' })

    expect(faults).toEqual([expect.stringContaining('sandbox 不能与真实平台同时使用')])
  })

  it('tells all faults at once', () => {
    const faults = faultsOf({ PORT: 'x', SANDBOX_NOW: 'x', HOST: '10.0.0.1', WECOM_BOT_AES_KEY: 'short', WECOM_AGENT_TOKEN: 't' })

    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PORT',
      'SANDBOX_NOW',
      'WECOM_BOT_AES_KEY',
      'HOST',
      'WECOM_BOT_TOKEN',
      'WECOM_AGENT_AES_KEY',
      'WECOM_CORP_ID、WECOM_AGENT_ID、WECOM_AGENT_SECRET',
    ])
  })
})

describe('.env.example', () => {
  const example = parseEnv(readFileSync('.env.example', 'utf8'))

  it('lists exactly the variables that are read', () => {
    expect(Object.keys(example).sort()).toEqual([...environmentKeys].sort())
  })

  it('shows the defaults', () => {
    expect(configOf(Object.fromEntries(Object.entries(example).map(([key, value]) => [key, value ?? ''])))).toEqual(configOf({}))
  })
})
