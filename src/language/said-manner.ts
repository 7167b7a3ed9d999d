import { type Draft, settle } from './draft.ts'
import type { Field } from './field-reading.ts'
import { askOption, type OptionWord } from './fields.ts'

/** Who did it, and when, before it is said how: 昨天给他儿子 打了电话; with another subject (儿子打电话说…) it tells of the household. */
const BY_US =
  /^(?:我们?|咱们?|已经?|刚[刚才]?|今[天早晚儿]|昨[天晚儿]|上午|下午|早上|晚上|中午|后来|又|也|都|是|就|只能|只好|只|用|通过|专门|在|先|再)*(?:(?:跟|和|与|给|同|向)[^\s,;。]{1,6}?)?$/

/** A clause that tells how we went about it (电话打过了, 给她打了电话, 微信视频看了看): its sign stands first but for us and whom it was with. */
export function claimSaidSo(draft: Draft, field: Field, signs: OptionWord[]): boolean {
  if (signs.length === 0) return false
  const { text } = draft.message
  const clauses = draft.pool.flatMap(({ start, end }) => text.slice(start, Math.min(end, start + SAID_REACH)).split(/[\s,;。!]+/))
  if (clauses.some((clause) => IN_PERSON.test(clause))) return false
  for (const clause of clauses) {
    const sign = signs.find(({ word }) => {
      const at = clause.indexOf(word)
      return at >= 0 && at <= LONGEST_BEFORE && BY_US.test(clause.slice(0, at))
    })
    if (sign === undefined) continue
    const wasHome = clauses.slice(0, clauses.indexOf(clause)).some((before) => AT_HOME.test(before))
    // 老两口在家，跟儿子视频了: the one was seen, the other called, or all of it was heard from afar.
    const reading = wasHome ? { ask: askOption(field, '') } : { value: sign.name }
    return settle(draft, field.key, { ...reading, rule: wasHome ? 'several options' : 'sign of an option', words: sign.word })
  }
  return false
}

/** Somebody was met: 老两口在家; 不在家 and 没人在家 say the contrary. */
const AT_HOME = /^(?!.*(?:不|没|没人|无人|未)在家).*在家(?!乡)/
/** How far into the words it is looked for how we went about it. */
const SAID_REACH = 200
/** More characters before the sign say something of their own. */
const LONGEST_BEFORE = 16

/** Somebody stood at the door all the same: 上门没人，打了电话; 电话没人接，跑到屋头一看. */
const IN_PERSON =
  /^(?:我们?|今天|上午|下午|就|又|才|还是|只好|后来)*(?:上门|敲门|去了|[到去](?:了)?(?:他|她)?(?:家|屋)|[跑赶走寻](?:到|去|过去|起去))/
