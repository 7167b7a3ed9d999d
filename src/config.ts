import { existsSync, readFileSync } from 'node:fs'
import {
  type Environment,
  type EnvironmentKey,
  environment,
  environmentKeys,
  isPlatformName,
  type LogLevel,
  type PlatformName,
  platformNames,
  type QuietHours,
  splitList,
} from './environment.ts'
import type { DingtalkApp } from './platforms/dingtalk/settings.ts'
import type { WecomCallback, WecomSettings } from './platforms/wecom/settings.ts'

type Values = Partial<Record<EnvironmentKey, string>>

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i

/** The whole configuration, checked and in the shapes that the program uses. */
export interface Config {
  host: string
  port: number
  /** Path of the SQLite file. */
  databaseFile: string
  dataDir: string
  platforms: PlatformName[]
  packs: string[]
  /** Without a slash at its end. */
  publicUrl: string | undefined
  apiToken: string | undefined
  secretKey: string | undefined
  logLevel: LogLevel
  quietHours: QuietHours
  /** Epoch milliseconds. */
  sandboxNow: number | undefined
  /** Every name by which the bot is mentioned; the first is its own. */
  botNames: string[]
  wecom: WecomSettings
  dingtalk: { apiBase: string; oapiBase: string; app: DingtalkApp | undefined }
}

/** Reads and checks the environment; every fault is one Chinese line that never repeats a secret. */
export function loadConfig(env: Record<string, string | undefined>): { ok: true; config: Config } | { ok: false; faults: string[] } {
  const { values, faults } = readValues(env)
  const platforms = choosePlatforms(values)
  const read = environment.safeParse(values)
  faults.push(...(read.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`))
  faults.push(...platformFaults(values, platforms), ...credentialFaults(values))
  if (!read.success || faults.length > 0) return { ok: false, faults }
  return { ok: true, config: toConfig(read.data, platforms.filter(isPlatformName)) }
}

/** The process's environment, with what a `.env` file in the working folder adds to it. */
export function readEnvironment(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return process.env
}

/** The variables that are set: empty ones count as absent, and `<name>_FILE` names a file that holds the value. */
function readValues(env: Record<string, string | undefined>): { values: Values; faults: string[] } {
  const values: Values = {}
  const faults: string[] = []
  for (const key of environmentKeys) {
    const direct = env[key]?.trim()
    const file = env[`${key}_FILE`]?.trim()
    if (direct && file) faults.push(`${key} 和 ${key}_FILE 只能设一个，请删去其中之一`)
    const value = direct || !file ? direct : readText(file)
    if (value) values[key] = value
    else if (value === undefined && file) faults.push(`${key}_FILE 所指的文件读不出来，请检查路径和读取权限`)
  }
  return { values, faults }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}

/** The platforms as typed; those with credentials, or the sandbox, when nothing was typed. */
function choosePlatforms(values: Values): string[] {
  if (values.PLATFORMS) return splitList(values.PLATFORMS)
  const found = platformNames.filter((name) => hasCredentials(name, values))
  return found.length > 0 ? found : ['sandbox']
}

function hasCredentials(platform: PlatformName, values: Values): boolean {
  if (platform === 'wecom') return Boolean(values.WECOM_BOT_SECRET || values.WECOM_BOT_TOKEN || values.WECOM_AGENT_SECRET)
  return platform === 'dingtalk' && Boolean(values.DINGTALK_CLIENT_SECRET)
}

function platformFaults(values: Values, platforms: string[]): string[] {
  const faults: string[] = []
  for (const name of platforms) {
    if (!isPlatformName(name)) faults.push(`PLATFORMS 中的“${name}”不认识，可写 ${platformNames.join('、')}，用逗号隔开`)
    else if (name !== 'sandbox' && !hasCredentials(name, values)) {
      faults.push(`PLATFORMS 写了 ${name}，但没有它的凭据，请填写 ${name.toUpperCase()}_ 开头的变量，或从 PLATFORMS 中去掉它`)
    }
  }
  if (!platforms.includes('sandbox')) return faults
  if (platforms.length > 1) faults.push('PLATFORMS 中 sandbox 不能与真实平台同时使用，请只保留其一')
  if (values.HOST && !LOOPBACK.test(values.HOST)) faults.push('HOST 在演练场（sandbox）中只能是本机地址，请设 HOST=127.0.0.1')
  return faults
}

function credentialFaults(values: Values): string[] {
  const faults: string[] = []
  /** These only make sense together. */
  const together = (...keys: EnvironmentKey[]) => {
    const missing = keys.filter((key) => !values[key])
    if (missing.length > 0 && missing.length < keys.length) {
      faults.push(`${missing.join('、')} 没有填写：它与 ${keys.filter((key) => values[key]).join('、')} 须同时填写`)
    }
  }
  const urlMode = Boolean(values.WECOM_BOT_TOKEN || values.WECOM_BOT_AES_KEY)
  if (urlMode && values.WECOM_BOT_SECRET) {
    faults.push(
      'WECOM_BOT_SECRET（长连接）与 WECOM_BOT_TOKEN、WECOM_BOT_AES_KEY（回调地址）只能选一种：企业微信只允许一种方式，请删去另一种的变量',
    )
  } else if (urlMode) together('WECOM_BOT_TOKEN', 'WECOM_BOT_AES_KEY')
  else together('WECOM_BOT_ID', 'WECOM_BOT_SECRET')
  together('WECOM_AGENT_TOKEN', 'WECOM_AGENT_AES_KEY')
  if (values.WECOM_AGENT_TOKEN) together('WECOM_AGENT_TOKEN', 'WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_AGENT_SECRET')
  else together('WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_AGENT_SECRET')
  together('DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET')
  return faults
}

function toConfig(read: Environment, platforms: PlatformName[]): Config {
  return {
    host: read.HOST,
    port: read.PORT,
    databaseFile: read.DATABASE_URL,
    dataDir: read.DATA_DIR,
    platforms: [...new Set(platforms)],
    packs: read.PACKS,
    publicUrl: read.PUBLIC_URL,
    apiToken: read.API_TOKEN,
    secretKey: read.SECRET_KEY,
    logLevel: read.LOG_LEVEL,
    quietHours: read.QUIET_HOURS,
    sandboxNow: read.SANDBOX_NOW,
    botNames: [...new Set([read.BOT_NAME, read.WECOM_BOT_NAME ?? read.BOT_NAME])],
    wecom: toWecom(read),
    dingtalk: {
      apiBase: read.DINGTALK_API_BASE,
      oapiBase: read.DINGTALK_OAPI_BASE,
      app: toDingtalkApp(read),
    },
  }
}

function toWecom(read: Environment): WecomSettings {
  const { WECOM_CORP_ID: corpId, WECOM_AGENT_ID: agentId, WECOM_AGENT_SECRET: secret } = read
  const { WECOM_BOT_ID: botId, WECOM_BOT_SECRET: botSecret } = read
  return {
    apiBase: read.WECOM_API_BASE,
    connection: botId && botSecret ? { botId, secret: botSecret, url: read.WECOM_WS_URL } : undefined,
    callback: toCallback(read.WECOM_BOT_TOKEN, read.WECOM_BOT_AES_KEY),
    app:
      corpId && agentId && secret
        ? { corpId, agentId, secret, callback: toCallback(read.WECOM_AGENT_TOKEN, read.WECOM_AGENT_AES_KEY) }
        : undefined,
  }
}

function toCallback(token: string | undefined, aesKey: string | undefined): WecomCallback | undefined {
  return token && aesKey ? { token, aesKey } : undefined
}

function toDingtalkApp(read: Environment): DingtalkApp | undefined {
  const { DINGTALK_CLIENT_ID: clientId, DINGTALK_CLIENT_SECRET: clientSecret, DINGTALK_CARD_TEMPLATE_ID: cardTemplateId } = read
  if (!clientId || !clientSecret) return undefined
  return { clientId, clientSecret, robotCode: read.DINGTALK_ROBOT_CODE ?? clientId, ...(cardTemplateId ? { cardTemplateId } : {}) }
}
