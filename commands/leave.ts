import { addExemption, type Exemption, findLeaves, settleExemptions } from '../db/queries/exemptions.ts'
import { addDays } from '../src/clock.ts'
import { text } from '../src/core/blocks.ts'
import type { Member } from '../src/core/nouns.ts'
import { accepted, asking, type Notice, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { leaveWords, managersOf, mayGrantLeave } from '../src/domain/leave.ts'
import { looksLikeName } from '../src/language/names/words.ts'
import { normalise } from '../src/language/normalise.ts'
import { withoutSpans } from '../src/language/span.ts'
import { findDates } from '../src/language/values/dates.ts'

/** A day further ahead than this was meant for the past: 请假 6月1日 said on 2 June. */
const FARTHEST_DAYS = 180

/** 请假: not chased meanwhile; what one enters for himself is provisional until his manager says 准假 (counting-rules 11). */
export default defineWord({
  name: 'leave',
  title: '请假',
  aliases: ['准假', '不准假', '销假', '取消请假', '撤销请假'],
  summary: '请假期间不催报，例如：请假 6月1日至6月5日 病假；管理员发“准假 张三”确认，回来发“销假”',
  order: 62,
  examples: [{ say: '请假 6月20日至6月22日 病假', mark: '✅' }],
  async run(context, { word, rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    const known = { ...context, speaker }
    return word === '请假' ? await ask(known, rest) : await settle(known, word, rest)
  },
})

async function ask(context: SpeakerContext, rest: string): Promise<Reply> {
  const { db, speaker, now } = context
  const person = personIn(context, rest)
  if (person === null) return refused('名册里这个名字不止一位，请由系统管理员处理。')
  const member = person?.member ?? speaker
  const isOwn = member.id === speaker.id
  if (!isOwn && !mayGrantLeave(context, member))
    return refused(`替${member.name}请假，要由他的管理员来办；本人请发：请假 6月1日至6月5日 事由`)
  const stranger = person === undefined ? strangerIn(rest) : null
  if (stranger !== null)
    return asking([text(`名册里没有“${stranger}”，还没有登记。替别人请假请写他的全名；自己请假请先写日期，例如：请假 6月1日至6月5日 事由`)])
  const days = daysIn(context, rest)
  if (!days) return refused('请写明从哪天到哪天，例如：请假 6月1日至6月5日 病假')
  const row: Omit<Exemption, 'id'> = {
    kind: 'leave',
    dutyId: null,
    period: null,
    unitId: null,
    memberId: member.id,
    since: days.since,
    until: days.until,
    reason: withoutSpans(rest, [...days.spans, ...(person ? [person] : [])]).replace(/^(?:事由|原因|理由)\s*/, ''),
    byMemberId: speaker.id,
    at: now,
    state: isOwn ? 'provisional' : 'confirmed',
  }
  const replaced = await replaceWaiting(context, row)
  await addExemption(db, row)
  const words = leaveWords(context, row)
  if (!isOwn)
    return accepted([text(`已登记：${words}。期间不催本人，单位该报的照常。${replaced}`)], { notices: [toMember(member, words, row)] })
  return accepted([text(`已登记：${words}，待管理员确认。期间不催您，单位该报的照常；回来请发“销假”。${replaced}`)], {
    notices: managersOf(context, member).map((manager) => askManager(manager, words, row)),
  })
}

/** Surnames with which no reason of a leave begins; 张三 itself stands in the dictionary as a word. */
const PLAIN_SURNAME = /^[张王李刘陈杨赵吴徐孙朱郭罗梁宋郑谢韩唐冯邓沈彭吕苏卢蒋蔡贾魏薛]/

/** 请假 张三 6月1日 …: what looks like a name in the first place and is nobody's. */
function strangerIn(rest: string): string | null {
  const [, first] = /^(\p{Script=Han}{2,3})[\s，,、:：]/u.exec(rest.trim()) ?? []
  return first !== undefined && (looksLikeName(first) || PLAIN_SURNAME.test(first)) ? first : null
}

/** Leaves of the same person that wait for his manager and share a day with this one are replaced by it; says which. */
async function replaceWaiting(context: SpeakerContext, { memberId, since, until }: Omit<Exemption, 'id'>): Promise<string> {
  const leaves = await findLeaves(context.db, since ?? context.today)
  const replaced = leaves.filter((row) => row.memberId === memberId && row.state === 'provisional' && (row.since ?? '') <= (until ?? ''))
  await settleExemptions(
    context.db,
    replaced.map(({ id }) => id),
    'ended',
  )
  return replaced.length === 0 ? '' : `原来报的${replaced.map((row) => leaveWords(context, row)).join('；')}作废。`
}

/** The person named, with the place of his name; undefined when none is, null when it could be several. */
function personIn(
  { house, reading, today }: SpeakerContext,
  words: string,
): { member: Member; start: number; end: number } | null | undefined {
  const [found] = house.lexicon.findMembers(normalise(words), reading.speaker)
  if (!found) return undefined
  if ((found.candidates?.length ?? 1) > 1) return null
  const member = house.directory.member(found.value, today)
  return member && { member, start: found.start, end: found.end }
}

function daysIn(context: SpeakerContext, words: string): { since: string; until: string; spans: { start: number; end: number }[] } | null {
  const { reading, today } = context
  const read = (direction: 'ahead' | 'past') =>
    findDates(normalise(words), reading.nowMs, direction).filter((found) => found.value !== null)
  const ahead = read('ahead')
  const isPast = (ahead[0]?.value ?? '') > addDays(today, FARTHEST_DAYS)
  const found = isPast ? read('past') : ahead
  const [since, until] = [found[0]?.value, found.at(-1)?.until ?? found.at(-1)?.value]
  return since && until && since <= until ? { since, until, spans: found } : null
}

/** 准假, 不准假 (his manager), 销假 and 取消请假 (himself or his manager). */
async function settle(context: SpeakerContext, word: string, rest: string): Promise<Reply> {
  const { db, speaker, today, house } = context
  const ends = word !== '准假' && word !== '不准假'
  const person = personIn(context, rest)
  const member = person === undefined && ends ? speaker : person?.member
  const isOwn = member?.id === speaker.id
  if (!member || (!(isOwn && ends) && !mayGrantLeave(context, member))) return refused(`请写上您管理的人员的姓名，例如：${word} 张三`)
  const leaves = (await findLeaves(db, today)).filter(({ memberId, state }) => memberId === member.id && (ends || state === 'provisional'))
  if (leaves.length === 0)
    return refused(`${house.directory.member(member.id, today)?.name ?? ''}现在没有${ends ? '请假' : '等您确认的假'}。`)
  await settleExemptions(
    db,
    leaves.map(({ id }) => id),
    word === '准假' ? 'confirmed' : 'ended',
  )
  const words = leaves.map((row) => leaveWords(context, row)).join('；')
  const said = { 准假: '已准假', 不准假: '没有准假', 销假: '已销假' }[word] ?? '已取消请假'
  const notices = isOwn ? [] : leaves.map((row) => toMember(member, `${said}：${words}`, row))
  return accepted([text(`${said}：${words}。`)], { notices })
}

function toMember(member: Member, words: string, { at }: Pick<Exemption, 'at'>): Notice {
  return { to: { memberId: member.id }, key: `leave/${member.id}/${at}/${words}`, content: { blocks: [text(`${words}。`)] } }
}

function askManager(manager: Member, words: string, row: Omit<Exemption, 'id'>): Notice {
  const name = words.split(' ')[0] ?? ''
  return {
    to: { memberId: manager.id },
    key: `leave/${row.memberId}/${row.at}/${manager.id}`,
    content: {
      blocks: [text(`${words}，请您确认：同意发“准假 ${name}”，不同意发“不准假 ${name}”。`)],
      buttons: [{ text: '准假', says: `准假 ${name}` }],
    },
  }
}
