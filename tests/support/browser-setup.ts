import { afterEach } from 'vitest'
import { closeOffices } from '../browser/actions/office.ts'
import { closeComputers } from './browser.ts'

/** Whatever a test of pages opened is gone before the next one, first the computers, then the server they speak to. */
afterEach(async ({ task }) => {
  await closeComputers(task)
  await closeOffices()
})
