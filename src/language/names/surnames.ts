/** The surnames that nearly everybody bears, by frequency in the census, then rarer ones. */
const SINGLE = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝巩稽井练仲乐虞卞封竺冼楚佟栗匡宗巫鞠桑荆谌银扬明沙伏岑习胥保蔺豆慕麻俄南折拓惠呼延贠员缑亢芮咸海苍逯拜撖鱼酒权凡鹿降步藏郗支晁才绳区朴麦邝鄂尚兀禹狄闻佘幸宿暴邰冶仝储苘蒲亓彻哈赫虎妥',
)

const DOUBLE = new Set(
  '欧阳 司马 上官 诸葛 令狐 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 司空 端木 东方 南宫 独孤 赫连 澹台 西门 百里 呼延 轩辕 太史 申屠 公羊 仲孙 闻人 淳于 单于 拓跋 万俟 钟离 濮阳 东郭 梁丘 左丘 公冶 宗政 太叔 鲜于 闾丘 亓官 司寇 子车 颛孙 巫马 漆雕 乐正 公良 谷梁 段干 东门 南门 羊舌'.split(
    ' ',
  ),
)

/** Is this a surname of two characters? */
export function isDoubleSurname(text: string): boolean {
  return DOUBLE.has(text)
}

/** The surname at the beginning of a text, '' when there is none. */
export function surnameAt(text: string): string {
  if (DOUBLE.has(text.slice(0, 2))) return text.slice(0, 2)
  return SINGLE.has(text.charAt(0)) ? text.charAt(0) : ''
}

/** The surname of a person on the roster: a known one, else the first character. */
export function surnameOf(name: string): string {
  return surnameAt(name) || name.charAt(0)
}
