import type { HouseholdKind, UnitKind } from '../../../src/core/nouns.ts'
import { buildLexicon, type Lexicon } from '../../../src/language/names/lexicon.ts'
import type { Roster, Speaker } from '../../../src/language/types.ts'

/** A place from which cases speak. */
export interface Place {
  lexicon: Lexicon
  speaker: Speaker
}

type UnitRow = [code: string, name: string, kind: UnitKind, parent: string, aliases?: string]

/** Villages of 临高, 横山 (榆林), 岚皋 (安康) and 铜鼓 (宜春) with their official names; the departments' names follow the usual pattern. */
const units: UnitRow[] = [
  ['469024', '临高县', 'county', ''],
  ['469024106', '和舍镇', 'township', '469024'],
  ['469024103', '博厚镇', 'township', '469024'],
  ['469024106201', '抱堂村委会', 'village', '469024106'],
  ['469024106203', '茶胡村委会', 'village', '469024106'],
  ['469024106204', '先光村委会', 'village', '469024106'],
  ['469024106207', '铺仔村委会', 'village', '469024106'],
  ['469024901', '临高县民政局', 'department', '469024'],
  ['469024902', '临高县住房和城乡建设局', 'department', '469024', '住建局'],
  ['469024903', '临高县水务局', 'department', '469024'],
  ['469024904', '临高县农业农村局', 'department', '469024'],
  ['469024905', '临高县卫生健康委员会', 'department', '469024', '卫健委'],
  ['469024906', '临高县人力资源和社会保障局', 'department', '469024', '人社局'],
  ['469024907', '临高县乡村振兴局', 'department', '469024'],
  ['469024908', '临高县财政局', 'department', '469024'],
  ['469024911', '县委第一督查组', 'inspection', '469024', '第一督查组'],
  ['610803', '横山区', 'county', ''],
  ['610803105', '响水镇', 'township', '610803'],
  ['610803105201', '驼燕沟村委会', 'village', '610803105'],
  ['610803105206', '缸房村委会', 'village', '610803105'],
  ['610803105212', '窑湾村委会', 'village', '610803105'],
  ['610803901', '横山区水利局', 'department', '610803'],
  ['610803902', '横山区交通运输局', 'department', '610803', '交通局'],
  ['610925', '岚皋县', 'county', ''],
  ['610925115', '南宫山镇', 'township', '610925'],
  ['610925115201', '花里村委会', 'village', '610925115'],
  ['610925115202', '桂花村委会', 'village', '610925115'],
  ['610925115209', '溢河村委会', 'village', '610925115'],
  ['610925115212', '宏大村委会', 'village', '610925115'],
  ['610925901', '岚皋县教育体育局', 'department', '610925', '教体局'],
  ['610925902', '岚皋县医疗保障局', 'department', '610925', '医保局'],
  ['360926', '铜鼓县', 'county', ''],
  ['360926105', '大塅镇', 'township', '360926'],
  ['360926105209', '古桥村委会', 'village', '360926105'],
  ['360926105203', '谭坊村委会', 'village', '360926105'],
  ['360926105201', '东风村委会', 'village', '360926105'],
  ['360926901', '铜鼓县林业局', 'department', '360926'],
]

/** Heads by village and group; kinds go round. Every person is made up. */
const heads: Record<string, Record<string, string>> = {
  '469024106207': {
    丛潭村: '王亦态 符永强 林少芳 陈丽珍',
    铺仔一组: '王国兴 王国新 符秀英 黄辉',
    铺仔二组: '李秀英 陈明 谢桂兰 林志强',
    铺仔三组: '林志强 吴多才 曾令华 许世民 蔡笃才 符兰',
  },
  '469024106204': { 一组: '王大壮 符亚荣 林有志', 二组: '李亚妹 陈明' },
  '469024106201': { 一组: '曾维新 吴坤英' },
  '610803105206': {
    一组: '折小平 拓万成 惠玉莲 高海军 马占山',
    二组: '常秀兰 艾生才 杜凤莲 呼延虎 白海生 雷桂英 曹彩霞 高海云',
  },
  '610803105212': { 一组: '马志明 高建国' },
  '610925115201': {
    一组: '祝永平 杨代军 陶光银 唐自林 邱世清 伍先翠',
    二组: '廖昌华 龚高英 郭正兰 张先友 刘仁成 刘仁诚 柯尊发 周明安',
  },
  '610925115209': { 一组: '徐德富 汪代珍' },
  '360926105209': {
    上屋组: '卢水根 邱冬香 帅细毛 聂火生',
    下屋组: '熊兰英 罗水根 黄辉明 胡海泉',
    桥头组: '刘南生 刘兰生 温金莲 涂传宝',
  },
  '360926105203': { 一组: '谢火根 钟秋香' },
}

const members: [name: string, unit: string, post: string][] = [
  ['符史强', '469024106207', '村书记'],
  ['林小燕', '469024106207', '网格员'],
  ['陈文博', '469024106207', '第一书记'],
  ['吴清雄', '469024106', '镇党委书记'],
  ['王信隆', '469024106', '乡村振兴站站长'],
  ['钟海燕', '469024', '副县长'],
  ['李文彬', '469024908', '财政局局长'],
  ['高玉川', '610803105206', '村书记'],
  ['张建军', '610803105', '镇长'],
  ['祝长青', '610925115201', '村书记'],
  ['陶明华', '610925115', '副镇长'],
  ['卢国平', '360926105209', '村书记'],
]

const idOf = new Map(units.map(([code], at) => [code, at + 1]))
const id = (code: string): number => idOf.get(code) ?? 0
const kinds: HouseholdKind[] = ['一般户', '脱贫户', '边缘易致贫户', '脱贫不稳定户', '突发严重困难户']

function pathOf(code: string): string {
  const parent = units.find(([each]) => each === code)?.[3] ?? ''
  return `${parent === '' ? '/' : pathOf(parent)}${id(code)}/`
}

const roster: Roster = {
  units: units.map(([code, name, kind, parent, aliases = '']) => ({
    id: id(code),
    code,
    name,
    kind,
    parentId: parent === '' ? null : id(parent),
    path: pathOf(code),
    aliases: aliases === '' ? [] : aliases.split('|'),
  })),
  households: Object.entries(heads)
    .flatMap(([village, groups]) =>
      Object.entries(groups).flatMap(([group, names]) => names.split(' ').map((head) => ({ village, group, head }))),
    )
    .map(({ village, group, head }, at) => ({
      id: at + 1,
      villageId: id(village),
      groupName: group,
      head,
      kind: kinds[at % kinds.length] ?? '一般户',
    })),
  members: members.map(([name, unit, post], at) => ({ id: at + 1, name, unitIds: [id(unit)], titles: [post] })),
  indicators: [
    { name: '资金支出率', aliases: ['支出率', '资金支出进度', '支出进度', '资金支出'] },
    { name: '开工率', aliases: ['项目开工率'] },
    { name: '完工率', aliases: ['项目完工率'] },
    { name: '产业占比', aliases: ['产业资金占比'] },
  ],
}

/** The full names of all units. */
export const unitNames = units.map(([, name]) => name)

export const lexicon = buildLexicon(roster)

function at(code: string): Place {
  return { lexicon, speaker: { scopeUnitIds: [id(code)], homeUnitId: id(code), chatUnitId: null } }
}

/** Who speaks: a village cadre of each county, a township's and a county's. */
export const places = {
  铺仔村: at('469024106207'),
  和舍镇: at('469024106'),
  临高县: at('469024'),
  缸房村: at('610803105206'),
  响水镇: at('610803105'),
  花里村: at('610925115201'),
  南宫山镇: at('610925115'),
  古桥村: at('360926105209'),
  大塅镇: at('360926105'),
} as const
