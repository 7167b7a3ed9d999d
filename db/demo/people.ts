import { pinyin } from 'pinyin-pro'
import type { HouseholdKind, Role } from '../../src/core/nouns.ts'
import type { HouseholdRow, MemberRow, UnitRow } from '../../src/core/roster-rows.ts'
import { groupName, inventName, villageSurnames } from './names.ts'
import { createRandom, type Random } from './random.ts'

type PostSpec = readonly [title: string, role: Role]

interface Invention {
  random: Random
  nextPhone: () => string
}

/** Invents the people and households of any units: the same units and seed give the same rows. All accounts are on the sandbox. */
export function inventPeople(units: readonly UnitRow[], seed: number): { households: HouseholdRow[]; members: MemberRow[] } {
  const random = createRandom(seed)
  const nextPhone = phoneBook()
  const nextPerson = personnel(random)
  const households: HouseholdRow[] = []
  const members: MemberRow[] = []
  for (const unit of units) {
    const posts = unit.parentCode === null ? rootPosts(unit) : postsOf(unit, random)
    const staff = posts.map(([post, role]) => ({ ...nextPerson(), unitCode: unit.code, post, role, phone: nextPhone() }))
    members.push(...staff)
    if (unit.kind !== 'village') continue
    const carers = staff.map((member) => member.name)
    const village = inventVillage(unit.code, { random, nextPhone })
    households.push(...village.map((household) => ({ ...household, carer: carers[random.below(carers.length)] ?? null })))
  }
  return { households, members }
}

/** Numbers of a block that belongs to nobody; it starts again after ten thousand. */
function phoneBook(): () => string {
  let given = 0
  return () => {
    given += 1
    return `1990000${String(given % 10_000).padStart(4, '0')}`
  }
}

/** No two staff bear one name, so that a name always means one of them; accounts are readable and unique. */
function personnel(random: Random): () => { name: string; platform: string; userId: string } {
  const names = new Set<string>()
  const spellings = new Map<string, number>()
  return () => {
    let name = inventName(random)
    while (names.has(name)) name = inventName(random)
    names.add(name)
    const spelling = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true }).join('')
    const count = (spellings.get(spelling) ?? 0) + 1
    spellings.set(spelling, count)
    return { name, platform: 'sandbox', userId: count === 1 ? spelling : `${spelling}${count}` }
  }
}

/** The leaders and the office of the topmost unit. */
function rootPosts({ kind, name }: UnitRow): PostSpec[] {
  const level = name.slice(-1)
  const head = kind === 'province' ? '省长' : `${level}长`
  return [
    [`${level}委书记`, 'leader'],
    [head, 'leader'],
    [`${level}委副书记`, 'leader'],
    [`常务副${head}`, 'leader'],
    [`副${head}`, 'leader'],
    [`副${head}`, 'leader'],
    [`${level}乡村振兴局办公室主任`, 'manager'],
    ['系统管理员', 'admin'],
  ]
}

function postsOf(unit: UnitRow, random: Random): PostSpec[] {
  switch (unit.kind) {
    case 'village':
      return villagePosts(random)
    case 'township':
      return townshipPosts(unit.name.endsWith('乡') ? '乡' : '镇')
    case 'department':
      return [
        [headOf(unit), 'manager'],
        ['业务联络员', 'reporter'],
      ]
    case 'inspection':
      return [
        ['督查组组长', 'inspector'],
        ['督查组成员', 'inspector'],
      ]
    case 'taskforce':
      return [[unit.name.endsWith('专班') ? '专班联络员' : '工作组联络员', 'reporter']]
    case 'enterprise':
      return [['企业联络员', 'reporter']]
    default:
      return rootPosts(unit).filter(([, role]) => role !== 'admin')
  }
}

function villagePosts(random: Random): PostSpec[] {
  const team: PostSpec[] = [
    ['村书记', 'reporter'],
    ['第一书记', 'reporter'],
  ]
  return random.chance(0.5) ? [...team, ['驻村工作队员', 'reporter']] : team
}

function townshipPosts(level: '乡' | '镇'): PostSpec[] {
  return [
    ['党委书记', 'leader'],
    [`${level}长`, 'leader'],
    [`副${level}长`, 'manager'],
    ['乡村振兴站站长', 'manager'],
  ]
}

/** 住建局局长, 残联理事长, 组织部部长. */
function headOf({ name, aliases }: UnitRow): string {
  const short = aliases[0] ?? name
  if (short.endsWith('部')) return `${short}部长`
  return short.endsWith('局') ? `${short}局长` : `${short}理事长`
}

/** 20 to 48 households in 4 to 7 groups. In one village of ten a name is borne by two heads, in different groups. */
function inventVillage(villageCode: string, { random, nextPhone }: Invention): HouseholdRow[] {
  const surnames = villageSurnames(random)
  const size = 20 + random.below(29)
  const groups = 4 + random.below(4)
  const heads = new Set<string>()
  while (heads.size < size) heads.add(inventName(random, surnames))
  const names = [...heads]
  if (random.chance(0.1)) names[size - 1] = names[0] ?? ''
  return names.map((head, index) => ({
    villageCode,
    groupName: groupName(Math.floor((index * groups) / size)),
    head,
    kind: inventKind(random),
    persons: 1 + random.pick([0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 6]),
    phone: random.chance(0.8) ? nextPhone() : null,
    carer: null,
  }))
}

/** About two thirds are ordinary, four in a hundred monitored. */
function inventKind(random: Random): HouseholdKind {
  const draw = random.below(1_000)
  if (draw < 8) return '突发严重困难户'
  if (draw < 24) return '边缘易致贫户'
  if (draw < 40) return '脱贫不稳定户'
  return draw < 330 ? '脱贫户' : '一般户'
}
