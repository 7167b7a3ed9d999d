import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { PersonAvatar } from './avatar.tsx'
import { closeDialog, Dialog } from './dialog.tsx'
import { roleLabels } from './labels.ts'
import type { Chat, Person } from './sandbox-types.ts'
import { recall } from './storage.ts'
import type { Directory } from './unit-tree.ts'
import type { Place } from './use-place.ts'

interface IdentityDialogProps {
  directory: Directory
  place: Place
  onClose: () => void
}

const resultLimit = 50

interface Section {
  title: string
  people: Person[]
}

/** Before anything is typed: who spoke lately, who belongs here, who stands above. */
function offerFirst(directory: Directory, chat: Chat): Section[] {
  const [own, ...above] = directory.lineage(chat.unit.code)
  return [
    { title: '最近用过', people: recall().recent.flatMap((id) => directory.people.get(id) ?? []) },
    { title: '本群单位', people: own ? directory.staffOf(own) : [] },
    { title: '上级单位', people: above.flatMap((code) => directory.staffOf(code)) },
  ]
}

function find(directory: Directory, wanted: string): Section[] {
  const words = wanted.split(/\s+/)
  const found = [...directory.people.values()].filter((person) => {
    const text = [person.name, person.unit.name, person.post, roleLabels[person.role]].join(' ')
    return words.every((word) => text.includes(word))
  })
  const title = found.length > resultLimit ? `前 ${resultLimit} 人（共 ${found.length} 人，请再输入几个字）` : `找到 ${found.length} 人`
  return [{ title, people: found.slice(0, resultLimit) }]
}

/** Chooses who speaks: the recent and the near ones first, everybody by search. */
export function IdentityDialog({ directory, place, onClose }: IdentityDialogProps): VNode {
  const [search, setSearch] = useState('')
  const wanted = search.trim()
  const sections = useMemo(() => (wanted ? find(directory, wanted) : offerFirst(directory, place.chat)), [directory, place.chat, wanted])
  return (
    <Dialog title="切换身份" wide onClose={onClose}>
      <input
        class="identity-search"
        type="search"
        value={search}
        placeholder="姓名、单位或职务，例如：马岭镇 书记"
        aria-label="搜索人员"
        onInput={(event) => setSearch(event.currentTarget.value)}
      />
      <div class="identity-list">
        {sections
          .filter(({ people, title }) => people.length > 0 || title.startsWith('找到'))
          .map(({ title, people }) => (
            <section key={title} aria-label={title}>
              <h3>{title}</h3>
              <ul>
                {people.map((person) => (
                  <li key={person.id}>
                    <button
                      type="button"
                      class="row"
                      aria-current={person.id === place.speaker.id ? 'true' : undefined}
                      onClick={(event) => {
                        closeDialog(event)
                        place.become(person)
                      }}
                    >
                      <PersonAvatar id={person.id} name={person.name} small />
                      <span class="row-name">
                        {person.name}
                        <small>
                          {person.unit.name} {person.post}
                        </small>
                      </span>
                      <span class="role">{roleLabels[person.role]}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </div>
    </Dialog>
  )
}
