import type { VNode } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { GroupAvatar, PersonAvatar } from './avatar.tsx'
import { Icon } from './icons.tsx'
import type { Chat, Person } from './sandbox-types.ts'
import { chatsOf, type Directory, directChatId, type Fold } from './unit-tree.ts'
import type { Place } from './use-place.ts'
import type { UnreadCounts } from './use-unread.ts'

interface DirectoryPaneProps {
  directory: Directory
  unread: UnreadCounts
  place: Place
}

type Tab = 'groups' | 'people'

const searchLimit = 40

/** The left side: the speaker's own chats, then the county's groups or people, folded by township; and a search over both. */
export function DirectoryPane(props: DirectoryPaneProps): VNode {
  const [tab, setTab] = useState<Tab>('groups')
  const [search, setSearch] = useState('')
  const wanted = search.trim()
  return (
    <nav class="pane directory" aria-label="群聊和人员">
      <div class="directory-head">
        <label class="search">
          <Icon name="search" size={16} />
          <input
            type="search"
            value={search}
            placeholder="搜索群、人员、职务"
            aria-label="搜索群、人员、职务"
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </label>
        <TabSwitch tab={tab} onChange={setTab} />
      </div>
      <div class="directory-body">{wanted ? <SearchResults {...props} wanted={wanted} /> : <Folded {...props} tab={tab} />}</div>
    </nav>
  )
}

function TabSwitch({ tab, onChange }: { tab: Tab; onChange: (tab: Tab) => void }): VNode {
  const button = (value: Tab, label: string) => (
    <button type="button" aria-pressed={tab === value} onClick={() => onChange(value)}>
      {label}
    </button>
  )
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">列表内容</legend>
      {button('groups', '群聊')}
      {button('people', '人员')}
    </fieldset>
  )
}

function Folded(props: DirectoryPaneProps & { tab: Tab }): VNode {
  const { directory, place, tab } = props
  const mine = chatsOf(directory, place.speaker)
  return (
    <>
      <section aria-label={`${place.speaker.name}的会话`}>
        <h2 class="list-title">{place.speaker.name}的会话</h2>
        <ul>
          {mine.map((chat) => (
            <ChatRow key={chat.id} {...props} row={chat} />
          ))}
        </ul>
      </section>
      <section aria-label={tab === 'groups' ? '全部群聊' : '全部人员'}>
        <h2 class="list-title">{tab === 'groups' ? '全部群聊' : '全部人员（点人名，以其身份单聊）'}</h2>
        {directory.folds.map((fold) => (
          <FoldSection key={fold.id} {...props} fold={fold} />
        ))}
      </section>
    </>
  )
}

/** One fold; its rows are drawn only while it is open, so that hundreds of rows cost nothing. */
function FoldSection(props: DirectoryPaneProps & { tab: Tab; fold: Fold }): VNode | null {
  const { fold, tab, unread, place, directory } = props
  const holdsOpenChat = fold.groups.some(({ id }) => id === place.chat.id)
  const [open, setOpen] = useState(holdsOpenChat || directory.folds[0]?.id === fold.id)
  useEffect(() => {
    if (holdsOpenChat) setOpen(true)
  }, [holdsOpenChat])
  const rows = tab === 'groups' ? fold.groups : fold.people
  const count = tab === 'groups' ? fold.groups.reduce((sum, { id }) => sum + unread.of(id), 0) : 0
  if (rows.length === 0) return null
  return (
    <div class="fold">
      <button type="button" class="fold-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="chevron" size={14} />
        <span class="row-name">{fold.title}</span>
        {!open && count > 0 ? <Badge count={count} /> : <span class="row-count">{rows.length}</span>}
      </button>
      {open && (
        <ul>
          {tab === 'groups'
            ? fold.groups.map((row) => <ChatRow key={row.id} {...props} row={row} />)
            : fold.people.map((row) => <PersonRow key={row.id} {...props} row={row} />)}
        </ul>
      )}
    </div>
  )
}

function SearchResults(props: DirectoryPaneProps & { wanted: string }): VNode {
  const { directory, wanted } = props
  const { groups, people } = useMemo(() => {
    const all = [...directory.chats.values()].filter(({ kind }) => kind === 'group')
    return {
      groups: all.filter(({ title, unit }) => `${title}${unit.name}`.includes(wanted)).slice(0, searchLimit),
      people: [...directory.people.values()]
        .filter(({ name, post, unit }) => `${unit.name}${post}${name}${unit.name}`.includes(wanted.replace(/\s+/g, '')))
        .slice(0, searchLimit),
    }
  }, [directory, wanted])
  if (groups.length + people.length === 0) return <p class="empty">没有找到“{wanted}”。可以换村名、镇名或姓名再试。</p>
  return (
    <>
      {groups.length > 0 && <h2 class="list-title">群聊</h2>}
      <ul>
        {groups.map((row) => (
          <ChatRow key={row.id} {...props} row={row} />
        ))}
      </ul>
      {people.length > 0 && <h2 class="list-title">人员</h2>}
      <ul>
        {people.map((row) => (
          <PersonRow key={row.id} {...props} row={row} />
        ))}
      </ul>
    </>
  )
}

function ChatRow({ row, unread, directory, place }: DirectoryPaneProps & { row: Chat }): VNode {
  const count = unread.of(row.id)
  const isDirect = row.kind === 'direct'
  return (
    <li>
      <button type="button" class="row" aria-current={row.id === place.chat.id ? 'true' : undefined} onClick={() => place.openChat(row.id)}>
        {isDirect ? (
          <PersonAvatar id={place.speaker.id} name={place.speaker.name} small />
        ) : (
          <GroupAvatar name={row.unit.name} level={directory.level(row.unit.code)} />
        )}
        <span class="row-name">{isDirect ? '与机器人单聊' : row.title}</span>
        {count > 0 && <Badge count={count} />}
      </button>
    </li>
  )
}

function PersonRow({ row, unread, place }: DirectoryPaneProps & { row: Person }): VNode {
  const chatId = directChatId(row.id)
  const count = unread.of(chatId)
  return (
    <li>
      <button type="button" class="row" aria-current={chatId === place.chat.id ? 'true' : undefined} onClick={() => place.openChat(chatId)}>
        <PersonAvatar id={row.id} name={row.name} small />
        <span class="row-name">
          {row.name}
          <small>
            {row.unit.name} {row.post}
          </small>
        </span>
        {count > 0 && <Badge count={count} />}
      </button>
    </li>
  )
}

/** How many unread messages. */
export function Badge({ count }: { count: number }): VNode {
  return (
    <span class="badge">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span class="visually-hidden">{count} 条未读</span>
    </span>
  )
}
