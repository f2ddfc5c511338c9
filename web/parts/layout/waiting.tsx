import { words } from '../../words/en.ts'
import style from './waiting.module.css'

/** Shows that it works, but only where it takes longer than 300 ms. */
export function Waiting() {
  return (
    <p className={style.waiting} role="status">
      {words.working}
    </p>
  )
}
