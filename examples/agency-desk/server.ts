import { openAgencyDesk } from './agency-desk.ts'

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT = '3001' } = process.env
if (!ISSUER || !CLIENT_ID || !CLIENT_SECRET) {
  process.stderr.write('ISSUER, CLIENT_ID and CLIENT_SECRET are needed; see README.md.\n')
  process.exit(2)
}
const address = `http://localhost:${PORT}`
const desk = await openAgencyDesk({
  issuer: ISSUER,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  address,
})
await desk.listen({ host: '127.0.0.1', port: Number(PORT) })
process.stdout.write(`The agency desk serves ${address}\n`)
