import type { Store } from '../../db/client.ts'
import { addAudit } from '../../db/queries/audit.ts'
import { findEntry } from '../../db/queries/entries.ts'
import { loadCommands } from '../app.ts'
import { toDate } from '../clock.ts'
import { UserError } from '../core/errors.ts'
import { createEntry } from '../domain/entries.ts'
import { readTable } from '../domain/table-file.ts'
import { linesOf, summaryOf } from '../domain/warning-lines.ts'
import { spreadWarnings } from '../domain/warnings.ts'
import { queueNotice } from '../frame/outgoing.ts'
import { caseGround } from './case-check.ts'
import { ledgerNow, readConfig, type Shell, withStore } from './shell.ts'

/** 部门预警清单 from a file (A10), in the name of a person of the department: as if he had sent it in a chat. */
export async function importWarnings(shell: Shell, file: string, by: string | undefined): Promise<void> {
  if (by === undefined) throw new UserError('预警清单要写明以谁的名义推送，例如：import warnings 清单.xlsx --by 张三')
  const config = readConfig(shell)
  const table = await readTable(file)
  await withStore(config, async (store: Store) => {
    const { house, today } = await caseGround(store, config)
    const now = await ledgerNow(store, config)
    const [member, ...more] = house.directory.members(today).filter(({ name }) => name === by)
    const post = member?.posts[0]
    if (!member || !post || more.length > 0) throw new UserError(`名册里没有叫“${by}”的在职人员，或不止一位。`)
    const commands = await loadCommands()
    const lines = await store.transaction(async (db) => {
      const about = { unitId: post.unitId, byUnitId: post.unitId, byPost: post.title, memberId: member.id, typedById: member.id }
      const fields = { file: '命令行导入' }
      const draft = {
        kind: 'warning',
        class: null,
        ...about,
        date: toDate(now),
        householdId: null,
        fields,
        status: 'received',
        sentAt: now,
      }
      const entry = await createEntry(db, draft, now)
      const notices = await spreadWarnings({ db, house, now, today, commands }, { entry, table })
      for (const notice of notices) await queueNotice(db, house, notice, { now, quiet: config.quietHours })
      await addAudit(db, { at: now, memberId: null, action: 'import', target: 'warnings', detail: `#${entry.no}` })
      return { no: entry.no, rows: linesOf((await findEntry(db, entry.no)) ?? entry) }
    })
    for (const { line, village, head, sameAs, fault } of lines.rows) {
      if (fault !== undefined) shell.out(`第 ${line} 行 ${village} ${head}：${fault}`)
      if (sameAs !== undefined) shell.out(`第 ${line} 行 ${village} ${head}：已有同样的风险 #${sameAs}`)
    }
    shell.out(`预警清单 #${lines.no}：${summaryOf(lines.rows)}。`)
  })
}
