import { SortIcon, SortUpIcon } from '../../look/icons.tsx'
import type { Direction } from './sort.ts'
import style from './sort-header.module.css'

interface SortHeaderProps {
  label: string
  /** Null while the table is sorted by another column. */
  direction: Direction | null
  onSort: () => void
}

/** The head of a column that can be sorted by. */
export function SortHeader({ label, direction, onSort }: SortHeaderProps) {
  return (
    <th scope="col" aria-sort={direction ?? 'none'}>
      <button type="button" className={style.sort} data-sorted={direction ?? undefined} onClick={onSort}>
        {label}
        {direction === null ? <SortIcon size={18} /> : <SortUpIcon size={18} />}
      </button>
    </th>
  )
}
