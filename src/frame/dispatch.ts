import type { Db } from '../../db/client.ts'
import { findEntry } from '../../db/queries/entries.ts'
import { findDialog } from '../../db/queries/traffic.ts'
import { type Block, text } from '../core/blocks.ts'
import { answer, asking, type Reply, refused } from '../core/reply.ts'
import { answerReport, repeatQuestion } from '../domain/answering.ts'
import { choiceQuestion } from '../domain/asking.ts'
import { mayReportAsCarer } from '../domain/carers.ts'
import type { Command, Commands } from '../domain/command.ts'
import type { Context, SpeakerContext } from '../domain/context.ts'
import type { FiguresShown } from '../domain/documents/basis.ts'
import { refuseUnknown, toEachEntry } from '../domain/each-entry.ts'
import { followUp, inheritedNote } from '../domain/follow-up.ts'
import { beyondWords, readListItems } from '../domain/list-answer.ts'
import { nextPage } from '../domain/list-pages.ts'
import { closeQuestion, type OpenChoice, type OpenDialog, type OpenList, type OpenQuestion } from '../domain/question.ts'
import { handleReport } from '../domain/reporting.ts'
import { isAdmin } from '../domain/scope.ts'
import { maySeeEntry } from '../domain/secrecy.ts'
import { isCancel, readChoice, withoutDenial } from '../language/answers.ts'
import { interpret } from '../language/interpret.ts'
import { stripEnds } from '../language/mentions.ts'
import type { Interpretation } from '../language/types.ts'
import { offerBinding } from './binding-offer.ts'
import { isOffer, placeLoneFiles } from './lone-files.ts'
import { isAddressed, runTalk } from './talk.ts'

/** What is to be done about a message. Questions run on the read connection; what changes something runs in the transaction. */
export interface Plan {
  reads: boolean
  /** Null: the bot keeps silent. */
  run(db: Db): Promise<Reply | null>
}

/** Decides what a message is (interface §1, 'What a message is') and who answers it. */
export async function planMessage(commands: Commands, context: Context): Promise<Plan> {
  const { speaker } = context
  const alone = interpret(context.message.text, context.reading)
  if (!speaker) return writes((db) => greetStranger(commands, { ...context, db }, alone))
  const known: SpeakerContext = { ...context, speaker }
  const open = (await findDialog(context.db, {
    chatId: context.chat.id,
    memberId: speaker.id,
    kind: 'question',
    now: context.now,
  })) as OpenDialog | null
  const items = open?.type === 'list' ? planListAnswer(commands, known, { open, interpretation: alone }) : null
  if (items) return items
  const question = open === null || open.type === 'list' ? null : open
  // An open question is answered rather than followed up.
  const interpretation = (question && alone.kind !== 'query' ? null : await followUp(known, alone)) ?? alone
  return question ? planAnswer(commands, known, { open: question, interpretation }) : planFresh(commands, known, interpretation)
}

const writes = (run: Plan['run']): Plan => ({ reads: false, run })

/** A message while a numbered list is open: numbers or names with words are reports about its households. Null: it stands by itself. */
function planListAnswer(
  commands: Commands,
  context: SpeakerContext,
  about: { open: OpenList; interpretation: Interpretation },
): Plan | null {
  const { open } = about
  const command = commands.byName.get(open.command)
  const { start, end } = stripEnds(context.message.text, context.reading.botNames)
  const page = nextPage(context, open, context.message.text.slice(start, end))
  if (page) return { reads: true, run: async () => page }
  const found = command?.form === 'report' ? readListItems(context, command, about) : null
  if (!command || !found) return null
  const { items, beyond } = found
  const words = text(beyondWords(open, beyond))
  if (items.length === 0) return { reads: true, run: async () => asking([words]) }
  const { name, title } = command
  const fresh = planFresh(commands, context, { kind: 'report', rule: 'answer to a numbered list', command: name, word: title, items })
  return beyond.length === 0 ? fresh : { ...fresh, run: async (db) => withWords(await fresh.run(db), words) }
}

function withWords(reply: Reply | null, words: Block): Reply | null {
  return reply && { ...reply, blocks: [...reply.blocks, words] }
}

/** A message while a question is open: its answer, unless it is plainly a command or a question itself. */
function planAnswer(commands: Commands, context: SpeakerContext, about: { open: OpenQuestion; interpretation: Interpretation }): Plan {
  const { open, interpretation } = about
  const command = commands.byName.get(open.command)
  const { start, end } = stripEnds(context.message.text, context.reading.botNames)
  const raw = context.message.text.slice(start, end)
  const candidates = open.type === 'report' ? (open.ask.candidates ?? []) : open.candidates
  const title = titleOf(open, command)
  if (isCancel(raw)) return writes((db) => cancel({ ...context, db }, title))
  if (isOffer(open) && raw.trim() === '' && context.message.attachments.length > 0)
    return writes((db) => placeLoneFiles({ ...context, db }, true))
  const chosen = candidates.length > 0 && readChoice(raw, candidates) !== null
  // 不对，是王亦泰: the name is the answer, no question about it.
  const isAnswer = chosen || (candidates.length > 0 && withoutDenial(raw) !== raw)
  if (!isAnswer && interpretation.kind === 'query' && !isNameAskedFor(open, command, interpretation))
    return planInterruption(commands, context, about)
  if (!chosen && isCommand(interpretation, raw)) {
    const fresh = planFresh(commands, context, interpretation)
    return writes(async (db) => {
      await closeQuestion({ ...context, db })
      const reply = await fresh.run(db)
      return reply && { ...reply, blocks: [...reply.blocks, text(`（刚才没报完的“${title}”已放下，需要时请重新报。）`)] }
    })
  }
  return writes((db) => takeAnswer({ ...context, db }, { open, raw, command }))
}

/** A bare name asks for that household's history, unless a household is just what was asked for. */
function isNameAskedFor(open: OpenQuestion, command: Command | undefined, found: Extract<Interpretation, { kind: 'query' }>): boolean {
  if (open.type !== 'report' || command?.form !== 'report') return false
  return command.fields[open.ask.field]?.type === 'household' && found.query.householdIds.length > 0 && found.query.rest.trim() === ''
}

/** Is the message a command by itself: begun with a command word, or a whole report? Then it is no answer. */
function isCommand(interpretation: Interpretation, raw: string): boolean {
  if (interpretation.kind === 'action' || interpretation.kind === 'word') return true
  if (interpretation.kind !== 'report') return false
  // 昨天走访王亦态，… : the verb does not stand first, but nothing is left to ask.
  return raw.replace(/^[#＃/／\s]+/, '').startsWith(interpretation.word) || interpretation.items.every((item) => item.asks.length === 0)
}

/** A question in between is answered, and then what was open is asked again. */
function planInterruption(
  commands: Commands,
  context: SpeakerContext,
  about: { open: OpenQuestion; interpretation: Interpretation },
): Plan {
  const fresh = planFresh(commands, context, about.interpretation)
  const command = commands.byName.get(about.open.command)
  return {
    reads: fresh.reads,
    async run(db) {
      const reply = await fresh.run(db)
      const again = reply && repeatOpen({ ...context, db }, command, about.open)
      if (!again) return reply
      // What is open stays open: a list that was shown in between does not take its place.
      const remembers = (reply.remembers ?? []).filter(({ kind }) => kind !== 'question')
      return { ...reply, remembers, blocks: [...reply.blocks, ...again.blocks], ...(again.buttons ? { buttons: again.buttons } : {}) }
    },
  }
}

function repeatOpen(context: SpeakerContext, command: Command | undefined, open: OpenQuestion): Reply | null {
  if (open.type === 'choice') return choiceQuestion(open)
  return command?.form === 'report' ? repeatQuestion(context, command, open) : null
}

/** What was asked about: the report, or what was to be done to a case (救助 1034). */
function titleOf(open: OpenQuestion, command: Command | undefined): string {
  return (open.type === 'report' ? open.of?.form.title : undefined) ?? command?.title ?? ''
}

async function cancel(context: SpeakerContext, title: string): Promise<Reply> {
  await closeQuestion(context)
  return answer([text(`好的，已取消${title === '' ? '' : `这次“${title}”`}，没有记录。`)])
}

async function takeAnswer(
  context: SpeakerContext,
  about: { open: OpenQuestion; raw: string; command: Command | undefined },
): Promise<Reply | null> {
  const { open, raw, command } = about
  if (open.type === 'report') return command?.form === 'report' ? await answerReport(context, command, open, raw) : null
  return await answerChoice(context, open, raw, command)
}

async function answerChoice(context: SpeakerContext, open: OpenChoice, raw: string, command: Command | undefined): Promise<Reply | null> {
  const chosen = readChoice(raw, open.candidates)
  if ((command?.form !== 'word' && command?.form !== 'action') || !command.answer) return null
  if (chosen === null) return choiceQuestion(open)
  await closeQuestion(context)
  return await command.answer(context, open.data, chosen === 'none' ? null : chosen)
}

/** A message that stands by itself. */
function planFresh(commands: Commands, context: SpeakerContext, interpretation: Interpretation): Plan {
  switch (interpretation.kind) {
    case 'report':
      return writes((db) => runReport(commands, { ...context, db }, interpretation))
    case 'action':
      return writes((db) => runAction(commands, { ...context, db }, interpretation))
    case 'word':
      return writes((db) => runWord(commands, { ...context, db }, interpretation))
    case 'query':
      return { reads: true, run: (db) => runQuery(commands, { ...context, db }, interpretation) }
    case 'nearest':
    case 'chatter':
    case 'empty':
      return writes((db) => runTalk(commands, { ...context, db }, interpretation))
  }
}

async function runReport(commands: Commands, context: SpeakerContext, found: Extract<Interpretation, { kind: 'report' }>): Promise<Reply> {
  const command = commands.byName.get(found.command)
  if (command?.form !== 'report') throw new Error(`${found.command} is no report command`)
  const complaint = offerBinding(context) ?? unfit(context, command)
  if (complaint) return complaint
  return await handleReport(context, command, found.items, { sentAt: context.message.sentAt, attachments: context.message.attachments })
}

async function runAction(commands: Commands, context: SpeakerContext, found: Extract<Interpretation, { kind: 'action' }>): Promise<Reply> {
  const command = commands.byName.get(found.command)
  if (command?.form !== 'action') throw new Error(`${found.command} is no action`)
  const complaint = offerBinding(context) ?? unfit(context, command)
  if (complaint) return complaint
  const entry = await findEntry(context.db, found.no)
  if (!entry || !maySeeEntry(context, entry)) return await refuseUnknown(context, command, found)
  return await toEachEntry(context, command, { entry, word: found.word, rest: found.rest })
}

async function runWord(commands: Commands, context: Context, found: Extract<Interpretation, { kind: 'word' }>): Promise<Reply | null> {
  const command = commands.byName.get(found.command)
  if (command?.form !== 'word') throw new Error(`${found.command} is no word command`)
  if (context.speaker && !command.anyone) {
    const complaint = unfit({ ...context, speaker: context.speaker }, command)
    if (complaint) return complaint
  }
  return await command.run(context, { word: found.word, rest: found.rest })
}

async function runQuery(commands: Commands, context: SpeakerContext, found: Extract<Interpretation, { kind: 'query' }>): Promise<Reply> {
  const command = commands.byName.get(found.command)
  if (command?.form !== 'query') throw new Error(`${found.command} is no question`)
  const complaint = (command.alone ? null : offerBinding(context)) ?? unfit(context, command)
  if (complaint) return complaint
  const answered = await command.run(context, found.query)
  if (answered.mark !== '') return answered
  const reply = { ...answered, blocks: [...answered.blocks, ...inheritedNote(context, found)] }
  if (!command.figures) return reply
  const shown: FiguresShown = { command: command.name, query: found.query, text: context.message.text }
  return { ...reply, remembers: [...(reply.remembers ?? []), { kind: 'figures', state: shown }] }
}

function unfit(context: SpeakerContext, command: Command): Reply | null {
  const { posts } = context.speaker
  if (posts.length === 0) return refused('您现在没有职务，不能使用。请先发“我是 单位 姓名 职务”，由管理员确认。')
  if (isAdmin(context.speaker) || posts.some((post) => command.roles.includes(post.role))) return null
  if (command.form === 'report' && mayReportAsCarer(context.house, context.speaker, command.name)) return null
  return command.form === 'report'
    ? refused(`您的职务不能报“${command.title}”。发“帮助”可以看您能报什么。`)
    : refused(`“${command.title}”要由管理员来办，请联系本级管理员。`)
}

/** Somebody whom the roster does not know: he may say who he is; talk is passed over in groups. */
async function greetStranger(commands: Commands, context: Context, found: Interpretation): Promise<Reply | null> {
  const command = found.kind === 'word' ? commands.byName.get(found.command) : undefined
  if (found.kind === 'word' && command?.form === 'word' && command.anyone) return await runWord(commands, context, found)
  const talk = found.kind === 'chatter' || found.kind === 'empty'
  if (talk && !isAddressed(context)) return null
  return refused('还不知道您是谁，暂时不能办理。请发：我是 单位 姓名 职务（如 我是 铺仔村 张三 村书记），由管理员确认后就能用了。')
}
