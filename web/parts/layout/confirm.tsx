import { Button } from '@mantine/core'
import { words } from '../../words/en.ts'
import style from './dialog.module.css'
import { Dialog } from './dialog.tsx'

interface ConfirmProps {
  title: string
  /** What will happen. */
  text: string
  act: string
  onConfirm: () => void
  onCancel: () => void
}

/** Says what will happen before it happens. */
export function Confirm({ title, text, act, onConfirm, onCancel }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onCancel}>
      <p>{text}</p>
      <div className={style.buttons}>
        <Button onClick={onConfirm}>{act}</Button>
        <Button variant="default" onClick={onCancel}>
          {words.preferences.cancel}
        </Button>
      </div>
    </Dialog>
  )
}
