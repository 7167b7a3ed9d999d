import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { madeUpPhoto, savedAnew } from '../support/photos.ts'
import { tell, tellWith } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({
    now: '2023-06-05T09:00:00+08:00',
    env: { PACKS: packFile('photos', 'signals: { days: 3, burst: 5, copied: 3 }') },
  })
})
afterAll(async () => await house.stop())

const seen = async (): Promise<string> => await tell(house, 'hanming', '疑似信号 本月')

async function visit(head: string, content: string | Uint8Array): Promise<number> {
  const file = { name: '现场.jpg', mime: 'image/jpeg', content }
  const reply = await tellWith(house, 'jiahongwei', { text: `走访 ${head} 在家务农`, file })
  return Number(/#(\d+)/.exec(reply)?.[1])
}

test('rule 22 one photo under two households is a signal, also when it was made smaller; another one of one household is none', async () => {
  const first = await visit('何梅', madeUpPhoto(1))
  await visit('何梅', await savedAnew(madeUpPhoto(1), { quality: 70, scale: 0.5 }))
  await visit('高双乐', madeUpPhoto(2))
  expect(await seen()).toContain('没有发现')

  const again = await visit('袁慧北', await savedAnew(madeUpPhoto(1), { quality: 60, scale: 0.4 }))
  const text = await seen()
  expect(text).toMatch(new RegExp(`信号 ${first} .*同一张照片用在 2 户`))
  expect(text).toMatch(new RegExp(`记录 ${first}、\\d+、${again}`))

  // Taken back, it is a signal no more.
  expect(await tell(house, 'jiahongwei', `撤 ${again} 照片发错了`)).toMatch(/^✅/)
  expect(await seen()).toContain('没有发现')
})

test('rule 22 what is no photo is compared byte by byte', async () => {
  await visit('张耀宗', '同一份说明')
  expect(await seen()).toContain('没有发现')
  await visit('巩俊英', '同一份说明')
  expect(await seen()).toContain('同一张照片用在 2 户')
})
