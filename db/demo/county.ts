import { readFileSync } from 'node:fs'
import type { UnitKind } from '../../src/core/nouns.ts'
import type { HouseholdRow, MemberRow, UnitRow } from '../../src/core/roster-rows.ts'
import { inventPeople } from './people.ts'

/** A roster as its three import files would give it. */
export interface DemoCounty {
  units: UnitRow[]
  households: HouseholdRow[]
  members: MemberRow[]
}

const rootCode = '621021'
const seed = 20_230_615

/** 庆城县 with its real townships and villages, and with invented offices, people and households. The same rows at every call. */
export function generateDemoCounty(): DemoCounty {
  const units = [...readDivisions(), ...inventedUnits()]
  return { units, ...inventPeople(units, seed) }
}

function readDivisions(): UnitRow[] {
  const csv = readFileSync(new URL('./qingcheng-divisions.csv', import.meta.url), 'utf8')
  const lines = csv.trim().split(/\r?\n/).slice(1)
  return lines.map((line) => {
    const [code = '', name = '', kind = '', parentCode = ''] = line.split(',')
    return { code, name, kind: divisionKind(kind), parentCode: parentCode || null, aliases: shortNames(name, kind) }
  })
}

function divisionKind(word: string): UnitKind {
  return word === 'county' || word === 'township' ? word : 'village'
}

/** What people say: 马岭 for 马岭镇, 纸房村 for 纸房村委会. 庆城 alone is the county. */
function shortNames(name: string, kind: string): string[] {
  if (kind === 'village') return name.endsWith('村委会') ? [name.slice(0, -2)] : []
  return name === '庆城镇' ? [] : [name.slice(0, -1)]
}

type OfficeSpec = readonly [name: string, ...aliases: string[]]

const departments: readonly OfficeSpec[] = [
  ['庆城县乡村振兴局', '乡村振兴局', '振兴局'],
  ['庆城县住房和城乡建设局', '住建局'],
  ['庆城县水务局', '水务局'],
  ['庆城县教育局', '教育局'],
  ['庆城县医疗保障局', '医保局'],
  ['庆城县农业农村局', '农业农村局', '农业局'],
  ['庆城县财政局', '财政局'],
  ['庆城县民政局', '民政局'],
  ['庆城县卫生健康局', '卫健局'],
  ['庆城县人力资源和社会保障局', '人社局'],
  ['庆城县交通运输局', '交通局'],
  ['庆城县残疾人联合会', '残联'],
  ['庆城县发展和改革局', '发改局'],
  ['庆城县自然资源局', '自然资源局'],
  ['庆城县林业和草原局', '林草局'],
  ['庆城县文体广电和旅游局', '文旅局'],
  ['庆城县应急管理局', '应急局'],
  ['中共庆城县委组织部', '组织部'],
]

// The county's rules know 5 专班 and 12 专责工作组 but do not name them: these names are invented.
const taskforces: readonly OfficeSpec[] = [
  ['防返贫监测专班', '监测专班'],
  ['产业发展专班', '产业专班'],
  ['就业帮扶专班', '就业专班'],
  ['资金资产专班', '资金专班'],
  ['乡村建设专班', '建设专班'],
  ['义务教育专责工作组', '教育组'],
  ['基本医疗专责工作组', '医疗组'],
  ['住房安全专责工作组', '住房组'],
  ['饮水安全专责工作组', '饮水组'],
  ['兜底保障专责工作组', '兜底组'],
  ['搬迁后扶专责工作组', '后扶组'],
  ['金融帮扶专责工作组', '金融组'],
  ['消费帮扶专责工作组', '消费组'],
  ['驻村帮扶专责工作组', '驻村组'],
  ['人居环境专责工作组', '环境组'],
  ['乡村治理专责工作组', '治理组'],
  ['宣传信息专责工作组', '宣传组'],
]

const inspections: readonly OfficeSpec[] = [
  ['县委第一督查组', '第一督查组', '督查一组'],
  ['县委第二督查组', '第二督查组', '督查二组'],
]

const enterprises: readonly OfficeSpec[] = [
  ['庆城县塬上红果业有限公司', '塬上红果业'],
  ['庆城县环江源草畜有限公司', '环江源草畜'],
]

/** Codes in the 9xx range, which no division bears. */
function inventedUnits(): UnitRow[] {
  const office = (kind: UnitKind, first: number, specs: readonly OfficeSpec[]): UnitRow[] =>
    specs.map(([name, ...aliases], index) => ({ code: `${rootCode}${first + index}`, name, kind, parentCode: rootCode, aliases }))
  return [
    ...office('department', 901, departments),
    ...office('taskforce', 931, taskforces),
    ...office('inspection', 961, inspections),
    ...office('enterprise', 971, enterprises),
  ]
}
