import type { Command } from 'commander'
import { quickCheck } from '../../db/guard.ts'
import { UserError } from '../core/errors.ts'
import { caseGround, outdatedCases } from './case-check.ts'
import { checkLedger } from './ledger-check.ts'
import { readConfig, type Shell, withStore } from './shell.ts'

/** `verify`: is the database sound, and every entry what its steps say? */
export function addVerify(program: Command, shell: Shell): void {
  program
    .command('verify')
    .summary('核对台账')
    .description('核对台账：数据库文件是否完好，每个条目是否与它的步骤一致，步骤是否被改动过。服务运行时也可核对。')
    .action(async () => {
      const config = readConfig(shell)
      const check = await withStore(config, async (store) => {
        quickCheck(config.databaseFile)
        const outdated = await outdatedCases(store, await caseGround(store, config))
        if (outdated.length > 0)
          shell.out(
            `提示：待办表有 ${outdated.length} 条与台账和现行规则不一致（${outdated
              .slice(0, 10)
              .map((no) => `#${no}`)
              .join('、')}），时限提醒运行时会更新，也可用 rebuild 重建。`,
          )
        return await checkLedger(store)
      })
      for (const { message } of check.faults) shell.out(message)
      const summary = `已核对条目 ${check.entries} 条、步骤 ${check.steps} 步`
      if (check.faults.length > 0) {
        throw new UserError(
          `${summary}，发现 ${check.faults.length} 处问题：请保留数据库备查；条目可由步骤重建（停止服务后 npm run cli -- rebuild）。`,
        )
      }
      shell.out(`${summary}，全部一致。`)
    })
}
