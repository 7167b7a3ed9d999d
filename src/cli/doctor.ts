import type { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { type Config, loadConfig } from '../config.ts'
import { UserError } from '../core/errors.ts'
import { describePlatforms } from '../open-platforms.ts'
import { createOutgoingHttp } from '../platforms/outgoing-http.ts'
import { checkDingtalk } from './doctor/dingtalk-checks.ts'
import { type Finding, fine, toLine } from './doctor/finding.ts'
import { checkHouse } from './doctor/house-checks.ts'
import { checkCallbacks, checkNetwork } from './doctor/network-checks.ts'
import { checkWecom } from './doctor/wecom-checks.ts'
import type { Shell } from './shell.ts'

/** `doctor`: whether everything that the bot needs is there, one line each; ends with 1 when something is wrong. Changes nothing. */
export function addDoctor(program: Command, shell: Shell): void {
  program
    .command('doctor')
    .summary('检查配置、数据库、时钟、网络、凭据和权限')
    .description(
      '逐项检查配置、数据库、磁盘、备份、时钟、网络、凭据和权限，一项一行，说明哪里不对、怎么办。不改动任何东西，服务开着也能查。',
    )
    .option('--connect', '企业微信长连接也试登录一次（会挤掉正在运行的机器人，请先停服务）')
    .action((options: { connect?: boolean }) => examine(shell, options.connect ?? false))
}

async function examine(shell: Shell, connect: boolean): Promise<void> {
  const read = loadConfig(shell.env)
  if (!read.ok) {
    for (const fault of read.faults) shell.out(toLine({ state: 'wrong', what: '配置', words: fault, cure: '改 .env 后再查' }))
    throw unwell(read.faults.length)
  }
  let count = 0
  for await (const finding of findings(read.config, connect)) {
    shell.out(toLine(finding))
    if (finding.state === 'wrong') count += 1
  }
  if (count > 0) throw unwell(count)
}

/** Each group as soon as it is known: a line that hangs is seen while the rest waits. */
async function* findings(config: Config, connect: boolean): AsyncGenerator<Finding> {
  const { wecom, dingtalk, publicUrl } = config
  const bases = [wecom.apiBase, dingtalk.apiBase, dingtalk.oapiBase, wecom.connection?.url ?? [], publicUrl ?? []].flat()
  const http = createOutgoingHttp({ bases })
  try {
    const on = describePlatforms(config)
    yield fine('配置', on.length > 0 ? on.join('；') : '没有错误，启用演练场')
    yield* checkHouse(config, systemClock.now())
    yield* await checkNetwork(config, http, systemClock.now)
    yield* await checkWecom(config, http, connect)
    yield* await checkDingtalk(config, http)
    yield* await checkCallbacks(config, http)
  } finally {
    await http.close()
  }
}

function unwell(count: number): UserError {
  return new UserError(`有 ${count} 项不正常，请按上面的办法处理后再查一次。`)
}
