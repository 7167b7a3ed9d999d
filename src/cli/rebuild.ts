import type { Command } from 'commander'
import type { Store } from '../../db/client.ts'
import { addAudit } from '../../db/queries/audit.ts'
import { rewriteEntry, stepsBetween } from '../../db/queries/inspection.ts'
import { UserError } from '../core/errors.ts'
import { fold, inspectEntry } from '../domain/entries.ts'
import { caseGround, refreshCases } from './case-check.ts'
import { checkLedger } from './ledger-check.ts'
import { ledgerNow, readConfig, type Shell, withStore } from './shell.ts'

/** `rebuild`: writes entries anew from their steps, where these are sound. */
export function addRebuild(program: Command, shell: Shell): void {
  program
    .command('rebuild')
    .summary('由步骤重建条目（需先停止服务）')
    .description('把与步骤不一致的条目按步骤重写；步骤本身被改动过的不动。需先停止服务，并请先备份。')
    .action(async () => {
      const config = readConfig(shell)
      await withStore(
        config,
        async (store) => {
          const faulty = [...new Set((await checkLedger(store)).faults.map((fault) => fault.no))]
          const at = await ledgerNow(store, config)
          const rebuilt: number[] = []
          for (const no of faulty) if (await rebuildEntry(store, no, at)) rebuilt.push(no)
          shell.out(
            rebuilt.length === 0 ? '没有需要重建的条目。' : `已重建 ${rebuilt.length} 条：${rebuilt.map((no) => `#${no}`).join('、')}`,
          )
          const refreshed = await refreshCases(store, await caseGround(store, config))
          if (refreshed.length > 0) shell.out(`已重建待办 ${refreshed.length} 条：${refreshed.map((no) => `#${no}`).join('、')}`)
          const { faults } = await checkLedger(store)
          for (const { message } of faults) shell.out(message)
          if (faults.length > 0) throw new UserError(`还有 ${faults.length} 处不能由步骤重建：请从备份中查对。`)
        },
        { exclusive: true },
      )
    })
}

/** False when the steps are no ground to build on. */
async function rebuildEntry(store: Store, no: number, at: number): Promise<boolean> {
  return await store.transaction(async (tx) => {
    const steps = await stepsBetween(tx, no, no).catch(() => [])
    if (steps[0]?.action !== 'created') return false
    const entry = fold(no, steps)
    if (inspectEntry(entry, steps).length > 0) return false
    await rewriteEntry(tx, entry)
    await addAudit(tx, { at, memberId: null, action: 'rebuild', target: `#${no}`, detail: '' })
    return true
  })
}
