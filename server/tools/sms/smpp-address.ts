/** Reads `smpp://system_id:password@host:2775?source=Doorward`. */
import {
  flagFaults,
  type Options,
  type Reading,
  reading,
  readOptions,
  type ServiceAddress,
} from '../service-address.ts'

export interface SmppAddress {
  kind: 'smpp'
  host: string
  port: number
  tls: boolean
  rejectUnauthorized: boolean
  systemId: string
  password: string
  systemType: string
  source: { address: string; typeOfNumber: number; numberingPlan: number }
}

const flags = ['tls.rejectUnauthorized']
const options: readonly string[] = [...flags, 'source', 'source_ton', 'source_npi', 'system_type']

export function readSmppAddress(address: ServiceAddress): Reading<SmppAddress> {
  const given = readOptions(address.query, (name) => options.includes(name))
  const faults = [
    ...addressFaults(address),
    ...given.faults,
    ...flagFaults(given, flags),
    ...optionFaults(given),
  ]
  return reading(faults, () => smppAddress(address, given))
}

/** Lengths are those of SMPP 3.4, 4.1.1; passwords are longer than its 8 characters at many servers. */
function addressFaults({ userName, password, path, fragment }: ServiceAddress): string[] {
  const faults: string[] = []
  if (!/^[\x21-\x7e]{1,15}$/.test(userName))
    faults.push('Its user name (system_id) has 1 to 15 plain characters.')
  if (!/^[\x21-\x7e]{0,32}$/.test(password)) faults.push('Its password has up to 32 plain characters.')
  if ((path !== '' && path !== '/') || fragment !== '') faults.push('It has a path or a part after "#".')
  return faults
}

function optionFaults({ values }: Options): string[] {
  const faults: string[] = []
  const { source = '', source_ton = '0', source_npi = '0', system_type = '' } = values
  if (!/^(\+?\d{1,20}|[\x20-\x7e]{0,20})$/.test(source))
    faults.push('The option "source" is a number or a name of up to 20 plain characters.')
  if (!/^[0-6]$/.test(source_ton)) faults.push('The option "source_ton" is a number from 0 to 6.')
  if (!/^([0-9]|1[0-8])$/.test(source_npi)) faults.push('The option "source_npi" is a number from 0 to 18.')
  if (!/^[\x21-\x7e]{0,12}$/.test(system_type))
    faults.push('The option "system_type" has up to 12 plain characters.')
  return faults
}

function smppAddress(
  { scheme, host, port, userName, password }: ServiceAddress,
  { values }: Options,
): SmppAddress {
  const tls = scheme === 'smpps'
  const [typeOfNumber, numberingPlan] = kindOfSource(values.source ?? '')
  return {
    kind: 'smpp',
    host,
    port: port || (tls ? 3550 : 2775),
    tls,
    rejectUnauthorized: values['tls.rejectUnauthorized'] !== 'false',
    systemId: userName,
    password,
    systemType: values.system_type ?? '',
    source: {
      address: (values.source ?? '').replace(/^\+/, ''),
      typeOfNumber: Number(values.source_ton ?? typeOfNumber),
      numberingPlan: Number(values.source_npi ?? numberingPlan),
    },
  }
}

/** Type of number and numbering plan (SMPP 3.4, 5.2.5): international, network-specific short code, name, or unknown. */
function kindOfSource(source: string): [number, number] {
  if (/^\+\d+$/.test(source)) return [1, 1]
  if (/^\d{3,8}$/.test(source)) return [3, 0]
  if (/[^\d+]/.test(source)) return [5, 0]
  return [0, 0]
}
