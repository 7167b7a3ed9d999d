import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from './icons.tsx'

interface DialogProps {
  title: string
  wide?: boolean
  onClose: () => void
  children: ComponentChildren
}

/** A modal dialog that keeps the focus, closes on Escape and on a click beside it. */
export function Dialog({ title, wide = false, onClose, children }: DialogProps): VNode {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    element.current?.showModal()
  }, [])
  return (
    <dialog ref={element} class={wide ? 'dialog wide' : 'dialog'} aria-label={title} closedby="any" onClose={onClose}>
      <div class="dialog-body">
        <header class="dialog-head">
          <h2>{title}</h2>
          <button type="button" class="tool" aria-label="关闭" onClick={closeDialog}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}

/** Closes the dialog around a button; closing, unlike removing, gives the focus back to where it came from. */
export function closeDialog({ currentTarget }: { currentTarget: HTMLElement }): void {
  currentTarget.closest('dialog')?.close()
}

interface ConfirmProps {
  title: string
  text: string
  confirm: string
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, text, confirm, onConfirm, onClose }: ConfirmProps): VNode {
  return (
    <Dialog title={title} onClose={onClose}>
      <p class="confirm-text">{text}</p>
      <div class="dialog-actions">
        <button type="button" onClick={closeDialog}>
          取消
        </button>
        <button
          type="button"
          class="primary danger"
          onClick={(event) => {
            closeDialog(event)
            onConfirm()
          }}
        >
          {confirm}
        </button>
      </div>
    </Dialog>
  )
}
