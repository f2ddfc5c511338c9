import { movedNames } from '../../tools/database/rows/moved-tables.ts'
import type { Step, Watch } from '../../tools/database/rows/watch.ts'
import type { Terminal } from './terminal.ts'

/** Where somebody looks on, a bar that moves; otherwise a line for each table that is done. */
export function watchOn(terminal: Terminal): Watch {
  return (step) => {
    if (terminal.isWatched) terminal.show(stepLine(step))
    else if (step.done === step.total && step.total > 0)
      terminal.note(`${step.act} ${step.table}: ${step.done}`)
  }
}

const barLength = 24
/** As wide as the longest name of a table. */
export const tableWidth = Math.max(...movedNames.map((name) => name.length))
const stepWidth = 'checking source '.length + tableWidth

/** "copying people   [######------------------]  25 %  2,500 of 10,000" */
function stepLine({ act, table, done, total }: Step): string {
  const what = `${act} ${table}`.padEnd(stepWidth)
  if (total === null) return `${what} ${counted(done)}`
  const share = total === 0 ? 1 : done / total
  const bar = '#'.repeat(Math.floor(share * barLength)).padEnd(barLength, '-')
  const percent = String(Math.floor(share * 100)).padStart(3)
  return `${what} [${bar}] ${percent} %  ${counted(done)} of ${counted(total)}`
}

export function counted(rows: number): string {
  return rows.toLocaleString('en-US')
}
