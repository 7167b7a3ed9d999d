import { text } from '../src/core/blocks.ts'
import { accepted, answer, type Notice, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { themeDocument, themeNotice } from '../src/domain/documents/theme.ts'
import { createEntry } from '../src/domain/entries.ts'
import type { Theme } from '../src/domain/pack-themes.ts'
import { periodOf } from '../src/domain/periods.ts'
import { readableRoots } from '../src/domain/scope.ts'
import { THEME, themeFields, themeOf, themesIn } from '../src/domain/themes.ts'

/** 本月主题 (B19: 每月一主题): set for the month by the county's manager; alone it tells who has answered. */
export default defineWord({
  name: 'theme',
  title: '本月主题',
  aliases: ['每月主题'],
  summary: '县级管理员发“本月主题 饮水安全”定本月的主题，各村收到清单；只发“本月主题”看谁报了、问题整改得怎么样',
  order: 66,
  examples: [],
  async run(context, { rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    const known = { ...context, speaker }
    return /^(?:是什么|是啥|情况|进度|怎么样|谁|哪些|有哪些|没报|未报|完成)|^$/.test(rest.trim())
      ? await show(known)
      : await set(known, rest.trim())
  },
})

async function show(context: SpeakerContext): Promise<Reply> {
  const { house, today } = context
  const [root] = readableRoots(context)
  if (root === undefined) return refused('您的职务不在本群的单位范围内，这里查不到。')
  const period = periodOf('month', today)
  const themes = await themesIn(context, period)
  const below = themes.filter(({ unitId }) => house.directory.isWithin(unitId, root))
  const held = themeOf(house, themes, root)
  const shown = below.length > 0 ? below : held ? [held] : []
  if (shown.length === 0)
    return answer([text(`${period.label}还没有定主题。县级管理员发“本月主题 ${namesOf(context)[0] ?? '饮水安全'}”可以定。`)])
  const blocks = []
  for (const theme of shown) blocks.push(...(await themeDocument(context, house.directory.unit(root), theme)))
  return answer(blocks)
}

/** Themes that the packs know. */
function knownThemes({ house }: SpeakerContext): Theme[] {
  return house.packs.flatMap(({ themes }) => themes)
}

function namesOf(context: SpeakerContext): string[] {
  return knownThemes(context).map(({ name }) => name)
}

async function set(context: SpeakerContext, words: string): Promise<Reply> {
  const { db, house, speaker, today, now, message } = context
  const post = speaker.posts.find(
    ({ role, unitId }) => (role === 'manager' || role === 'admin') && ['city', 'county'].includes(house.directory.unit(unitId).kind),
  )
  if (!post) return refused('“本月主题”由县级管理员来定。只发“本月主题”可以看本月的主题和各村报了没有。')
  const theme = knownThemes(context).find(({ name, aliases }) => [name, ...aliases].includes(words))
  if (!theme) return refused(`规则包里没有“${words}”这个主题。可以定：${namesOf(context).join('、') || '（规则包 themes 里还没有写）'}。`)
  const period = periodOf('month', today)
  const before = (await themesIn(context, period)).find(({ unitId }) => unitId === post.unitId)
  if (before?.fields.theme === theme.name) return refused(`${period.label}的主题已经是“${theme.name}”了（#${before.no}）。`)
  const draft = {
    kind: THEME,
    class: theme.class,
    unitId: post.unitId,
    byUnitId: post.unitId,
    byPost: post.title,
    memberId: speaker.id,
    typedById: speaker.id,
    date: today,
    householdId: null,
    fields: themeFields(theme),
    status: 'recorded',
    sentAt: message.sentAt,
  }
  const entry = await createEntry(db, draft, now)
  const villages = house.directory.units.filter(({ id, kind }) => kind === 'village' && house.directory.isWithin(id, post.unitId))
  const notices: Notice[] = villages.map(({ id }) => ({ to: { unitId: id }, key: `theme/${entry.no}/${id}`, content: themeNotice(entry) }))
  const instead = before ? `，代替“${String(before.fields.theme)}”` : ''
  return accepted(
    [
      text(
        `#${entry.no} ${period.label}主题定为“${theme.name}”${instead}，清单已发给 ${villages.length} 个村：${theme.items.join('、')}。`,
      ),
    ],
    {
      entries: [entry.no],
      notices,
    },
  )
}
