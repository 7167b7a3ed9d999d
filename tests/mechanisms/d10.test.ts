import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entriesIn, reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  const yaml = 'cases: { signs: { 因病: [住院, 大病], 因失业: [失业], 因住房: [危房], 收入下降: [收入骤降] } }'
  house = await startTestApp({ env: { PACKS: packFile('d10', yaml) } })
})
afterAll(async () => await house.stop())

test('D10 a sign of risk in a visit’s text makes the bot offer a risk, one tap away, its fields filled in', async () => {
  const [reply] = await house.say('direct:jiahongwei', 'jiahongwei', '走访 何梅 老人住院，自付两万三千元')
  const visit = Number(/#(\d+)/.exec(reply?.text ?? '')?.[1])
  expect(reply?.text).toContain(`“住院”可能是返贫风险苗头（因病）`)
  const button = reply?.buttons.find(({ text }) => text === `从 ${visit} 报风险`)
  expect(button).toBeDefined()

  const pressed = await house.post('/sandbox/api/press', { chatId: 'direct:jiahongwei', memberId: 'jiahongwei', buttonId: button?.id })
  const [risk] = await entriesIn(house, pressed.json().replies[0].text)
  expect(risk).toMatchObject({
    kind: 'risk',
    status: 'reported',
    date: '2023-06-15',
    fields: { household: '何梅', cause: '因病', situation: '老人住院，自付两万三千元', source: '走访发现' },
  })
  expect(await tell(house, 'jiahongwei', `从 ${visit} 报风险`)).toMatch(/^❌ .*已经报过同样的风险/)
})

test('D10 what is said not to be so is no sign; without a sign the cause is asked for', async () => {
  for (const words of ['走访 高双乐 没有住院，收入稳定', '走访 郭红锁 防止失业，已落实公益岗位', '走访 谢伟百 在家务农'])
    expect(await tell(house, 'jiahongwei', words)).not.toContain('苗头')
  const { no } = await reported(house, 'jiahongwei', '走访 周松北 家里支出很大')
  expect(await tell(house, 'jiahongwei', `报风险 ${no}`)).toMatch(/^❓ .*原因/)
  expect(await tell(house, 'jiahongwei', '因学')).toMatch(/^✅ 风险/)
})

test('D10 in a group above the village the sign itself is not shown', async () => {
  const reply = await tell(house, 'liuhaifeng@621021103', '走访 户主:何云廷 情况:得了大病')
  expect(reply).toContain('返贫风险苗头')
  expect(reply).not.toContain('“大病”')
})

test('D10 the check-list of the pack’s indicators is there on request', async () => {
  expect(await tell(house, 'jiahongwei', '排查要点')).toMatch(/因病：住院、大病[\s\S]*因住房：危房/)
})
