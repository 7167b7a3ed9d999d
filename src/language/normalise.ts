import { withoutDialect } from './dialect.ts'

/**
 * Traditional characters (first of each pair) that turn up on phones set to Hong Kong or Taiwan input, and the simplified ones.
 * Only common ones: names with rarer characters are found by sound.
 */
const PAIRS =
  '訪访報报會会議议問问題题風风險险戶户務务進进門门間间單单請请說说話话語语認认證证訂订計计記记討讨論论設设許许診诊評评詢询' +
  '該该詳详誰谁調调談谈諮咨謝谢識识護护讀读變变讓让豐丰貧贫貨货責责貸贷費费貼贴資资賬账賴赖購购賣卖買买質质贈赠贊赞頭头頁页' +
  '項项順顺須须預预領领頻频顆颗額额類类顧顾願愿飛飞飯饭飲饮養养餘余館馆馬马駐驻騎骑驗验驚惊體体髮发鬧闹魚鱼鮮鲜鳥鸟鷄鸡雞鸡鴨鸭' +
  '麥麦黃黄黨党點点齊齐齡龄龍龙龜龟車车軍军軟软較较載载輕轻輛辆輪轮輸输轉转辦办農农邊边達达遷迁過过運运還还這这連连遠远適适選选' +
  '遺遗郵邮鄉乡鄰邻醫医釋释針针鉤钩銀银銷销鋼钢錄录錢钱錯错鍋锅鎖锁鎮镇鏈链鐵铁長长開开閉闭閒闲關关陝陕陣阵陰阴陳陈陸陆陽阳隊队' +
  '階阶際际隨随隱隐隻只雙双雖虽離离難难雲云電电霧雾靜静響响頓顿葉叶藥药蘭兰蘋苹處处號号蟲虫補补裝装裡里裏里製制複复見见規规視视' +
  '親亲觀观覺觉覽览觸触幾几個个們们來来倆俩倉仓備备傳传債债傷伤價价億亿優优兒儿兩两冊册凍冻劃划劉刘則则剛刚創创動动勞劳勢势勝胜' +
  '區区協协卻却廠厂廣广庫库廢废廳厅應应參参吳吴員员喬乔喪丧喫吃園园圍围圓圆圖图團团國国執执堅坚場场塊块壞坏墊垫壓压壘垒夠够奮奋' +
  '媽妈婦妇學学孫孙寧宁實实審审寫写寬宽寶宝將将專专尋寻對对導导層层屬属岡冈島岛崗岗嶺岭幫帮幹干張张強强彈弹彎弯後后徑径從从復复' +
  '徵征愛爱態态慣惯慮虑慶庆憂忧懷怀戀恋戰战戲戏掃扫掛挂採采損损換换據据擔担擇择擊击擠挤擴扩擾扰攔拦敗败敵敌數数時时暫暂曉晓書书東东' +
  '條条楊杨極极構构槍枪樂乐標标樓楼樣样樹树橋桥機机檔档檢检權权欄栏歡欢歲岁歷历歸归殘残殺杀氣气決决沒没況况涼凉淚泪減减測测湯汤溝沟' +
  '準准滅灭滯滞漁渔漲涨漸渐潔洁澤泽濟济濕湿灣湾災灾為为烏乌無无煉炼煩烦煙烟熱热燈灯燒烧營营爐炉爭争爺爷牆墙狀状獎奖獨独獲获現现' +
  '環环產产畝亩畢毕畫画當当療疗發发盜盗盡尽監监盤盘礎础確确磚砖礦矿禮礼種种稱称穀谷積积穩稳窮穷競竞筆笔築筑範范籌筹簡简簽签籃篮' +
  '糧粮糾纠紀纪約约紅红純纯紙纸級级細细終终組组結结給给統统經经綠绿維维綱纲網网線线緊紧編编練练縣县總总績绩織织繳缴繼继續续' +
  '羅罗義义習习聖圣聯联聲声職职聽听肅肃腦脑腫肿腳脚膽胆臉脸臨临舉举舊旧與与興兴艱艰蓋盖蔣蒋薦荐蕭萧盧卢蘇苏袞衮趙赵趕赶跡迹蹟迹' +
  '躍跃軌轨輔辅輝辉鄧邓鄭郑鐘钟鍾钟閆闫閻阎韓韩韋韦顏颜馮冯駱骆驛驿魯鲁鮑鲍龐庞賀贺賈贾賓宾賢贤貴贵貢贡財财貞贞贏赢趨趋辭辞遲迟' +
  '鏡镜鑽钻鞏巩頂顶頗颇騰腾騙骗髒脏鬆松鬥斗鹽盐麗丽齒齿滿满滬沪漢汉瑪玛瓊琼異异癥症瘋疯盞盏矚瞩碼码礙碍禍祸穌稣竊窃節节紗纱' +
  '綿绵緩缓緣缘縮缩罰罚罷罢聰聪脫脱蠶蚕蠟蜡術术衛卫衝冲襪袜訓训訴诉詞词試试誠诚誤误諾诺謀谋譚谭貿贸賠赔賺赚贖赎踐践週周' +
  '遙遥鄒邹鋪铺鑒鉴閘闸閱阅闊阔隴陇雜杂靈灵韌韧頸颈飄飘饋馈驢驴驟骤鯉鲤麵面慘惨懶懒懲惩拋抛掙挣揚扬搖摇摺折撫抚撥拨' +
  '攜携敘叙曆历朧胧柵栅棄弃棗枣殼壳毀毁氈毡涇泾淺浅渾浑湊凑溫温滾滚潑泼潤润濃浓濱滨瀉泻灑洒燭烛爾尔牽牵犢犊獸兽玀猡' +
  '賽赛幣币廟庙憑凭擬拟啟启嘗尝嚴严囑嘱壯壮壽寿夾夹妝妆孿孪屆届嶽岳幀帧廈厦彥彦彙汇徹彻恆恒悶闷惡恶戔戋貓猫豬猪' +
  '嗎吗臺台颱台佔占併并並并佈布淨净凈净託托臘腊羣群舖铺菸烟邨村嬸婶罵骂夥伙傢家僅仅儘尽傾倾償偿儲储別别剝剥勵励匯汇卽即喚唤嘆叹囪囱'

/** What stands for 了 in the north-west and the south (走访咧, 开了会嘞), and for 没 in the south. */
const PARTICLES = '咧了嘞了咯了哩了冇没'
/** 勒 is also part of names: it stands for 了 behind what was done only (走访勒王亦态家). */
const DONE_SO = /(?<=走访|入户|回访|遍访|上门|开会|培训|督查|检查|调研|签到|[去跑看])勒(?!\p{Script=Han}{0,3}(?:村|镇|乡|组|县|旗|屯))/gu

/** Typed for spaces or seen as nothing: all become one blank each, so that positions stay. */
const BLANKS =
  '\v\f\r\u00a0\u00ad\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u2061\u2062\u2063\u2064\u3000\ufeff\u0000'

const table = makeTable()

function makeTable(): Uint16Array {
  const codes = Uint16Array.from({ length: 65_536 }, (_, code) => code)
  for (const pairs of [PAIRS, PARTICLES]) {
    for (let at = 0; at + 1 < pairs.length; at += 2) codes[pairs.charCodeAt(at)] = pairs.charCodeAt(at + 1)
  }
  for (let code = 0xff01; code <= 0xff5e; code++) codes[code] = code - 0xfee0
  for (let at = 0; at < BLANKS.length; at++) codes[BLANKS.charCodeAt(at)] = 0x20
  codes[0x2028] = 0x0a
  codes[0x2029] = 0x0a
  codes[0xffe5] = 0xa5
  return codes
}

/**
 * The text in one form for reading: half-width, plain blanks, simplified characters, the words of dialects in plain ones. It has the same length (UTF-16) as `raw`, so that
 * every span found in it can be cut out of `raw` exactly as typed.
 */
export function normalise(raw: string): string {
  const length = raw.length
  let from = 0
  let text = ''
  for (let at = 0; at < length; at++) {
    const code = raw.charCodeAt(at)
    const plain = table[code] ?? code
    if (plain === code) continue
    text += raw.slice(from, at) + String.fromCharCode(plain)
    from = at + 1
  }
  const plain = from === 0 ? raw : text + raw.slice(from)
  return withoutDialect(plain.includes('勒') ? plain.replace(DONE_SO, '了') : plain)
}
