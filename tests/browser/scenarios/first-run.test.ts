import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { openFirstRun } from '../../../server/features/first-run/first-run.flow.ts'
import { axeFindings } from '../actions/inspect.ts'
import { newComputer, openOffice } from '../actions/office.ts'
import { signInWith } from '../actions/password.ts'
import { seeHome } from '../actions/sign-in.ts'

/** A server that nobody has set up, outside trial mode. */
async function newServer() {
  const port = await freePort()
  const office = await openOffice({
    settings: {
      URL: `http://localhost:${port}`,
      LISTEN: `127.0.0.1:${port}`,
      SMTP: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'doorward@elm.example',
    },
  })
  return { office, link: (await openFirstRun(office.server.world))! }
}

describe('the first run', () => {
  test('the printed link makes the organization and its administrator, once', async () => {
    const { office, link } = await newServer()
    const page = await newComputer(office, { viewport: { width: 320, height: 640 } })
    await page.goto(link)
    const create = page.getByRole('button', { name: 'Create' })
    await create.click()
    await page.getByText('Please enter the name of your organization.').waitFor()
    expect(new URL(page.url()).hash).toBe('')
    expect(await axeFindings('first run', page)).toEqual([])

    await page.getByLabel('Organization').fill('Elm Clinic')
    await page.getByLabel('Name of the administrator', { exact: true }).fill('Dana Reyes')
    await page.getByLabel('E-mail of the administrator').fill('dana@elm.example')
    await page.getByLabel('User name of the administrator').fill('DREYES')
    const password = page.getByLabel('Password', { exact: true })
    await password.fill('password1234')
    await create.click()
    await expect.poll(() => password.getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByLabel('Organization').inputValue()).toBe('Elm Clinic')
    await password.fill('seven quiet herons 41')
    await create.click()
    await page.getByText('Elm Clinic is set up. Sign in as DREYES').waitFor()

    await page.getByRole('link', { name: 'Sign in' }).click()
    await signInWith(page, 'DREYES', 'seven quiet herons 41')
    await seeHome(page)
    await page.goto(link)
    await page.getByText('This server has been set up already.').waitFor()
  })

  test('without the link nobody gets further', async () => {
    const { office } = await newServer()
    const page = await newComputer(office)
    await page.goto('/first-run')
    await page.getByText('Please open this page with the link that the server printed').waitFor()
    expect(await page.getByRole('button', { name: 'Create' }).count()).toBe(0)
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}
