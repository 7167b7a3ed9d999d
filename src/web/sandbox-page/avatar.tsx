import type { VNode } from 'preact'

const tones = 8

function toneOf(id: string): number {
  let sum = 0
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return sum % tones
}

/** The surname on a colour of one's own, as the work-group apps draw people without a picture. */
export function PersonAvatar({ id, name, small = false }: { id: string; name: string; small?: boolean }): VNode {
  return (
    <span class={`avatar tone-${toneOf(id)}${small ? ' small' : ''}`} aria-hidden="true">
      {name.slice(0, 1)}
    </span>
  )
}

/** The bot's avatar. */
export function BotAvatar({ small = false }: { small?: boolean }): VNode {
  return (
    <span class={`avatar bot${small ? ' small' : ''}`} aria-hidden="true">
      报
    </span>
  )
}

/** A group's avatar: the first character of the unit, its level told by shade. */
export function GroupAvatar({ name, level }: { name: string; level: string }): VNode {
  return (
    <span class={`avatar small group level-${level}`} aria-hidden="true">
      {name.slice(0, 1)}
    </span>
  )
}
