import { test } from 'vitest'
import { startTestApp } from '../support/app.ts'
test('err', async () => {
  const app = await startTestApp({ env: { PACKS: 'qingcheng', BOT_NAME: '乡报助手', LOG_LEVEL: 'error' } })
  await app.say('group:621021103', 'liuhaifeng', '本月走访排名').then((r) => console.log(r[0]?.text))
  await app.stop()
})
