import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EndpointName, endpointTable } from '../../contract/api/endpoints.ts'
import { type Right, rights } from '../../contract/words.ts'
import { type Administrator, signInAs, startOffice } from '../support/administrator.ts'
import type { TestServer } from '../support/server.ts'
import { idOf } from '../support/set-up.ts'

const administration = (Object.keys(endpointTable) as EndpointName[]).filter((name) =>
  name.includes(' /api/administration/'),
)

/** What each right opens where it is the only one, written down by hand. */
const opened: Record<Right, string[]> = {
  'Administer Preferences': [
    'GET preferences',
    'PUT preferences/{code}',
    'POST sign-everybody-out',
    'GET forecast',
    'GET forecast/last-month',
    'GET concerns',
  ],
  'Administer Users': [
    'GET people',
    'POST people',
    'GET people/{id}',
    'PATCH people/{id}',
    'POST people/{id}/invitation',
    'POST people/{id}/first-password',
    'DELETE people/{id}',
    'GET people/{id}/pending',
    'POST people/{id}/pending/{changeId}',
    'DELETE people/{id}/pending/{changeId}',
    'GET concerns',
    'GET people/{id}/history',
    'GET people/{id}/connections',
    'DELETE people/{id}/connections/{connectionId}',
    'POST people/import/preview',
    'GET people/import',
    'POST people/import',
    'GET locations',
    'POST locations',
    'GET locations/{id}',
    'PATCH locations/{id}',
    'DELETE locations/{id}',
    'POST messages/{id}/send-again',
  ],
  'Administer Machines': [
    'GET machines',
    'GET machines/{id}',
    'PATCH machines/{id}',
    'DELETE machines/{id}',
    'GET locations',
  ],
  'Admin-Disable 2 Factor Authentication': [
    'GET people',
    'GET people/{id}',
    'POST people/{id}/reset-two-factor',
  ],
  'View Audit': ['GET audit', 'GET messages'],
  'Administer Applications': ['GET applications', 'GET applications/{id}'],
}

describe('One right alone (R9.1)', () => {
  let server: TestServer
  let dana: Administrator
  beforeEach(async () => {
    ;({ server, dana } = await startOffice())
  })
  afterEach(() => server.stop())

  async function billWith(rights: Right[]): Promise<Administrator> {
    const id = await idOf(server, 'BSMITH')
    await dana.ask('PATCH /api/administration/people/{id}', { id }, { rights })
    return signInAs(server, 'BSMITH')
  }

  async function opensFor(bill: Administrator): Promise<string[]> {
    const found: string[] = []
    for (const name of administration) {
      const body = /^(POST|PUT|PATCH)/.test(name) ? {} : undefined
      const { problem } = await bill.ask(name, { id: 'nobody', code: '2FA', connectionId: 'none' }, body)
      if (problem?.code !== 'no-right') found.push(name.replace('/api/administration/', ''))
    }
    return found
  }

  it.each(rights)('%s opens what it is for, and nothing else', async (right) => {
    expect((await opensFor(await billWith([right]))).sort()).toEqual([...opened[right]].sort())
  })

  it('no right opens nothing', async () => {
    expect(await opensFor(await billWith([]))).toEqual([])
  })

  it('R7.1 who may only reset finds a person, sees who it is, and resets with a reason', async () => {
    const bill = await billWith(['Admin-Disable 2 Factor Authentication'])
    const { answer } = await bill.ask('GET /api/administration/people', { search: 'jjones' })
    expect(answer?.people).toMatchObject([{ userName: 'JJONES', displayName: 'Jan Jones' }])
    const id = answer!.people[0]!.id
    const shown = await bill.ask('GET /api/administration/people/{id}', { id })
    expect(shown.answer).toMatchObject({ id, email: 'jjones@harbor.example' })
    const reset = 'POST /api/administration/people/{id}/reset-two-factor'
    expect((await bill.ask(reset, { id }, { reason: 'Phone lost' })).status).toBe(200)
  })

  it('R4.9 who may only administer machines moves one to a location', async () => {
    const bill = await billWith(['Administer Machines'])
    const locations = (await bill.ask('GET /api/administration/locations')).answer!
    expect(locations.map(({ name }) => name)).toEqual(['Elm Street', 'Main Street'])
    const { machines } = (await bill.ask('GET /api/administration/machines')).answer!
    const moved = await bill.ask(
      'PATCH /api/administration/machines/{id}',
      { id: machines[0]!.id },
      { locationId: locations[0]!.id },
    )
    expect(moved.answer?.location?.name).toBe('Elm Street')
  })

  it('the document of the API names every right that suffices', async () => {
    const document = await (await fetch(`${server.url}/api/openapi.json`)).json()
    expect(document).toMatchObject({
      paths: {
        '/api/administration/locations': {
          get: { 'x-needs': ['Administer Users', 'Administer Machines'] },
          post: { 'x-needs': 'Administer Users' },
        },
      },
    })
  })
})
