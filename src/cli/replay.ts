import type { Command } from 'commander'
import { createApp } from '../app.ts'
import { createLog } from '../log.ts'
import { readConfig, type Shell } from './shell.ts'

/** `replay`: handles again the messages that failed; the server must be stopped, since it holds the database. */
export function addReplay(program: Command, shell: Shell): void {
  program
    .command('replay')
    .summary('重新处理失败的消息')
    .description('重新处理因程序故障没有办成的消息（消息本身都已保存）。请先停止服务。')
    .action(async () => {
      const config = readConfig(shell)
      const app = await createApp({ config, log: createLog({ level: 'error' }) })
      try {
        const count = await app.replay()
        shell.out(count === 0 ? '没有失败的消息。' : `已重新处理 ${count} 条消息。`)
      } finally {
        await app.stop()
      }
    })
}
