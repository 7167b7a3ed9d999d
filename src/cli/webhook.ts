import type { Command } from 'commander'
import { addWebhook, listWebhooks, removeWebhook, type WebhookRow } from '../../db/queries/webhooks.ts'
import { UserError } from '../core/errors.ts'
import type { Unit } from '../core/nouns.ts'
import type { Directory } from '../domain/directory.ts'
import { createHouseKeeper } from '../domain/house.ts'
import { createSealer, loadSecretKey } from '../seal.ts'
import { ledgerNow, readConfig, type Shell, withStore } from './shell.ts'

const PLATFORM_NAMES = { wecom: '企业微信', dingtalk: '钉钉' } as const
const ADDRESS_HELP = '应为企业微信或钉钉群机器人的地址（后台的 Webhook 地址），请整段复制，网址要加引号。'

/** `webhook add|list|remove`: robots that send the notices of a unit into one group each, whatever PLATFORMS says (interface §5). */
export function addWebhookCommands(program: Command, shell: Shell): void {
  const webhook = program
    .command('webhook')
    .summary('群机器人（只发不收）')
    .description('把单位的通知发到群机器人；服务器开着时也能改，立即生效。')
  webhook
    .command('add')
    .summary('添加一个群机器人')
    .description('添加一个群机器人：单位写编码或不重复的名称，地址加引号。地址和密钥加密保存。')
    .argument('<单位>', '单位编码或名称')
    .argument('<地址>', '群机器人的 Webhook 地址')
    .option('--secret <密钥>', '钉钉“加签”的密钥（SEC 开头）')
    .action((unit: string, url: string, options: { secret?: string }) => add(shell, unit, { url, secret: options.secret ?? null }))
  webhook
    .command('list')
    .summary('列出群机器人')
    .action(() => list(shell))
  webhook
    .command('remove')
    .summary('删除一个群机器人')
    .argument('<编号>', 'webhook list 中的编号')
    .action((id: string) => remove(shell, id))
}

async function add(shell: Shell, unitText: string, robot: { url: string; secret: string | null }): Promise<void> {
  const config = readConfig(shell)
  const platform = platformOf(robot.url)
  if (robot.secret !== null && platform !== 'dingtalk') throw new UserError('只有钉钉的群机器人有 --secret（加签），企业微信的不要写。')
  await withStore(config, async (store) => {
    const { directory } = await createHouseKeeper([])(store.read)
    const unit = findUnit(directory, unitText)
    const sealer = createSealer(loadSecretKey(config))
    const sealed = { url: sealer.seal(robot.url), secret: robot.secret === null ? null : sealer.seal(robot.secret) }
    const row = { platform, unitId: unit.id, ...sealed, createdAt: await ledgerNow(store, config) }
    const id = await store.transaction((tx) => addWebhook(tx, row, `${PLATFORM_NAMES[platform]}群机器人`))
    shell.out(`已添加 ${id} 号群机器人（${PLATFORM_NAMES[platform]}），${unit.name}的通知会发到它所在的群。`)
  })
}

async function list(shell: Shell): Promise<void> {
  const config = readConfig(shell)
  await withStore(config, async (store) => {
    const { directory } = await createHouseKeeper([])(store.read)
    const sealer = createSealer(loadSecretKey(config))
    const rows = await listWebhooks(store.read)
    if (rows.length === 0) shell.out('还没有群机器人。')
    for (const row of rows) shell.out(`${row.id}  ${directory.unit(row.unitId).name}  ${describe(row, sealer.open(row.url))}`)
  })
}

async function remove(shell: Shell, text: string): Promise<void> {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : 0
  await withStore(readConfig(shell), async (store) => {
    if (!(await store.transaction((tx) => removeWebhook(tx, id))))
      throw new UserError(`没有 ${text} 号群机器人，请用 webhook list 查看编号。`)
  })
  shell.out(`已删除 ${id} 号群机器人。`)
}

/** Whose robot it is can be told by its path; private deployments have hosts of their own. */
function platformOf(address: string): WebhookRow['platform'] {
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw new UserError(ADDRESS_HELP)
  if (url.pathname.endsWith('/webhook/send') && url.searchParams.get('key')) return 'wecom'
  if (url.pathname.endsWith('/robot/send') && url.searchParams.get('access_token')) return 'dingtalk'
  throw new UserError(ADDRESS_HELP)
}

function findUnit(directory: Directory, text: string): Unit {
  const byCode = directory.unitByCode(text)
  if (byCode) return byCode
  const named = directory.units.filter(({ name, officialName, aliases }) => [name, officialName, ...aliases].includes(text))
  const [only] = named
  if (only && named.length === 1) return only
  if (only) throw new UserError(`叫“${text}”的单位有 ${named.length} 个，请写编码：${named.map(({ code }) => code).join('、')}。`)
  throw new UserError(`没有“${text}”这个单位，请写单位编码或名称。`)
}

/** Address and key stay out of what is printed: only the host is shown. */
function describe(row: WebhookRow, url: string | null): string {
  if (url === null) return `${PLATFORM_NAMES[row.platform]}  （密钥 SECRET_KEY 换过，打不开，请删除后重新添加）`
  return `${PLATFORM_NAMES[row.platform]}  ${new URL(url).host}${row.secret === null ? '' : '  已加签'}`
}
