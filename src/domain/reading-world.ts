import type { Chat, Member } from '../core/nouns.ts'
import type { World } from '../language/types.ts'
import { caredOutside } from './carers.ts'
import type { Commands } from './command.ts'
import type { House } from './house.ts'
import { postRoot, wideRoot } from './scope.ts'

/** Who says something where, and how it is to be read. */
export interface Said {
  house: House
  commands: Commands
  speaker: Member | null
  chat: Pick<Chat, 'unitId'>
  /** When it was sent: 昨天 is seen from there, however late it is handled. */
  sentAt: number
  voice: boolean
  botNames: string[]
}

/** What a message is read against: the words of the commands, the names of the roster, and where its speaker stands. */
export function readingWorld({ house, commands, speaker, chat, sentAt, voice, botNames }: Said): World {
  const { directory, lexicon } = house
  const posts = speaker?.posts ?? []
  const scopeUnitIds = posts.map((post) => (post.role === 'inspector' ? wideRoot(directory, post) : postRoot(directory, post)))
  return {
    commands: commands.words,
    lexicon,
    speaker: {
      scopeUnitIds,
      householdIds: speaker === null ? [] : caredOutside(house, speaker, scopeUnitIds).map(({ id }) => id),
      homeUnitId: posts[0]?.unitId ?? null,
      chatUnitId: chat.unitId,
    },
    nowMs: sentAt,
    botNames,
    voice,
  }
}
