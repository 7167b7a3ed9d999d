import { z } from 'zod'
import { parseInstant } from './clock.ts'

/** Names of the platforms that can be switched on. */
export const platformNames = ['sandbox', 'wecom', 'dingtalk'] as const
export type PlatformName = (typeof platformNames)[number]

/** How much is logged. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** A daily span in minutes after midnight; it runs over midnight when `from` > `to`, and is empty when both are equal. */
export interface QuietHours {
  from: number
  to: number
}

const AES_KEY = /^[A-Za-z0-9+/]{43}$/

/** A variable that `parse` turns into what we use; undefined means it is wrong, and `fault` says how to do it right. */
function variable<T>(parse: (text: string) => T | undefined, fault: string) {
  return z.string().transform((text, context) => {
    const value = parse(text)
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message: fault })
    return z.NEVER
  })
}

const anyText = z.string()
const FILE_ONLY = '目前仅支持 file: 数据库（PostgreSQL 暂未支持，敬请谅解），例如 DATABASE_URL=file:./data/xiangbao.db'
const commaList = (example: string) =>
  variable((text) => (splitList(text).length > 0 ? splitList(text) : undefined), `应为用逗号隔开的名称，例如 ${example}`)
const aesKey = z.string().regex(AES_KEY, '应为企业微信后台给出的 43 位 EncodingAESKey，请整段复制')
const webBase = (example: string) =>
  variable((text) => parseBase(text, /^https?:$/), `应为 http:// 或 https:// 开头的地址，例如 ${example}`)

/** Every variable of the environment. Any may also be given by the name of a file that holds it: `API_TOKEN_FILE=…`. */
export const environment = z.object({
  /** Address to listen on; the sandbox needs a loopback address. */
  HOST: anyText.default('127.0.0.1'),
  /** Port to listen on; 0 lets the system choose. */
  PORT: variable(parsePort, '应为 0 到 65535 的整数，例如 PORT=3000').default(3000),
  /** Where the ledger is kept. */
  DATABASE_URL: variable(parseFileUrl, FILE_ONLY).default('./data/xiangbao.db'),
  /** Folder of attachments, exports and backups. */
  DATA_DIR: anyText.default('./data'),
  /** Platforms to run; by default those with credentials, or the sandbox when there are none. */
  PLATFORMS: commaList('PLATFORMS=wecom,dingtalk').optional(),
  /** Packs: names of files in packs/ or paths of YAML files. */
  PACKS: commaList('PACKS=qingcheng').default(['qingcheng']),
  /** Address at which people reach the web pages; without it no links are sent. */
  PUBLIC_URL: webBase('PUBLIC_URL=https://xiangbao.example.gov.cn').optional(),
  /** Bearer token of the open API; without it the API does not exist. */
  API_TOKEN: anyText.optional(),
  /** Signs links and seals phone numbers; made and stored in DATA_DIR when absent. */
  SECRET_KEY: anyText.optional(),
  /** How much is logged. */
  LOG_LEVEL: z.enum(logLevels, `应为 ${logLevels.join('、')} 之一，例如 LOG_LEVEL=info`).default('info'),
  /** Hours in which notices wait for the morning. */
  QUIET_HOURS: variable(parseQuietHours, '应写成“开始-结束”，例如 QUIET_HOURS=21:00-08:00').default({ from: 21 * 60, to: 8 * 60 }),
  /** Time at which the sandbox's virtual clock starts; the real time when absent. */
  SANDBOX_NOW: variable(parseTime, '应为 ISO 时间，例如 SANDBOX_NOW=2023-06-12T09:00:00+08:00').optional(),
  /** Name by which the bot is mentioned. */
  BOT_NAME: anyText.default('乡报'),
  /** WeCom bot, long connection. */
  WECOM_BOT_ID: anyText.optional(),
  /** WeCom bot, long connection. */
  WECOM_BOT_SECRET: anyText.optional(),
  /** The bot's name on WeCom when it differs from BOT_NAME. */
  WECOM_BOT_NAME: anyText.optional(),
  /** WeCom bot, long connection: private deployments have an address of their own. */
  WECOM_WS_URL: variable(
    (text) => parseBase(text, /^wss?:$/),
    '应为 wss:// 开头的地址，例如 WECOM_WS_URL=wss://openws.work.weixin.qq.com',
  ).default('wss://openws.work.weixin.qq.com'),
  /** WeCom bot, URL mode. */
  WECOM_BOT_TOKEN: anyText.optional(),
  /** WeCom bot, URL mode. */
  WECOM_BOT_AES_KEY: aesKey.optional(),
  /** WeCom self-built app. */
  WECOM_CORP_ID: anyText.optional(),
  /** WeCom self-built app: an integer. */
  WECOM_AGENT_ID: variable(parseId, '应为企业微信后台给出的应用编号（整数），例如 WECOM_AGENT_ID=1000002').optional(),
  /** WeCom self-built app. */
  WECOM_AGENT_SECRET: anyText.optional(),
  /** WeCom self-built app: callback. */
  WECOM_AGENT_TOKEN: anyText.optional(),
  /** WeCom self-built app: callback. */
  WECOM_AGENT_AES_KEY: aesKey.optional(),
  /** Base of WeCom's API. */
  WECOM_API_BASE: webBase('WECOM_API_BASE=https://qyapi.weixin.qq.com').default('https://qyapi.weixin.qq.com'),
  /** DingTalk app: Client ID (AppKey). */
  DINGTALK_CLIENT_ID: anyText.optional(),
  /** DingTalk app: Client Secret (AppSecret). */
  DINGTALK_CLIENT_SECRET: anyText.optional(),
  /** DingTalk robot; the Client ID when absent. */
  DINGTALK_ROBOT_CODE: anyText.optional(),
  /** DingTalk card template that carries buttons; without it they are told in words. */
  DINGTALK_CARD_TEMPLATE_ID: anyText.optional(),
  /** Base of DingTalk's new API. */
  DINGTALK_API_BASE: webBase('DINGTALK_API_BASE=https://api.dingtalk.com').default('https://api.dingtalk.com'),
  /** Base of DingTalk's old API. */
  DINGTALK_OAPI_BASE: webBase('DINGTALK_OAPI_BASE=https://oapi.dingtalk.com').default('https://oapi.dingtalk.com'),
})

/** The environment as read: every variable in its own shape. */
export type Environment = z.infer<typeof environment>

/** Name of a variable. */
export type EnvironmentKey = keyof Environment

/** Names of all variables; `.env.example` lists exactly these. */
export const environmentKeys = environment.keyof().options

/** Is this one of the platforms that we have? */
export function isPlatformName(text: string): text is PlatformName {
  return platformNames.some((name) => name === text)
}

/** The parts of a comma list, without empty ones. */
export function splitList(text: string): string[] {
  return text
    .split(/[,，]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function parsePort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined
}

function parseId(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function parseTime(text: string): number | undefined {
  const instant = parseInstant(text)
  return Number.isNaN(instant) ? undefined : instant
}

/** `file:./data/x.db`, `file:/var/x.db` and `file:///var/x.db` → the path. */
function parseFileUrl(text: string): string | undefined {
  return /^file:(?:\/\/(?=\/))?(.+)$/.exec(text)?.[1]
}

/** An address of one of the wanted protocols, its last slash taken off. */
function parseBase(text: string, protocol: RegExp): string | undefined {
  return URL.canParse(text) && protocol.test(new URL(text).protocol) ? text.replace(/\/+$/, '') : undefined
}

function parseQuietHours(text: string): QuietHours | undefined {
  const parts = text.split('-')
  const [from, to] = parts.map(parseMinute)
  return parts.length !== 2 || from === undefined || to === undefined ? undefined : { from, to }
}

function parseMinute(text: string): number | undefined {
  const [, hours, minutes] = /^\s*(\d{1,2})[:：]([0-5]\d)\s*$/.exec(text) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  return minute <= 24 * 60 ? minute : undefined
}
