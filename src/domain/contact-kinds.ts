import type { ContactKind, UnitKind } from '../core/nouns.ts'

/** What a kind of pairing joins, and in which words. */
export interface ContactRule {
  /** Command words; the kind itself is one unless another command has it (帮扶, 督查). */
  words: readonly string[]
  /** Who looks after: a person, or a unit of these kinds. */
  holder: 'member' | readonly UnitKind[]
  /** What may be looked after: units of these kinds; any where left out. */
  grounds?: readonly UnitKind[]
  /** A word for a matter may stand in place of a unit (分管 资金). */
  matters?: true
  /** Whom it makes owe, as rules call them. */
  owes: string
  /** How it is typed. */
  example: string
}

const offices = ['department', 'taskforce', 'enterprise', 'inspection'] as const

/** All kinds of pairings (mechanisms, 'Pairings that the rules need'): commands, imports and packs read this table. */
export const contactRules: Record<ContactKind, ContactRule> = {
  包抓: { words: ['包抓', '包联', '联系', '挂点', '包保'], holder: 'member', owes: '包抓领导', example: '包抓 王县长 马岭镇' },
  联乡: { words: ['联乡'], holder: ['department', 'enterprise'], grounds: ['township'], owes: '联乡部门', example: '联乡 住建局 马岭镇' },
  帮扶: { words: ['帮扶单位'], holder: offices, grounds: ['village'], owes: '帮扶单位', example: '帮扶单位 住建局 铺仔村' },
  村企: { words: ['村企', '村企结对'], holder: ['enterprise'], grounds: ['village'], owes: '结对企业', example: '村企 宏达公司 铺仔村' },
  督查: {
    words: ['督查组'],
    holder: ['inspection', 'taskforce', 'department'],
    grounds: ['township'],
    owes: '督查组',
    example: '督查组 第一督查组 马岭镇',
  },
  分管: { words: ['分管'], holder: 'member', matters: true, owes: '分管领导', example: '分管 李副县长 住建局' },
}

const kindNames: Record<UnitKind, string> = {
  province: '省',
  city: '市',
  county: '县',
  township: '乡镇',
  village: '村',
  department: '部门',
  taskforce: '专班',
  enterprise: '企业',
  inspection: '督查组',
}

function named(kinds: readonly UnitKind[]): string {
  return kinds.map((kind) => kindNames[kind]).join('、')
}

/** Why a unit cannot be the holder of a pairing, or what is looked after; null when it can. */
export function contactFault(kind: ContactKind, part: 'holder' | 'ground', unit: { name: string; kind: UnitKind }): string | null {
  const { holder, grounds, example } = contactRules[kind]
  const wanted = part === 'ground' ? grounds : holder === 'member' ? [] : holder
  if (!wanted || wanted.includes(unit.kind)) return null
  if (wanted.length === 0) return `“${kind}”要写领导姓名，${unit.name}是单位。例如：${example}`
  return `“${kind}”${part === 'holder' ? '的一方' : '的对象'}应是${named(wanted)}，${unit.name}不是。例如：${example}`
}
