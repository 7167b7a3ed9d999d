import type { Command } from 'commander'
import { addAudit } from '../../db/queries/audit.ts'
import { createAdminCode } from '../domain/admin-code.ts'
import { requireUnits } from './roster-input.ts'
import { ledgerNow, readConfig, type Shell, withStore } from './shell.ts'

/** `admin-code`: a new administrator code, when the first one has lapsed. */
export function addAdminCode(program: Command, shell: Shell): void {
  program
    .command('admin-code')
    .summary('重新生成管理员口令')
    .description('重新生成一次性的管理员口令，原来的随即作废。')
    .action(async () => {
      const config = readConfig(shell)
      const code = await withStore(config, async (store) => {
        await requireUnits(store)
        const at = await ledgerNow(store, config)
        return await store.transaction(async (tx) => {
          await addAudit(tx, { at, memberId: null, action: 'admin-code', target: 'rights', detail: '' })
          return await createAdminCode(tx, at)
        })
      })
      shell.out(`管理员 ${code}`)
    })
}
