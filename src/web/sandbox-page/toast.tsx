import type { VNode } from 'preact'
import { Icon } from './icons.tsx'

/** What went wrong, until it is closed. */
export function Toast({ text, onClose }: { text: string; onClose: () => void }): VNode {
  return (
    <div class="toast-place" role="alert">
      {text && (
        <p class="toast">
          {text}
          <button type="button" class="tool" aria-label="知道了" onClick={onClose}>
            <Icon name="close" size={16} />
          </button>
        </p>
      )}
    </div>
  )
}
