import type { Case } from './case.ts'

const three = [
  { household: '王亦态', situation: '在合作社务工' },
  { household: '符秀英', situation: '腰疼，已联系村医' },
  { household: '吴多才', situation: '低保按月到账' },
]
const fine = (...heads: string[]) => heads.map((household) => ({ household, situation: '~正常' }))
const twenty = '王亦态 符永强 林少芳 陈丽珍 王国兴 王国新 符秀英 黄辉 李秀英 陈明 谢桂兰 吴多才 曾令华 许世民 蔡笃才 符兰'.split(' ')

/** Several households or problems in one message. */
export const several: Case[] = [
  { say: '走访\n1.王亦态 在合作社务工\n2.符秀英 腰疼，已联系村医\n3.吴多才 低保按月到账', is: three },
  { say: '走访\n1、王亦态：在合作社务工\n2、符秀英：腰疼，已联系村医\n3、吴多才：低保按月到账', is: three },
  { say: '走访\n王亦态：在合作社务工\n符秀英：腰疼，已联系村医\n吴多才：低保按月到账', is: three },
  { say: '走访\n王亦态，在合作社务工\n符秀英，腰疼，已联系村医\n吴多才，低保按月到账', is: three },
  { say: '走访\n王亦态\t在合作社务工\n符秀英\t腰疼，已联系村医\n吴多才\t低保按月到账', is: three },
  {
    say: '今天走访三户：1.王亦态 在合作社务工；2.符秀英 腰疼，已联系村医；3.吴多才 低保按月到账',
    is: three.map((each) => ({ ...each, date: '2023-06-15' })),
  },
  {
    say: '今天走访了3户\n王亦态 在合作社务工\n符秀英 腰疼，已联系村医\n吴多才 低保按月到账',
    is: three.map((each) => ({ ...each, date: '2023-06-15' })),
  },
  { say: '走访王亦态，在合作社务工；符秀英，腰疼，已联系村医；吴多才，低保按月到账', is: three },
  { say: '走访 王亦态 在合作社务工。符秀英 腰疼，已联系村医。吴多才 低保按月到账', is: three },
  { say: '走访\n①王亦态 在合作社务工\n②符秀英 腰疼，已联系村医\n③吴多才 低保按月到账', is: three },
  { say: '走访\n1️⃣王亦态 在合作社务工\n2️⃣符秀英 腰疼，已联系村医\n3️⃣吴多才 低保按月到账', is: three },
  { say: '走访\n户主：王亦态\n情况：在合作社务工\n\n户主：符秀英\n情况：腰疼，已联系村医\n\n户主：吴多才\n情况：低保按月到账', is: three },
  { say: '走访 王亦态、符永强、符兰 都正常', is: fine('王亦态', '符永强', '符兰') },
  { say: '走访王亦态、符永强、符兰三户，均正常', is: fine('王亦态', '符永强', '符兰') },
  { say: '走访王亦态、符永强和符兰，都正常', is: fine('王亦态', '符永强', '符兰') },
  { say: '走访 王亦态 符永强 符兰 都正常', is: fine('王亦态', '符永强', '符兰') },
  {
    say: '今天走访了王亦态，符永强，符兰，家里都正常',
    is: fine('王亦态', '符永强', '符兰').map((each) => ({ ...each, date: '2023-06-15' })),
  },
  { say: `走访\n${twenty.map((head, at) => `${at + 1}.${head} 正常`).join('\n')}`, is: fine(...twenty) },
  { say: `走访 ${twenty.join('、')} 一切正常`, is: fine(...twenty) },
  { say: `昨天走访了${twenty.join('、')}共16户，均正常`, is: fine(...twenty).map((each) => ({ ...each, date: '2023-06-14' })) },
  { say: '走访\n1.王亦态 正常\n2.林志强 正常', asks: 'household' },
  { say: '走访\n1.王亦态 正常\n2.李四光 正常', asks: 'household' },
  { say: '走访\n王亦态 家里四口人\n养牛六头\n孩子上学正常', is: [{ household: '王亦态', situation: '~孩子上学正常' }] },
  {
    say: '走访\n王亦态 家里四口人\n符秀英 在家\n腰疼，吃药',
    is: [
      { household: '王亦态', situation: '家里四口人' },
      { household: '符秀英', situation: '~腰疼' },
    ],
  },
  {
    say: '6月12日走访：\n1.王亦态 在合作社务工\n2.符秀英 腰疼，已联系村医\n3.吴多才 低保按月到账',
    is: three.map((each) => ({ ...each, date: '2023-06-12' })),
  },
  {
    say: '走访\n1.王亦态 6月12日 在家\n2.符秀英 6月13日 在家',
    is: [
      { household: '王亦态', situation: '在家', date: '2023-06-12' },
      { household: '符秀英', situation: '在家', date: '2023-06-13' },
    ],
  },
  {
    say: '走访\n王亦态 电话 在海口\n符秀英 在家',
    is: [
      { household: '王亦态', situation: '在海口', method: '电话' },
      { household: '符秀英', situation: '在家' },
    ],
  },
  {
    say: '风险\n1.王亦态 因病 住院自付三万\n2.吴多才 因灾 台风刮倒橡胶树200棵',
    kind: 'risk',
    is: [
      { household: '王亦态', cause: '因病', situation: '~住院', amount: 30_000 },
      { household: '吴多才', cause: '因灾', situation: '~橡胶树' },
    ],
  },
  {
    say: '问题\n1.丛潭村路灯坏了3盏\n2.铺仔三组水压不够\n3.村口垃圾没清',
    kind: 'issue',
    is: [{ content: '丛潭村路灯坏了3盏' }, { content: '铺仔三组水压不够' }, { content: '村口垃圾没清' }],
  },
  {
    say: '问题清单\n1.丛潭村路灯坏了3盏 责任部门：住建局 时限：6月30日\n2.铺仔三组水压不够 责任部门：水务局 时限：7月5日',
    kind: 'issue',
    is: [
      { content: '丛潭村路灯坏了3盏', department: '临高县住房和城乡建设局', due: '2023-06-30' },
      { content: '铺仔三组水压不够', department: '临高县水务局', due: '2023-07-05' },
    ],
  },
  {
    say: '问题\n问题内容\t责任单位\t责任部门\t时限\n屋顶漏雨未修\t铺仔村\t住建局\t6月30日\n水压不够\t先光村\t水务局\t7月5日',
    kind: 'issue',
    at: '和舍镇',
    is: [
      { content: '屋顶漏雨未修', unit: '铺仔村委会', department: '临高县住房和城乡建设局', due: '2023-06-30' },
      { content: '水压不够', unit: '先光村委会', department: '临高县水务局', due: '2023-07-05' },
    ],
  },
  {
    say: '问题\n1.铺仔村屋顶漏雨未修，责任单位铺仔村，责任部门住建局，6月30日前整改\n2.先光村水压不够，责任单位先光村，责任部门水务局，7月5日前整改',
    kind: 'issue',
    at: '和舍镇',
    is: [
      { content: '~漏雨未修', unit: '铺仔村委会', department: '临高县住房和城乡建设局', due: '2023-06-30' },
      { content: '~水压不够', unit: '先光村委会', department: '临高县水务局', due: '2023-07-05' },
    ],
  },
  {
    say: '督查\n铺仔村：1.第一书记不在岗 2.帮扶手册没签字\n先光村：未发现问题',
    kind: 'inspection',
    at: '和舍镇',
    is: [
      { unit: '铺仔村委会', findings: ['第一书记不在岗', '帮扶手册没签字'] },
      { unit: '先光村委会', findings: ['未发现问题'] },
    ],
  },
  {
    say: '暗访 铺仔村 1.公益岗脱岗 2.垃圾没清运；先光村 值班表没上墙',
    kind: 'inspection',
    at: '和舍镇',
    is: [
      { unit: '铺仔村委会', findings: ['公益岗脱岗', '垃圾没清运'], type: '暗访' },
      { unit: '先光村委会', findings: ['值班表没上墙'], type: '暗访' },
    ],
  },
  {
    say: '督查组今天在铺仔村、先光村督查',
    kind: 'inspection',
    at: '临高县',
    none: true,
    mayAsk: true,
  },
]
