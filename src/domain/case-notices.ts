import { type Block, list, note, text } from '../core/blocks.ts'
import type { Entry, Expectation } from '../core/nouns.ts'
import type { Notice, Receiver } from '../core/reply.ts'
import { doersAmong } from './case-doers.ts'
import { caseTitle, deedWords, type ToldCase } from './case-lines.ts'
import type { SpeakerContext } from './context.ts'
import { showDate } from './echo.ts'
import type { House } from './house.ts'
import { heldUntil } from './quiet-hours.ts'
import { targetsOf } from './reach.ts'
import { nameWithParent } from './unit-shown.ts'

/** Who gave the cases, where, and by which words they are called. */
export type Teller = Pick<SpeakerContext, 'house' | 'today' | 'speaker' | 'chat' | 'commands'>

/** What is new to be done about an entry. */
export interface Fresh {
  entry: Entry
  expected: Expectation[]
}

/** Lines of one notice; the rest is counted (a department's warning list). */
const MOST_LINES = 20

/** Tells those of whom something new is expected, each in one message however many entries; not the speaker, nor the group in which it was done. */
export function expectationNotices(context: Teller, fresh: Fresh[]): Notice[] {
  return toEachReceiver(context, fresh).map((one) => toNotice(context, one))
}

/** Tells those of whom something was expected that it was taken back, and why; likewise. */
export function withdrawalNotices(context: Teller, gone: Fresh[], reason: string): Notice[] {
  return toEachReceiver(context, gone).map(({ to, fresh }) => {
    const lines = fresh.slice(0, MOST_LINES).map(({ entry, expected }) => {
      const told = toldCase(context, entry, to)
      return `${caseTitle(context.house, told)}：${expected.map(({ what }) => deedWords(context.house, told, what)).join('；')}`
    })
    const outline = [
      text(`${speakerWords(context)}同志撤回了以下事项，不用再办：`),
      list(lines),
      ...(fresh.length > MOST_LINES ? [text(`……还有 ${fresh.length - MOST_LINES} 条。`)] : []),
    ]
    const blocks = reason === '' ? outline : [...outline, note(`原因：${reason}`)]
    return { to, key: `withdrawn/${keyOf(fresh)}`, evenMuted: true, content: { blocks, outline } }
  })
}

function toEachReceiver(context: Teller, fresh: Fresh[]): { to: Receiver; fresh: Fresh[] }[] {
  const byReceiver = new Map<string, { to: Receiver; fresh: Fresh[] }>()
  for (const { entry, expected } of fresh) {
    for (const one of expected.filter(({ quiet }) => !quiet)) {
      for (const to of receiversOf(context, entry, one)) {
        const key = JSON.stringify(to)
        byReceiver.set(key, { to, fresh: [...(byReceiver.get(key)?.fresh ?? []), { entry, expected: [one] }] })
      }
    }
  }
  return [...byReceiver.values()]
}

const MISSED = '没有通知到'

/** 已告知：马岭镇、水务局: to whom these notices go, in quiet hours when; and whom none of them reaches. */
export function toldNote(
  { house, today, now, quiet }: Pick<SpeakerContext, 'house' | 'today' | 'now' | 'quiet'>,
  notices: Notice[],
): Block[] {
  const later = heldUntil(now, quiet)
  const told = new Map<string, Set<string>>()
  for (const notice of notices) {
    const isReached = targetsOf(house, notice, today).length > 0
    const words = !isReached ? MISSED : later === null || notice.urgent ? '已告知' : `${later}告知`
    const names = told.get(words) ?? new Set<string>()
    told.set(words, names)
    for (const name of receiverName(house, notice.to)) names.add(name)
  }
  return [...told].flatMap(([words, names]) => {
    const end = words === MISSED ? '（没有能发到的群或人），请自行告知' : ''
    return names.size > 0 ? [note(`${words}：${[...names].join('、')}${end}`)] : []
  })
}

function receiverName({ directory }: House, to: Receiver): string[] {
  if ('unitId' in to) return [nameWithParent(directory, directory.unit(to.unitId)) ?? directory.unit(to.unitId).name]
  return 'memberId' in to ? [directory.person(to.memberId) ?? []].flat() : []
}

/** The group of the unit, else its people who may do it; where there is neither, the unit all the same, so that it is said. */
function receiversOf({ house, today, speaker, chat }: Teller, entry: Entry, { unitId, memberId, word }: Expectation): Receiver[] {
  const { directory } = house
  if (memberId !== null) return memberId === speaker.id ? [] : [{ memberId }]
  if (unitId === null || (chat.kind === 'group' && chat.unitId === unitId)) return []
  // Who does it himself knows.
  if (speaker.posts.some((post) => post.unitId === unitId && post.role !== 'leader')) return []
  const people = directory.members(today).filter((member) => member.posts.some((post) => post.unitId === unitId))
  if (people.length === 0 || directory.groupsOf(unitId).some(({ goneAt }) => !goneAt)) return [{ unitId }]
  const doers = doersAmong({ house, today }, people, { entry, word })
  return doers.filter((member) => member.id !== speaker.id).map((member) => ({ memberId: member.id }))
}

function toNotice(context: Teller, { to, fresh }: { to: Receiver; fresh: Fresh[] }): Notice {
  const from = speakerWords(context)
  const numbers = [...new Set(fresh.map(({ entry }) => entry.no))]
  return {
    to,
    key: `expected/${keyOf(fresh)}`,
    evenMuted: true,
    ...(fresh.some(({ expected }) => expected.some(({ urgent }) => urgent)) ? { urgent: true } : {}),
    content: {
      blocks: [
        text('memberId' in to ? `您好，${from}同志报来，请您办理：` : `${from}同志报来，请贵单位办理：`),
        list(fresh.slice(0, MOST_LINES).map(({ entry, expected }) => expected.map((one) => line(context, { entry, one, to })).join('；'))),
        ...(fresh.length > MOST_LINES ? [text(`……还有 ${fresh.length - MOST_LINES} 条，发“我的待办”可以看全部。`)] : []),
        ...replyWords(numbers),
      ],
      buttons: numbers.slice(0, 5).map((no) => ({ text: `收到 ${no}`, says: `收到 ${no}` })),
    },
  }
}

function keyOf(fresh: Fresh[]): string {
  const named = fresh.slice(0, MOST_LINES)
  return named.map(({ entry, expected }) => `${entry.no}v${entry.version}${expected[0]?.key ?? ''}`).join('-')
}

/** That the working days of a deadline are only guessed; '' where they are known. */
function guessOf({ house }: Teller, { span, since, due }: Expectation): string {
  return span?.endsWith('工作日') && due !== null ? house.calendar.guess(since, due) : ''
}

/** What the reply says of deadlines that have just begun and are only guessed. */
export function guessNotes(context: Teller, fresh: Fresh[]): Block[] {
  const guesses = fresh.flatMap(({ expected }) => expected.map((one) => guessOf(context, one)))
  return [...new Set(guesses)].filter(Boolean).map((words) => note(words))
}

/** 马岭镇刘海峰. */
function speakerWords({ speaker, house }: Teller): string {
  const [post] = speaker.posts
  return `${post ? house.directory.unit(post.unitId).name : ''}${speaker.name}`
}

function replyWords(numbers: number[]): Block[] {
  return [
    note(`收到请回复：收到 ${numbers[0] ?? ''}${numbers.length > 1 ? '（每条各回一次）' : ''}；看全部内容请发：查 ${numbers[0] ?? ''}`),
  ]
}

/** #1027 铺仔村 王*态（风险）：核实风险，2023年6月22日前（5个工作日），办了请发“核实 1027”. */
function line(context: Teller, { entry, one, to }: { entry: Entry; one: Expectation; to: Receiver }): string {
  const due =
    one.due === null
      ? ''
      : `，${showDate(one.due)}前${one.span ? `（${[one.span, guessOf(context, one)].filter(Boolean).join('；')}）` : ''}`
  const how = one.word === '收到' ? '' : `，办了请发“${one.word} ${entry.no}”`
  const told = toldCase(context, entry, to)
  return `${caseTitle(context.house, told)}：${deedWords(context.house, told, one.what)}${due}${how}`
}

/** The case with how its kind is reported. */
function toldCase({ commands }: Teller, entry: Entry, to: Receiver): ToldCase {
  const command = commands.byName.get(entry.kind)
  return { entry, to, command: command?.form === 'report' ? command : undefined }
}
