import { expect, it } from 'vitest'
import { explain } from '../../src/language/explain.ts'
import { chatter } from './cases/chatter.ts'
import { hanbinQuestions, qingchengQuestions } from './cases/questions.ts'
import { inHanbin, inQingcheng } from './cases/worlds.ts'

// Somebody who asks why must be answered in his own language: no rule may keep its English name.

const county = inQingcheng('621021')
const village = inQingcheng('621021103204')

const reports = [
  '走访 户主:张耀宗 情况:在家务农 方式:电话 日期:6月12日 走访人:慕晓东 同行:陈璐',
  '昨天走访李玲霞，在家',
  '走访\n1. 张耀宗 在家\n2. 王志刚 外出\n3. 赵六六 在家',
  '走访 贺旗村 马小龙 在家',
  '风险 张耀宗 因病 住院花了三万元 走访发现',
  '风险 张耀宗 花了几万块',
  '会议 推进会 人居环境整治 31人参加 6月12日 张彩霞主持',
  '会议\n类型:例会\n主题:防汛\n一、听取汇报\n议定:\n1.马岭镇负责6月30日前完成排查',
  '信息 经验成效\n标题:苹果产业\n正文:内容',
  '问题 路灯不亮 责任单位:马岭镇 时限:6月30日',
  '月报 资金支出率53% 开工率八成',
  '签到 村',
  '离岗 6月20日返岗',
  '督查 马岭镇 发现档案不全',
  '调研 马岭镇 苹果产业',
  '培训 果树修剪 42人',
  '任务 排查危房 马岭镇 月底前',
]

it.each([
  ...[...reports, ...chatter].flatMap((text) => [[text, village] as const, [text, county] as const]),
  ...qingchengQuestions.map(({ text }) => [text, county] as const),
  ...hanbinQuestions.map(({ text }) => [text, inHanbin] as const),
])('%s', (text, world) => {
  const lines = explain(text, world)
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines.slice(1)) expect(/（([^（）]*)）$/.exec(line)?.[1] ?? '').not.toMatch(/[a-z]{3}/)
})
