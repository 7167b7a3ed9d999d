import { findEntry } from '../db/queries/entries.ts'
import { type Reply, refused } from '../src/core/reply.ts'
import { choiceQuestion } from '../src/domain/asking.ts'
import { handleCase } from '../src/domain/case-acting.ts'
import { defineWord, everyRole } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { projectNamed } from '../src/domain/project-named.ts'
import { openQuestion } from '../src/domain/question.ts'
import { project } from '../src/domain/workflows/project.ts'

const steps = project.actions.flatMap(({ word, aliases = [] }) => [word, ...aliases])
const [first = '', ...others] = steps.flatMap((step) => [`项目 ${step}`, `项目${step}`])

/** 项目 开工 名称 …: a step of a project that is called by its name, or by its number. */
export default defineWord({
  name: 'project-step',
  title: first,
  aliases: others,
  summary: '按名称报项目进展，例如：项目 开工 三组蓄水池改造；项目 支出 三组蓄水池改造 12万元；还有完工、验收、移交',
  order: 54,
  roles: everyRole,
  examples: [],
  async run(context, { word, rest }) {
    if (!context.speaker) return refused('请先发“我是 单位 姓名 职务”。')
    const known = { ...context, speaker: context.speaker }
    const action = word.replace(/^项目\s*/, '')
    if (rest.trim() === '') return refused(`请写上项目名称，例如：项目 ${action} 三组蓄水池改造`)
    const found = await projectNamed(known, rest.trim())
    if ('project' in found) return await handleCase(known, { entry: found.project.entry, word: action, rest: found.rest })
    if (found.candidates.length === 0) return refused(notInLibrary(rest.trim(), action))
    const candidates = found.candidates.map(({ no, name, unitId }) => ({ id: no, name, note: context.house.directory.unit(unitId).name }))
    const shown = candidates.map(({ id, name, note }) => ({ id, name, note }))
    const prompt =
      shown.length === 1
        ? `项目库里没有这个名称，是不是“${shown[0]?.name ?? ''}”（${shown[0]?.note ?? ''}）？`
        : '请问是哪一个项目？请回复序号。'
    await openQuestion(known, { type: 'choice', command: 'project-step', prompt, candidates: shown, data: { action, rest: found.rest } })
    return choiceQuestion({ prompt, candidates: shown })
  },
  answer: takeAnswer,
})

/** 使用整合资金的项目一律从项目库中提取 (A9). */
function notInLibrary(typed: string, action: string): string {
  const [name = ''] = typed.split(/\s/)
  return `项目库里没有“${name}”，不能“${action}”：项目要先入库。请先发：项目 入库 名称：${name} 下达额：30万元；已经入库的请写全名或编号。`
}

async function takeAnswer(context: SpeakerContext, data: Record<string, unknown>, chosen: number | null): Promise<Reply> {
  const entry = chosen === null ? null : await findEntry(context.db, chosen)
  if (!entry) return refused('没有记录。请写项目全名或编号，例如：项目 开工 1027')
  return await handleCase(context, { entry, word: String(data.action), rest: String(data.rest ?? '') })
}
