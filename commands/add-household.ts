import { type HouseholdKind, householdKinds } from '../src/core/nouns.ts'
import { type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { propose, rosterRoles } from '../src/domain/roster-change.ts'
import { speakingPost } from '../src/domain/scope.ts'
import { groupNumber } from '../src/language/names/household-prefix.ts'
import { hasNameForm } from '../src/language/names/words.ts'
import { parseNumber } from '../src/language/values/numbers.ts'

const HOW = '请按“新增户 村 组 户主 类型 人数”发送，例如：新增户 纸房村 三组 王新生 一般户 4人'
const MOST_PERSONS = 50
const LABEL = /^(?:村组|村|组别|组|户主|姓名|类型|类别|人数|人口)[:：=]/
const PERSONS = /^([\d一二两三四五六七八九十]+)(?:口人|人|口)?$/
const HEAD = /^[\p{Script=Han}·]{2,12}(?:[（(][^（()）]{1,4}[）)])?$/u

/** 新增户: a household that is not on the roster yet. */
export default defineWord({
  name: 'add-household',
  title: '新增户',
  aliases: [],
  summary: '报新增的一户，例如：新增户 纸房村 三组 王新生 一般户 4人；由乡镇管理员确认',
  order: 70,
  roles: rosterRoles,
  examples: [],
  async run(context, { rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    return await add({ ...context, speaker }, readWords(context, rest))
  },
})

/** What the words name, each by its form; what has the form of no name says why. */
interface Named {
  village?: number
  group?: string
  kind?: HouseholdKind
  persons?: number
  heads: string[]
  reason: string
}

function readWords({ house, reading }: Pick<SpeakerContext, 'house' | 'reading'>, rest: string): Named {
  const named: Named = { heads: [], reason: '' }
  const others: string[] = []
  const words = rest
    .replace(/(村|社区|委会)(?=第?[\d一二三四五六七八九十]+(?:村民)?小?(?:组|社|队))/g, '$1 ')
    .split(/[\s，,、;；]+/)
    .map((word) => word.replace(LABEL, ''))
  for (const word of words.filter(Boolean)) {
    const kind = householdKinds.find((candidate) => candidate === word)
    const [, persons] = PERSONS.exec(word) ?? []
    const { id } = /(?:村|社区|委会)$/.test(word) ? house.lexicon.unitByName(word, reading.speaker) : {}
    if (kind) named.kind = kind
    else if (persons !== undefined) named.persons = parseNumber(persons)
    else if (id !== undefined && house.directory.unit(id).kind === 'village') named.village = id
    else if (/(?:组|社|队)$/.test(word)) named.group = word
    else others.push(word)
  }
  const names = others.filter((word) => hasNameForm(word.replace(/[（(].*$/, '')))
  // A head whose name has an unusual form stands first.
  const heads = names.length > 0 ? names : others.slice(0, 1)
  return { ...named, heads, reason: others.filter((word) => !heads.includes(word)).join('，') }
}

async function add(context: SpeakerContext, named: Named): Promise<Reply> {
  const { directory } = context.house
  const villageId = named.village ?? speakingPost(context)?.unitId
  if (villageId === undefined || directory.unit(villageId).kind !== 'village') return refused(`请写上是哪个村。${HOW}`)
  const [head = '', ...more] = named.heads
  if (more.length > 0 || !HEAD.test(head)) return refused(`请一次报一户，写清户主姓名。${HOW}`)
  const { persons = 0 } = named
  if (!(persons >= 1 && persons <= MOST_PERSONS)) return refused(`请写上这户几口人。${HOW}`)
  const groups = [...new Set(directory.households(villageId).map((household) => household.groupName))]
  const wanted = named.group ?? ''
  const known = groups.find((group) => group === wanted || groupNumber(group) === groupNumber(wanted))
  if (groups.length > 0 && known === undefined && wanted === '')
    return refused(`请写上村组，${directory.unit(villageId).name}有：${groups.filter(Boolean).join('、')}。`)
  const isNew = groups.length > 0 && known === undefined
  return await propose(context, {
    kind: 'new',
    villageId,
    householdId: null,
    groupName: known ?? wanted,
    head,
    householdKind: named.kind ?? '一般户',
    persons,
    reason: [isNew ? `${wanted}是名册里没有的新村组` : '', named.reason].filter(Boolean).join('；'),
  })
}
