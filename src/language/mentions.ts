import { normalise } from './normalise.ts'
import type { Span } from './span.ts'

/** WeChat's and DingTalk's emoticons as they arrive in text: [玫瑰]. Other words in brackets are the user's own. */
const EMOTICON =
  /\[(?:玫瑰|强|微笑|抱拳|鼓掌|OK|ok|握手|呲牙|流泪|加油|太阳|月亮|爱心|合十|愉快|胜利|赞|庆祝|奋斗|憨笑|偷笑|捂脸|撇嘴|耶|哇|旺柴|发怒|害羞|大哭|尴尬|调皮|惊讶|难过|囧|抓狂|吐|可爱|白眼|困|惊恐|流汗|悠闲|疑问|嘘|晕|衰|敲打|再见|擦汗|坏笑|鄙视|委屈|阴险|亲亲|可怜|笑脸|生病|脸红|破涕为笑|恐惧|失望|无语|嘿哈|机智|皱眉|叹气|苦涩|裂开|让我看看|打脸|嘴唇|心碎|拥抱|弱|勾引|拳头|啤酒|咖啡|蛋糕|凋谢|炸弹|便便|礼物|红包|發|福|烟花|爆竹|猪头|跳跳|发抖|转圈|666|天啊|Emm|社会社会|感谢|比心|送花花|对勾|灵光一现)\]/y
const EMOJI = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0e|\ufe0f|\u20e3|[\u{e0020}-\u{e007f}])/uy
const OPENING = /[\s#/,、。.!~;:*·…]+|(?:嗯+|那个|啊+|呃+|哎+|唉+|哦+|喂+|emm+)(?:[\s,、。.…]+|(?=.))/y
const OTHER_MENTION = /@[^\s@]{1,32}(?=\s)/y

/**
 * The part of a message that is meant: without mentions of the bot at either end, mentions of others before it, a leading `#` or `/`,
 * emoji, white space, and spoken fillers at the start. Positions count in `raw`.
 */
export function stripEnds(raw: string, botNames: readonly string[]): Span {
  const text = normalise(raw)
  const mentions = botNames.filter((name) => name.trim() !== '').map((name) => `@${normalise(name).trim()}`)
  mentions.sort((a, b) => b.length - a.length)
  const start = stripStart(text, mentions)
  return { start, end: stripEnd(text, start, mentions) }
}

function stripStart(text: string, mentions: string[]): number {
  let at = 0
  for (;;) {
    const next = afterNoise(text, at, mentions)
    if (next === at) return at
    at = next
  }
}

function afterNoise(text: string, at: number, mentions: string[]): number {
  const mention = mentions.find((name) => text.startsWith(name, at))
  if (mention !== undefined) return at + mention.length
  for (const pattern of [OPENING, EMOJI, EMOTICON, OTHER_MENTION]) {
    pattern.lastIndex = at
    if (pattern.test(text)) return pattern.lastIndex
  }
  return at
}

function stripEnd(text: string, start: number, mentions: string[]): number {
  let end = text.length
  for (;;) {
    const next = beforeNoise(text, start, end, mentions)
    if (next === end) return end
    end = next
  }
}

function beforeNoise(text: string, start: number, end: number, mentions: string[]): number {
  if (end <= start) return start
  const last = text.charCodeAt(end - 1)
  if (last === 0x20 || last === 0x09 || last === 0x0a) return end - 1
  if (last === 0x5d) {
    const open = text.lastIndexOf('[', end - 1)
    EMOTICON.lastIndex = open
    return open >= start && EMOTICON.test(text) && EMOTICON.lastIndex === end ? open : end
  }
  const mention = mentions.find((name) => end - name.length >= start && text.startsWith(name, end - name.length))
  return mention === undefined ? beforeEmoji(text, start, end) : end - mention.length
}

function beforeEmoji(text: string, start: number, end: number): number {
  const low = text.charCodeAt(end - 1)
  const width = low >= 0xdc00 && low <= 0xdfff ? 2 : 1
  const at = end - width
  if (at < start) return end
  EMOJI.lastIndex = at
  return EMOJI.test(text) && EMOJI.lastIndex === end ? at : end
}
