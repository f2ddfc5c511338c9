/** Decides how it is told who may open an application, and what it asks: a line for each. */
import type { AdministeredApplication } from '../../../../contract/api/applications.ts'
import { applicationWords as say } from '../../../words/applications.ts'

export function openerLines({ whoMayOpen }: Pick<AdministeredApplication, 'whoMayOpen'>): string[] {
  const { everybody, groups, locations, people } = whoMayOpen
  if (everybody) return [say.everybody]
  const lines = [
    ...(groups.length > 0 ? [say.groups(groups.join(', '))] : []),
    ...(locations.length > 0 ? [say.locations(locations.join(', '))] : []),
    ...(people.length > 0 ? [say.people(people.join(', '))] : []),
  ]
  return lines.length > 0 ? lines : [say.nobody]
}

export function demandLines({ demands }: Pick<AdministeredApplication, 'demands'>): string[] {
  const { passwordMinutes, factorMinutes, methods, recognizedMachine } = demands
  const lines = [
    ...(passwordMinutes === null ? [] : [say.password(passwordMinutes)]),
    ...(factorMinutes === null ? [] : [say.factor(factorMinutes)]),
    ...(methods === null ? [] : [say.methods(methods.map((one) => say.methodNames[one]).join(', '))]),
    ...(recognizedMachine ? [say.machine] : []),
  ]
  return lines.length > 0 ? lines : [say.noDemands]
}
