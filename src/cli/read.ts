import type { Command } from 'commander'
import type { Store } from '../../db/client.ts'
import { findDialog } from '../../db/queries/traffic.ts'
import { loadCommands, loadSchedules } from '../app.ts'
import { type DateText, toDate } from '../clock.ts'
import type { Config } from '../config.ts'
import { UserError } from '../core/errors.ts'
import type { Chat, Member } from '../core/nouns.ts'
import type { Commands } from '../domain/command.ts'
import { createHouseKeeper, type House } from '../domain/house.ts'
import type { OpenDialog } from '../domain/question.ts'
import { readingWorld } from '../domain/reading-world.ts'
import { explain } from '../language/explain.ts'
import { readPacks } from '../pack-files.ts'
import { ledgerNow, readConfig, type Shell, withStore } from './shell.ts'

interface ReadOptions {
  as: string
  in: string
  voice?: true
}

/** `read`: what a text would be understood as, and why; nothing is stored. Safe beside a running server. */
export function addRead(program: Command, shell: Shell): void {
  program
    .command('read')
    .summary('看一句话会被读成什么')
    .description('看一句话由某人在某个会话里说出来会被读成什么、为什么（哪些话成了哪一项，凭什么判断，还剩下什么）。只看，不记录。')
    .argument('<原话>', '要读的话')
    .requiredOption('--as <人员>', '谁说的：用户 id 或姓名')
    .requiredOption('--in <会话>', '在哪里说的：会话 id，或单位的编码、名称（它的群）')
    .option('--voice', '按语音转写的文字来读')
    .action(async (text: string, options: ReadOptions) => {
      const config = readConfig(shell)
      const lines = await withStore(config, (store) => explainText(store, config, { text, options }))
      for (const line of lines) shell.out(line)
    })
}

async function explainText(store: Store, config: Config, asked: { text: string; options: ReadOptions }): Promise<string[]> {
  const { text, options } = asked
  const commands = await loadCommands()
  const sentAt = await ledgerNow(store, config)
  const today = toDate(sentAt)
  const house = await createHouseKeeper(readPacks(config.packs, { commands: commands.all, schedules: await loadSchedules() }), {
    now: () => sentAt,
  })(store.read)
  const speaker = findSpeaker(house, options.as, today)
  const chat = findChat(house, options.in)
  const said = { house, commands, speaker, chat, sentAt, voice: options.voice === true, botNames: config.botNames }
  const open = (await findDialog(store.read, { chatId: chat.id, memberId: speaker.id, kind: 'question', now: sentAt })) as OpenDialog | null
  return [...openLine(commands, open), ...explain(text, readingWorld(said))]
}

/** A question that waits for its answer comes first (interface §1, step 1). */
function openLine(commands: Commands, open: OpenDialog | null): string[] {
  if (open === null) return []
  const title = commands.byName.get(open.command)?.title ?? ''
  const what = open.type === 'list' ? '刚列出了编号名单' : '有一个问题还没有回答'
  return [`注意：此人在这里${what}（${title}），这句话会先当作回答；下面是单独来看的结果。`]
}

function findSpeaker({ directory }: House, wanted: string, today: DateText): Member {
  const members = directory.members(today)
  const byId = members.filter(({ id }) => directory.identities(id).some(({ userId }) => userId === wanted))
  const [found, ...others] = byId.length > 0 ? byId : members.filter(({ name }) => name === wanted)
  if (!found) throw new UserError(`名册里没有在职的“${wanted}”。`)
  if (others.length > 0) throw new UserError(`叫“${wanted}”的有 ${others.length + 1} 人，请写用户 id。`)
  return found
}

function findChat({ directory }: House, wanted: string): Chat {
  const unit = directory.unitByCode(wanted) ?? directory.units.find(({ name, officialName }) => name === wanted || officialName === wanted)
  const group = unit && directory.groupsOf(unit.id)[0]
  const found = directory.chats.find(({ chatId }) => chatId === wanted) ?? group
  if (!found) throw new UserError(`没有“${wanted}”这个会话：可写会话 id，或绑定了群的单位的编码、名称。`)
  return found
}
