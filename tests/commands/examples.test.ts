import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCommands } from '../../src/app.ts'
import { toDate } from '../../src/clock.ts'
import type { Command, Example } from '../../src/domain/command.ts'
import { fillExample } from '../../src/domain/examples.ts'
import { startTestApp, type TestApp } from '../support/app.ts'

// Every example of every command does what it says: help, handbook and quick buttons show them.

/** People of world-dev, the ones nearest to the village first: who may use the command types its examples. */
const people = ['jiahongwei', 'liuhaifeng', 'wangjianxin', 'hanming', 'sunli', 'zhoukai']
const commands = await loadCommands()
const examples = commands.all.flatMap((command) =>
  command.examples.map((example) => ({ title: command.title, say: example.say, command, example })),
)

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('every report and question has an example', () => {
  const without = commands.all.filter((command) => (command.form === 'report' || command.form === 'query') && command.examples.length === 0)
  expect(without.map((command) => command.name)).toEqual([])
})

describe('examples', () => {
  test.each(examples)('$title: $say', async ({ command, example }) => {
    const speaker = await speakerFor(command)
    const no = example.after === undefined ? undefined : await makeEntry(example.after)

    const replies = await house.say(`direct:${speaker}`, speaker, await filled(speaker, example, no))

    expect(replies[0]?.text ?? '').toMatch(example.mark === '' ? /^[^✅❓❌]/ : new RegExp(`^${example.mark}`))
  })
})

async function speakerFor(command: Command): Promise<string> {
  const { directory } = await house.app.keepHouse(house.app.store.read)
  const today = toDate(house.app.clock.now())
  const fits = (id: string): boolean =>
    directory.memberByIdentity('sandbox', id, today)?.posts.some((post) => command.roles.includes(post.role)) ?? false
  // 督查 and 调研 are for those who look over others' ground.
  const ordered = command.form === 'report' && command.wide ? ['hanming', ...people] : people
  return ordered.find(fits) ?? 'zhoukai'
}

async function filled(speakerId: string, example: Example, no?: string): Promise<string> {
  const { app } = house
  const keeper = await app.keepHouse(app.store.read)
  const speaker = keeper.directory.memberByIdentity('sandbox', speakerId, toDate(app.clock.now()))
  const chat = keeper.directory.chatOf('sandbox', `direct:${speakerId}`)
  if (!speaker || !chat) throw new Error(`${speakerId} is not in the world`)
  return fillExample({ house: keeper, speaker, chat }, example, no)
}

/** Reports something of the kind, and gives its number. */
async function makeEntry(kind: string): Promise<string> {
  const command = commands.byName.get(kind)
  const [example] = command?.examples ?? []
  if (!command || !example) throw new Error(`${kind} has no example`)
  const speaker = await speakerFor(command)
  const replies = await house.say(`direct:${speaker}`, speaker, await filled(speaker, example))
  const no = /#(\d+)/.exec(replies[0]?.text ?? '')?.[1]
  if (no === undefined) throw new Error(`the example of ${kind} made no entry: ${replies[0]?.text}`)
  return no
}
