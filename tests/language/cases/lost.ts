import { loadCommands } from '../../../src/app.ts'
import { labelsOf } from '../../../src/language/labels.ts'
import { normalise } from '../../../src/language/normalise.ts'
import type { Interpretation } from '../../../src/language/types.ts'
import { unitNames } from './rosters.ts'

const { words: commands } = await loadCommands()

/** Lines of pasted minutes under labels that no field bears: the message itself keeps them. */
const OTHER_LINES = /^(?:会议)?(?:地点|记录人?):.*$/gm
/** Columns that no field bears, and the telephone, which is in the roster. */
const COLUMNS = /序号|责任单位|完成时限|村组|组别|联系电话|1\d{10}/g
/** Where the household lives and what kind it is, as the roster knows; the time of day. */
const PLACE =
  /(?:\p{Script=Han}{1,2}|第)?[一二三四五六七八九十上下屋桥头]{1,2}组|丛潭村?|【?(?:脱贫|监测)户】?|[屋家][里头]|镇长|[村镇]上?里?/gu
const TIME = /上午|中午|下午|晚上|\d{1,2}(?::00|[点时])/g
/** What has no news: particles, fillers, how many follow, numbers of points, and what one says about reporting. */
const PARTICLES =
  /[第头][\d一二三四五六七八九十]+户|先去|再到|最后去|申请(?=\s|$)|请假|跑趟|跑了趟|余?人|实到|嗯+|呃+|那个|就是说?|然后|说一下|第一(?=书记)|有(?=返贫)|具体(?=情况)|记录|登记|清单|台账|上报|填报|汇报|报告|反映|发现|情况|如下|刚[刚才]?|已经?|完成|开展|进行|组织|召开|举办|参加|出来|同志|[走跑看坐]了|一块|至(?=:)|[一了][起趟下期场条]|有(?=\s)|时(?=\s|$)|书记|主任|镇长|另外|还有|跑趟|[走跑看]了|[我们了过的去到在于对给从家户是为和跟同与由请让把打报个条次份场共等都均也开办搞记替代帮补又将这那均你吧]|[\d一二两三四五六七八九十①-⑳]+(?=[.、):\s户家个]|\ufe0f|$)|\[(?:强|抱拳)\]|@\S+|[^\p{L}\p{N}]|\p{No}/gu

/** The words of a report that are found nowhere in what was understood, asked or put right; empty when nothing was lost. */
export function lostWords(say: string, reading: Extract<Interpretation, { kind: 'report' }>): string {
  const { words = [], fields = {} } = commands.find(({ name }) => name === reading.command) ?? {}
  const isText = (field: string) => ['text', 'list', 'decisions'].includes(fields[field]?.type ?? '')
  const texts = reading.items.flatMap(({ values, asks }) => [
    ...Object.entries(values).flatMap(([key, value]) => (isText(key) ? textsOf(value) : [])),
    ...asks.map(({ typed = '' }) => typed),
  ])
  const corrected = reading.items.flatMap(({ corrections }) => corrections.map(({ typed }) => typed))
  const others = reading.items.flatMap(({ values }) => textsOf(values))
  const read = reading.items.flatMap(({ trace }) => trace.filter(({ field }) => !isText(field)).map((each) => each.words))
  const labels = Object.values(fields)
    .flatMap(labelsOf)
    .filter((label) => label.length > 1)
  let left = normalise(say).replace(OTHER_LINES, ' ')
  const parts = texts.flatMap((text) => text.split(/[\s；;]+/)).filter((part) => part.length > 1)
  for (const kept of [texts, parts, read, corrected, others, [...labels, ...words]]) left = without(left, kept)
  for (const name of unitNames) left = left.split(name).join(' ').split(name.replace(/委会$/, '')).join(' ')
  return left.replace(COLUMNS, ' ').replace(TIME, ' ').replace(PLACE, ' ').replace(PARTICLES, ' ').replace(/\s+/g, ' ').trim()
}

function without(words: string, texts: string[]): string {
  const known = texts.map((text) => normalise(text).trim()).filter((text) => text !== '')
  return known.sort((a, b) => b.length - a.length).reduce((left, text) => left.split(text).join(' '), words)
}

function textsOf(value: unknown): string[] {
  const day = typeof value === 'string' ? /^\d{4}-0?(\d+)-0?(\d+)$/.exec(value) : null
  if (day !== null) return [`${day[1]}月${day[2]}日`]
  if (typeof value === 'string' || typeof value === 'number') return [String(value)]
  if (Array.isArray(value)) return value.flatMap(textsOf)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
