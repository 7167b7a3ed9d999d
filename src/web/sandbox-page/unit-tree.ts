import type { Chat, Person, UnitName } from './sandbox-types.ts'

/** What a unit is, as far as the page must know to fold the lists. */
export type Level = 'county' | 'township' | 'village' | 'department' | 'taskforce' | 'inspection' | 'enterprise'

/** One fold of the left side: a township with its villages, or all units of one kind. */
export interface Fold {
  id: string
  title: string
  groups: Chat[]
  people: Person[]
}

/** Chats and people by unit, ready to be shown and looked up. */
export interface Directory {
  chats: Map<string, Chat>
  people: Map<string, Person>
  folds: Fold[]
  level: (code: string) => Level
  /** The unit and the units above it, nearest first. */
  lineage: (code: string) => string[]
  groupOf: (code: string) => Chat | undefined
  staffOf: (code: string) => Person[]
}

const kindFolds: { level: Level; title: string }[] = [
  { level: 'county', title: '县级' },
  { level: 'department', title: '县直部门' },
  { level: 'taskforce', title: '工作专班' },
  { level: 'inspection', title: '督查组' },
  { level: 'enterprise', title: '企业和合作社' },
]

/** Unit codes are prefixes of the codes below them (国家统计局 division codes); departments share the townships' length and tell by name. */
function classify(name: string, depth: number, hasChildren: boolean): Level {
  if (/(督查|督导|巡察|检查)[组队办]$/.test(name)) return 'inspection'
  if (/(专班|专责组|工作组|领导小组)$/.test(name)) return 'taskforce'
  if (/(公司|合作社|企业|工厂|集团)$/.test(name)) return 'enterprise'
  if (depth === 0) return 'county'
  if (depth > 1) return 'village'
  return hasChildren || /(镇|乡|街道|办事处)$/.test(name) ? 'township' : 'department'
}

function lineageOf(code: string, codes: ReadonlySet<string>): string[] {
  const found: string[] = []
  for (let length = code.length; length > 0; length -= 1) {
    const prefix = code.slice(0, length)
    if (codes.has(prefix)) found.push(prefix)
  }
  return found
}

function collectUnits(chats: Chat[], people: Person[]): Map<string, UnitName> {
  return new Map([...chats, ...people].map(({ unit }) => [unit.code, unit]))
}

function levelsOf(units: Map<string, UnitName>): Map<string, Level> {
  const codes = new Set(units.keys())
  const parents = new Set([...codes].map((code) => lineageOf(code, codes)[1]))
  return new Map([...units.values()].map(({ code, name }) => [code, classify(name, lineageOf(code, codes).length - 1, parents.has(code))]))
}

function groupBy<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

interface Sources {
  chats: Chat[]
  people: Person[]
  units: Map<string, UnitName>
  levels: Map<string, Level>
}

/** County first, then each township with its villages, then the other kinds. */
function buildFolds({ chats, people, units, levels }: Sources): Fold[] {
  const codes = new Set(units.keys())
  const foldOf = (code: string): string => {
    const level = levels.get(code) ?? 'county'
    return level === 'village' ? (lineageOf(code, codes)[1] ?? code) : level === 'township' ? code : level
  }
  const groups = groupBy(
    chats.filter((chat) => chat.kind === 'group'),
    (chat) => foldOf(chat.unit.code),
  )
  const staff = groupBy(people, (person) => foldOf(person.unit.code))
  const fold = (id: string, title: string): Fold => ({ id, title, groups: groups.get(id) ?? [], people: staff.get(id) ?? [] })
  const townships = [...units.values()].filter(({ code }) => levels.get(code) === 'township').map(({ code, name }) => fold(code, name))
  const [county, ...others] = kindFolds.map(({ level, title }) => fold(level, title))
  return [...(county ? [county] : []), ...townships, ...others].filter(({ groups, people }) => groups.length + people.length > 0)
}

/** Builds the directory from what the server lists. */
export function buildDirectory(chats: Chat[], people: Person[]): Directory {
  const units = collectUnits(chats, people)
  const levels = levelsOf(units)
  const codes = new Set(units.keys())
  const groupByCode = new Map(chats.filter(({ kind }) => kind === 'group').map((chat) => [chat.unit.code, chat]))
  const staff = groupBy(people, (person) => person.unit.code)
  return {
    chats: new Map(chats.map((chat) => [chat.id, chat])),
    people: new Map(people.map((person) => [person.id, person])),
    folds: buildFolds({ chats, people, units, levels }),
    level: (code) => levels.get(code) ?? 'county',
    lineage: (code) => lineageOf(code, codes),
    groupOf: (code) => groupByCode.get(code),
    staffOf: (code) => staff.get(code) ?? [],
  }
}

/** Where a member talks with the bot alone. */
export function directChatId(memberId: string): string {
  return `direct:${memberId}`
}

/** The chats that a person would open first: his direct chat, then the groups of his unit and of the units above it. */
export function chatsOf(directory: Directory, person: Person): Chat[] {
  const ids = [directChatId(person.id)]
  const groups = directory.lineage(person.unit.code).flatMap((code) => directory.groupOf(code) ?? [])
  return [...ids.flatMap((id) => directory.chats.get(id) ?? []), ...groups]
}

/** Whether the person works in the chat's unit or in a unit below or above it, so that speaking there is natural. */
export function belongs(directory: Directory, person: Person, chat: Chat): boolean {
  if (chat.kind === 'direct') return chat.id === directChatId(person.id)
  return directory.lineage(person.unit.code).includes(chat.unit.code) || directory.lineage(chat.unit.code).includes(person.unit.code)
}

/** Who speaks in a chat by default: its own member; in a group the village's 书记, or whoever reviews there, or the first of the staff. */
export function suggestSpeaker(directory: Directory, chat: Chat): Person | undefined {
  if (chat.kind === 'direct') return directory.people.get(chat.id.slice('direct:'.length))
  const staff = directory.staffOf(chat.unit.code)
  const secretary = directory.level(chat.unit.code) === 'village' ? staff.find(({ post }) => isSecretary(post)) : undefined
  return secretary ?? staff.find(({ role }) => role === 'manager') ?? staff[0]
}

const isSecretary = (post: string): boolean => /书记/.test(post) && !/第一书记|副书记/.test(post)

/** The sensible start: a village group with its 村书记 as speaker. */
export function startingPoint(directory: Directory): { chat: Chat; person: Person } | undefined {
  const people = [...directory.people.values()]
  const secretary = people.find(({ post, unit }) => directory.level(unit.code) === 'village' && isSecretary(post))
  const person = secretary ?? people[0]
  const chat = person && (directory.groupOf(person.unit.code) ?? directory.chats.get(directChatId(person.id)))
  return person && chat && { chat, person }
}
