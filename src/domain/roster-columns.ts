import { type ContactKind, contactKinds, type HouseholdKind, householdKinds, type Role, type UnitKind } from '../core/nouns.ts'
import { contactRules } from './contact-kinds.ts'

/** What a roster file holds. */
export type RosterKind = 'units' | 'households' | 'members' | 'contacts'

/** One column of a roster file: its English title (interface §6) and the Chinese ones, the first of which the template prints. */
export interface RosterColumn {
  field: string
  titles: readonly [string, ...string[]]
  required: boolean
  /** A file without this column leaves what is known as it is; an empty cell empties it. */
  keepsWithout?: true
  example: string
}

const column = (field: string, titles: readonly [string, ...string[]], example: string): RosterColumn => ({
  field,
  titles,
  required: true,
  example,
})
const optional = (...parts: Parameters<typeof column>): RosterColumn => ({ ...column(...parts), required: false })

const attributes = (example: string): RosterColumn => ({ ...optional('attributes', ['属性', '标签'], example), keepsWithout: true })

/** The columns of each kind of file. */
export const rosterColumns: Record<RosterKind, readonly RosterColumn[]> = {
  units: [
    column('code', ['单位编码', '编码', '代码', '单位代码', '区划代码'], '621021'),
    column('name', ['单位名称', '名称', '单位'], '庆城县'),
    column('kind', ['类型', '单位类型', '类别'], '县'),
    column('parent_code', ['上级编码', '上级单位编码', '上级代码'], ''),
    optional('aliases', ['别名', '简称'], '庆城'),
    attributes(''),
  ],
  households: [
    column('village_code', ['村编码', '村代码', '所在村编码', '行政村编码'], '621021103204'),
    optional('group_name', ['村民小组', '组', '小组', '组名', '自然村'], '一组'),
    column('head', ['户主', '户主姓名'], '张大山'),
    column('kind', ['户类型', '农户类型', '类型', '户类别'], '一般户'),
    column('persons', ['人数', '人口', '家庭人口', '家庭人口数'], '4'),
    optional('phone', ['电话', '联系电话', '手机', '手机号'], '19900000001'),
    optional('carer', ['帮扶责任人', '帮扶人', '责任人'], '李明'),
    attributes('低保|残疾'),
  ],
  members: [
    column('name', ['姓名'], '李明'),
    column('unit_code', ['单位编码', '所在单位编码', '编码', '单位代码'], '621021103204'),
    column('post', ['职务', '岗位'], '村书记'),
    column('role', ['角色', '权限'], '填报人'),
    optional('phone', ['电话', '联系电话', '手机', '手机号'], '19900000002'),
    optional('platform', ['平台'], 'sandbox'),
    optional('user_id', ['平台账号', '账号', '用户ID', '用户编号'], 'liming'),
  ],
  contacts: [
    column('kind', ['结对类型', '类型', '类别'], '帮扶'),
    column('who', ['谁', '姓名', '姓名或单位', '领导或单位', '联系人'], '庆城县住房和城乡建设局'),
    optional('who_unit', ['所在单位', '所在单位编码'], ''),
    column('unit', ['对象单位', '单位', '单位编码', '联系单位'], '621021103204'),
    optional('matter', ['分管事项', '事项'], ''),
  ],
}

/** What may be written for a value; the first word is the one that is shown. */
export type Words<Value extends string> = readonly (readonly [Value, readonly [string, ...string[]]])[]

/** Kinds of units as they may be written; the English word is always allowed. */
export const unitKindWords: Words<UnitKind> = [
  ['province', ['省', '自治区', '直辖市']],
  ['city', ['市', '地级市']],
  ['county', ['县', '区', '县区', '县级市']],
  ['township', ['乡镇', '乡', '镇', '街道']],
  ['village', ['村', '社区', '行政村']],
  ['department', ['部门', '局', '行业部门']],
  ['taskforce', ['专班', '专责工作组', '工作组']],
  ['enterprise', ['企业', '公司']],
  ['inspection', ['督查组', '督查']],
]

/** Kinds of pairings as they may be written. */
export const contactKindWords: Words<ContactKind> = contactKinds.map((kind) => [kind, [kind, ...contactRules[kind].words]])

/** Roles as they may be written. */
export const roleWords: Words<Role> = [
  ['reporter', ['填报人']],
  ['manager', ['审核人', '管理员']],
  ['leader', ['领导']],
  ['inspector', ['督查员']],
  ['admin', ['系统管理员']],
]

/** Kinds of households as they may be written: 户 may be left out. */
export const householdKindWords: Words<HouseholdKind> = householdKinds.map((kind) => [kind, [kind, kind.slice(0, -1)]] as const)

/** Chat platforms as they may be written; none for a person who has no account yet. */
export const platformWords: Words<'sandbox' | 'wecom' | 'dingtalk' | ''> = [
  ['sandbox', ['sandbox', '沙盒']],
  ['wecom', ['wecom', '企业微信']],
  ['dingtalk', ['dingtalk', '钉钉']],
  ['', ['']],
]
