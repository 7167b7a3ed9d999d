import { test } from 'vitest'
import { indexCommands, type Command } from '../../src/domain/command.ts'
import { instant, manyHouseholds, openLedger, question, shown } from '../support/ledger.ts'
import visit from '../../commands/visit.ts'
import risk from '../../commands/risk.ts'
import meeting from '../../commands/meeting.ts'
import info from '../../commands/info.ts'
import progress from '../../commands/progress.ts'
import ranking from '../../commands/ranking.ts'
import missing from '../../commands/missing.ts'
import todo from '../../commands/todo.ts'
import mine from '../../commands/mine.ts'
import household from '../../commands/household.ts'
import rules from '../../commands/rules.ts'
import help from '../../commands/help.ts'
import reminders from '../../schedules/duty-reminders.ts'
import rank from '../../schedules/ranking-notice.ts'
import summary from '../../schedules/period-summary.ts'
import { allSchedules } from '../../src/domain/house.ts'
import { toDate } from '../../src/clock.ts'

test('look', async () => {
  const commands = indexCommands([visit, risk, meeting, info, progress, ranking, missing, todo, mine, household, rules, help] as Command[])
  const l = await openLedger({ commands, households: [
    ...manyHouseholds('纸房村', 30, '张'), { village: '纸房村', head: '王亦态', carer: '慕晓东', kind: '脱贫户', group: '三组' }, { village: '纸房村', head: '新户', since: '2023-03-02' },
    { village: '纸房村', head: '李迁', until: '2023-05-02', untilReason: '整户搬迁' },
    ...manyHouseholds('贺旗村', 8, '李'), { village: '贺旗村', head: '王亦态', group: '二组' }, ...manyHouseholds('董家滩村', 4, '董'), ...manyHouseholds('儒林村', 10, '儒')] })
  for (let i = 1; i <= 20; i++) await l.visit('纸房村', `张${i}`, i < 12 ? '2023-04-10' : '2023-06-10', { member: '慕晓东', fields: { household: `张${i}`, situation: '家里都正常，收入稳定' } })
  await l.visit('纸房村', '新户', '2023-06-01', {})
  await l.visit('贺旗村', '李1', '2023-06-01', { member: '杨治国' })
  await l.visit('儒林村', '儒1', '2023-06-01')
  await l.report({ kind: 'meeting', class: '调度会', date: '2023-06-05', unit: '产业专班', member: '吴敏', fields: { topic: '六月调度' } })
  await l.report({ kind: 'meeting', class: '村民会', date: '2023-06-06', unit: '纸房村', member: '贾宏伟', fields: { topic: '评议会' } })
  const hh = (await l.house()).directory.households((await l.unit('纸房村')).id).find((h) => h.head === '王亦态')!
  await l.report({ kind: 'risk', class: '因病', date: '2023-06-06', unit: '纸房村', householdId: hh.id, status: 'reported', member: '慕晓东', fields: { household: '王亦态', situation: '住院自付两万', cause: '因病' } })
  const now = '2023-06-15 09:00'
  const id = async (n: string) => (await l.unit(n)).id
  const june = { from: '2023-06-01', to: '2023-07-01', key: '2023-06', label: '2023年6月' }
  const q4 = { from: '2023-10-01', to: '2024-01-01', key: '2023Q4', label: '2023年四季度' }
  const show = async (title: string, cmd: any, who: string, q: any, opts: any = {}) => {
    const c = await l.ask(who, { now, ...opts })
    const r = await cmd.run(c, question(q))
    console.log(`\n=== ${title} [${who} ${opts.group ?? '私聊'}] ${r.mark}\n${shown(r.blocks)}${r.direct ? `\n--- 私信 ---\n${shown(r.direct.blocks)}` : ''}`)
  }
  await show('走访 进度 县', progress, '王建新', { matter: 'visit' }, { group: '庆城县' })
  await show('进度 村', progress, '贾宏伟', { matter: 'visit', period: june }, { group: '纸房村' })
  await show('进度 镇 本月', progress, '刘海峰', { matter: 'visit', period: june }, { group: '马岭镇' })
  await show('进度 无事项 县', progress, '王建新', {})
  await show('进度 慕', progress, '慕晓东', {})
  await show('会议进度 马岭', progress, '刘海峰', { matter: 'meeting' })
  await show('风险 马岭', progress, '王建新', { matter: 'risk', unitIds: [await id('马岭镇')] })
  await show('支出率', progress, '王建新', { indicator: '资金支出率' })
  await show('范围外', progress, '贾宏伟', { matter: 'visit', unitIds: [await id('驿马镇')] })
  await show('走访排名 县', ranking, '王建新', { matter: 'visit' }, { group: '庆城县' })
  await show('6月走访后3 镇', ranking, '刘海峰', { matter: 'visit', period: june, bottom: 3 }, { group: '马岭镇' })
  await show('会议排名', ranking, '王建新', { matter: 'meeting' })
  await show('村问排名', ranking, '贾宏伟', { matter: 'visit' }, { group: '纸房村' })
  await show('对比', ranking, '刘海峰', { matter: 'visit', unitIds: [await id('驿马镇'), await id('马岭镇')] }, { group: '马岭镇' })
  await show('对比 县', ranking, '王建新', { matter: 'visit', unitIds: [await id('驿马镇'), await id('马岭镇')] })
  await show('支出排名', ranking, '王建新', { indicator: '资金支出率', bottom: 3, period: q4 })
  await show('谁没报会议', missing, '王建新', { matter: 'meeting' })
  await show('四季度谁没开会', missing, '王建新', { matter: 'meeting', period: q4 }, { now: '2024-01-03 09:00' })
  await show('谁没走 村', missing, '贾宏伟', { matter: 'visit', period: june }, { group: '纸房村' })
  await show('谁没走 村 问 镇群', missing, '刘海峰', { matter: 'visit', unitIds: [await id('纸房村')] }, { group: '马岭镇' })
  await show('谁没走 镇', missing, '刘海峰', { matter: 'visit' }, { group: '马岭镇' })
  await show('马岭没报会议', missing, '刘海峰', { matter: 'meeting', unitIds: [await id('马岭镇')] }, { group: '马岭镇' })
  await show('我包的', missing, '慕晓东', { matter: 'visit' }, { text: '我包的户还有谁没走到' })
  await show('待办 慕', todo, '慕晓东', {})
  await show('待办 刘', todo, '刘海峰', {})
  await show('待办 王', todo, '王建新', {})
  await show('我的上报', mine, '慕晓东', {})
  await show('户', household, '贾宏伟', { householdIds: [hh.id] }, { group: '纸房村' })
  await show('户 镇群', household, '刘海峰', { householdIds: [hh.id] }, { group: '马岭镇' })
  await show('规定 村', rules, '贾宏伟', {}, { group: '纸房村' })
  await show('规定 县', rules, '王建新', {})
  await show('帮助', help, '贾宏伟', { rest: '帮助' })
  await show('帮助 走访', help, '贾宏伟', { rest: '走访', matter: 'visit' })
  const house = await l.house()
  const run = async (sid: string, schedule: any, at: string) => {
    const s = allSchedules(house).find((x) => x.entry.id === sid)!
    const dueAt = instant(at)
    const ns = await schedule.run({ dueAt, today: toDate(dueAt), db: l.store.read, house, pack: s.pack, entry: s.entry, settings: schedule.settings.parse(s.entry.with) })
    for (const n of ns) console.log(`\n### ${sid} ${at} → ${JSON.stringify(n.to)} ${n.key} ${JSON.stringify(n.content.mentions)} ${JSON.stringify(n.content.buttons)}\n${shown(n.content.blocks)}`)
  }
  await run('remind-month', reminders, '2023-06-20 09:00')
  await run('remind-month-group', reminders, '2023-06-28 09:00')
  await run('overdue-month', reminders, '2023-07-03 10:00')
  await run('overdue-month-above', reminders, '2023-07-04 10:00')
  await run('remind-visits', reminders, '2023-07-14 09:00')
  await run('rank-visits', rank, '2023-07-06 09:30')
  await run('rank-meetings', rank, '2023-07-06 09:30')
  await run('month-report', summary, '2023-07-06 10:00')
  await run('quarter-analysis', summary, '2023-07-07 10:00')
  await l.close()
})
