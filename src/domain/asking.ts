import { numbered, text } from '../core/blocks.ts'
import { asking, type Reply } from '../core/reply.ts'
import type { Ask, ItemReading } from '../language/types.ts'
import type { SpeakerContext } from './context.ts'
import type { Form, OpenChoice } from './question.ts'
import { mustMask, shownName } from './scope.ts'
import { isTwinAsk } from './twins.ts'

const YES_OR_NO = ['是', '不是'].map((says) => ({ text: says, says }))

/** The question about one field of a report: ❓, what is meant, and how to answer. */
export function askAbout(context: SpeakerContext, command: Form, item: ItemReading, ask: Ask): Reply {
  const sentence = describeAsk(context, command, ask)
  if (ask.reason === 'invalid')
    return {
      mark: '❌',
      blocks: [
        text(`${sentence}\n（其余内容已留着，直接回复正确的${command.fields[ask.field]?.label ?? '内容'}就能接着记；回复“取消”可不报）`),
      ],
    }
  if (isTwinAsk(ask)) return asking([text(sentence)], { buttons: YES_OR_NO })
  const candidates = ask.candidates ?? []
  const known = knownSoFar(context, command, item)
  const blocks = [text(known ? `${sentence}\n（${known}，回复“取消”可不报）` : sentence)]
  if (candidates.length === 0) return asking(blocks)
  const household = command.fields[ask.field]?.type === 'household'
  const names = candidates.map(
    (candidate) => `${household ? shownName(context, candidate.name) : candidate.name}${candidate.note ? `（${candidate.note}）` : ''}`,
  )
  const none = ask.reason === 'unknown' ? [{ text: '都不是', says: '都不是' }] : []
  return asking([...blocks, numbered(names)], {
    buttons: [...names.map((name, index) => ({ text: `${index + 1} ${name}`, says: String(index + 1) })), ...none],
  })
}

/** One sentence that says what is missing or doubtful. */
export function describeAsk(context: SpeakerContext, command: Form, ask: Ask): string {
  const spec = command.fields[ask.field]
  const label = spec?.label ?? ask.field
  const typed = spec?.type === 'household' && mustMask(context) ? '您写的名字' : `“${ask.typed ?? ''}”`
  switch (ask.reason) {
    case 'missing':
      return (
        spec?.ask ?? (spec?.type === 'household' ? '请问走访的户主是谁？' : `请问${label}是什么？${spec?.hint ? `例如：${spec.hint}` : ''}`)
      )
    case 'choice':
      if (ask.message) return ask.message
      return `请问${label}是哪一个？请回复序号${spec?.type === 'household' ? '或姓名' : '或名称'}。`
    case 'unknown':
      if (ask.candidates?.length === 1) return `名册里没有找到${typed}，${label}是不是下面这一户？是就回复“是”，不是请回复户主全名。`
      return ask.candidates && ask.candidates.length > 0
        ? `名册里没有找到${typed}，${label}是不是下面的哪一户？请回复序号或户主全名。`
        : `名册里没有找到${typed}，请回复${label}的全名。`
    case 'invalid':
    case 'outside':
      return ask.message ?? `${label}“${ask.typed ?? ''}”不对，请重新填写。`
  }
}

function knownSoFar(context: SpeakerContext, command: Form, item: ItemReading): string {
  const household = Object.entries(command.fields).find(([key, spec]) => spec.type === 'household' && item.values[key] !== undefined)
  if (!household) return `正在报${command.title}`
  return `正在报${command.title}：${shownName(context, String(item.values[household[0]]))}`
}

/** A command's own question, as it is first asked and asked again; where one thing is offered alone, 是 or 不是 answers. */
export function choiceQuestion({ prompt, candidates }: Pick<OpenChoice, 'prompt' | 'candidates'>): Reply {
  if (candidates.length === 1) return asking([text(prompt)], { buttons: YES_OR_NO })
  return asking([text(prompt), numbered(candidates.map((candidate) => candidate.name))], {
    buttons: candidates.map((candidate, index) => ({ text: candidate.name, says: String(index + 1) })),
  })
}
