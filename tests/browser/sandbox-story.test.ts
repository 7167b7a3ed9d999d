import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { generateDemoCounty } from '../../db/demo/county.ts'
import { unitLabel } from '../../src/domain/names.ts'
import { keepScreenshot, type OpenBrowser, openBrowser, phone, tablet } from './open-browser.ts'
import { findSmallTargets, findUnnamedControls, measureOverflow } from './page-checks.ts'
import { type SandboxServer, startSandboxServer } from './sandbox-server.ts'

const shownMessages = z.array(z.object({ from: z.string(), text: z.string() }))

/** A village with two heads of one name, its 书记, and a head whose name is his alone in the village. */
function findVillage() {
  const { households, members, units } = generateDemoCounty()
  const keyOf = (household: { villageCode: string; head: string }) => `${household.villageCode} ${household.head}`
  const twin = households.find((household, index) => households.findIndex((other) => keyOf(other) === keyOf(household)) < index)
  const village = units.find(({ code }) => code === twin?.villageCode)
  const neighbour = units.find(({ kind, code }) => kind === 'village' && code !== village?.code)
  const secretary = members.find(({ unitCode, post }) => unitCode === village?.code && post === '村书记')
  const only = households.find(({ villageCode, head }) => villageCode === village?.code && head !== twin?.head)
  if (!twin || !village || !neighbour || !secretary || !only) throw new Error('the demo county has no village with two heads of one name')
  return { village, neighbour, secretary, head: only.head, twin: twin.head }
}

const story = findVillage()
const villageChatId = `group:${story.village.code}`
let server: SandboxServer
let browser: OpenBrowser
let page: Page

const field = () => page.getByRole('textbox', { name: '消息内容' })
const log = () => page.getByRole('log')
const lastBotMessage = () => log().locator('.from-bot').last()
const shownIn = async (chatId: string) => shownMessages.parse(await server.get(`/chats/${encodeURIComponent(chatId)}/messages?after=0`))

/** What the bot has shown in a chat, as one text. */
async function noticesIn(chatId: string): Promise<string> {
  const shown = await shownIn(chatId)
  return shown.flatMap(({ from, text }) => (from === 'bot' ? [text] : [])).join('\n')
}

async function say(text: string): Promise<void> {
  await field().fill(text)
  await field().press('Enter')
  await log().getByText('发送中…').waitFor({ state: 'hidden' })
}

beforeAll(async () => {
  server = await startSandboxServer('2023-06-15T08:00:00+08:00')
  browser = await openBrowser()
  page = browser.page
  await page.goto(`${server.url}/sandbox/`)
  await log().waitFor()
})

afterAll(async () => {
  await browser.close()
  await server.stop()
})

describe.sequential('the sandbox page', () => {
  it('opens in a village group with its 书记 as the speaker', async () => {
    await expect.poll(() => page.getByRole('region', { name: '我的身份' }).textContent()).toMatch(/村书记.*填报人/)
    expect(await page.getByRole('main').getByRole('heading', { level: 1 }).textContent()).not.toBe('')
    await expect.poll(() => page.getByRole('button', { name: '走访' }).count()).toBeGreaterThan(0)
    expect(await page.getByText('虚拟时间').isVisible()).toBe(true)
    expect(await page.getByText('2023年6月15日 周四').first().isVisible()).toBe(true)
  })

  it('finds a group and offers somebody of its own unit as the speaker', async () => {
    const lists = page.getByRole('navigation', { name: '群聊和人员' })
    await lists.getByRole('searchbox').fill(unitLabel(story.village))
    await lists
      .getByRole('button', { name: new RegExp(`^(?!.*(书记|队员|网格)).*${unitLabel(story.village)}`) })
      .first()
      .click()
    await page.getByRole('button', { name: `改用${story.secretary.name}（村书记）发言` }).click()
    await lists.getByRole('searchbox').fill('')
    expect(await page.getByRole('region', { name: '我的身份' }).getByRole('heading').textContent()).toBe(story.secretary.name)
  })

  it('answers a visit with ✅, its number and how the duty stands', async () => {
    await say(`走访 ${story.head} 在合作社务工，收入稳定`)
    await expect.poll(() => lastBotMessage().textContent()).toMatch(/✅.*#\d+/s)
    expect(await lastBotMessage().textContent()).toContain('机器人')
  })

  it('offers two people of one name as numbered buttons, and a press is the answer', async () => {
    await say(`走访 ${story.twin} 两口子都在家务农`)
    const asking = lastBotMessage()
    await expect.poll(() => asking.textContent()).toContain('❓')
    await asking.getByRole('button').first().click()
    await expect.poll(() => lastBotMessage().textContent()).toMatch(/✅.*#\d+/s)
  })

  it('breaks the line on Shift+Enter and sends nothing while characters are composed', async () => {
    await field().fill('第一行')
    await field().press('Shift+Enter')
    await field().pressSequentially('第二行')
    expect(await field().inputValue()).toBe('第一行\n第二行')
    await field().dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    expect(await field().inputValue()).toBe('第一行\n第二行')
    await field().fill('')
  })

  it('fills the field from a quick button without sending', async () => {
    const before = await shownIn(villageChatId)
    await page.getByRole('region', { name: '常用说法' }).getByRole('button').first().click()
    expect(await field().inputValue()).not.toBe('')
    await field().fill('')
    expect(await shownIn(villageChatId)).toHaveLength(before.length)
  })

  it('holds back what a real group would not deliver', async () => {
    const before = await shownIn(villageChatId)
    await page.getByRole('switch', { name: '像真实群一样' }).click()
    await say('走访进度')
    await log()
      .getByText(/未送达：真实群里，没有 @.+ 的消息机器人收不到/)
      .waitFor()
    expect(await shownIn(villageChatId)).toHaveLength(before.length)
    await page.getByRole('button', { name: '移除' }).click()
    await page.getByRole('switch', { name: '像真实群一样' }).click()
  })

  it('goes on to the next notice that somebody gets, past the daily looks that tell nobody anything', async () => {
    await page.getByRole('button', { name: '到下一次通知' }).click()
    await page.getByText(/发出通知 17 条/).waitFor({ timeout: 30_000 })
    expect(await page.getByText('2023年6月16日 周五').first().isVisible()).toBe(true)
  })

  it('brings reminders and rankings to the right groups when the clock moves a month', async () => {
    await page.getByRole('button', { name: '一个月后' }).click()
    await page.getByText(/发出通知 \d+ 条/).waitFor({ timeout: 90_000 })
    expect(await page.getByText('2023年7月16日 周日').first().isVisible()).toBe(true)
    const township = story.village.code.slice(0, 9)
    const neighbour = story.neighbour.code
    expect(await noticesIn('group:621021')).toContain('排名')
    expect(await noticesIn(`group:${township}`)).toContain('排名')
    expect(await noticesIn(`group:${neighbour}`)).not.toContain('入户遍访排名')
    expect(await noticesIn(`direct:${story.secretary.userId}`)).toContain('提醒')
    await keepScreenshot(page, 'desktop-month-later')
  })

  it('shows text as text', async () => {
    await say('<b>你好</b>')
    await expect.poll(() => log().locator('.own').last().textContent()).toContain('<b>你好</b>')
  })

  it('sends a picture with the words', async () => {
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const picture = { name: '入户照片.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') }
    await page.getByLabel('选择图片或文件').setInputFiles(picture)
    await page.getByText('入户照片.png').waitFor()
    await say(`走访 ${story.head} 补一张照片`)
    await expect.poll(() => log().locator('.own').last().locator('img').count()).toBe(1)
  })

  it('leads from the list of new messages to the chat, which counts as read then', async () => {
    const fresh = page
      .getByRole('region', { name: '虚拟时间' })
      .getByRole('button', { name: /条未读/ })
      .first()
    const title = (await fresh.textContent())?.replace(/\d+\+?\d* 条未读$/, '') ?? ''
    await fresh.click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title)
    await expect.poll(() => log().locator('.from-bot').count()).toBeGreaterThan(0)
  })

  it('changes who speaks by search, and gives the focus back', async () => {
    await page.getByRole('button', { name: /切换发言人/ }).click()
    const dialog = page.getByRole('dialog', { name: '切换身份' })
    await dialog.getByRole('searchbox').fill(story.secretary.name)
    await dialog.getByRole('button', { name: story.secretary.name }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await page.locator(':focus').getAttribute('aria-label')).toContain('切换发言人')
  })

  it('names every control and keeps to its window on desktop and tablet', async () => {
    expect(await findUnnamedControls(page)).toEqual([])
    expect(await measureOverflow(page)).toBe(0)
    await page.setViewportSize(tablet)
    expect(await measureOverflow(page)).toBe(0)
    await keepScreenshot(page, 'tablet')
    expect(await page.getByRole('complementary').count()).toBe(1)
  })

  it('shows one pane at a time on a phone, with targets for fingers', async () => {
    await page.setViewportSize(phone)
    const bar = page.getByRole('navigation', { name: '页面' })
    for (const tab of ['我', '时间', '群聊']) {
      await bar.getByRole('button', { name: tab }).click()
      expect(await measureOverflow(page)).toBe(0)
      expect(await findSmallTargets(page)).toEqual([])
      expect(await findUnnamedControls(page)).toEqual([])
      await keepScreenshot(page, `phone-${tab}`)
    }
    await page.getByRole('button', { name: '返回群聊列表' }).click()
    expect(await page.getByRole('main').isVisible()).toBe(false)
    expect(await findSmallTargets(page)).toEqual([])
    await keepScreenshot(page, 'phone-lists')
  })

  it('starts afresh after asking', async () => {
    await page.getByRole('navigation', { name: '页面' }).getByRole('button', { name: '时间' }).click()
    await page.getByRole('button', { name: '重新开始' }).click()
    await page.getByRole('button', { name: '清除并重新开始' }).click()
    await expect.poll(() => shownIn(villageChatId)).toEqual([])
    await expect.poll(() => page.getByText('2023年6月15日 周四').first().isVisible()).toBe(true)
  })

  it('ran without a fault in the browser', () => {
    expect(browser.faults).toEqual([])
  })
})
