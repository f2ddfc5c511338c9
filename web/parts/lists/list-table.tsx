import type { ReactNode } from 'react'

interface ListTableProps {
  className: string | undefined
  caption: string
  columns: readonly string[]
  /** What stands there belongs to the filter before; the new one is being looked for. */
  isOld: boolean
  /** Its rows. */
  children: ReactNode
}

/** A plain list of the administration. */
export function ListTable({ className, caption, columns, isOld, children }: ListTableProps) {
  return (
    <table className={className} aria-busy={isOld}>
      <caption className="out-of-sight">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              <span>{column}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
