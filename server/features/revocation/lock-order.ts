/**
 * The order in which a transaction takes rows that others want at the same time: two that keep to it never wait for each other
 * in a circle. Several rows of one table are taken in the order of their ids. What is not named here is touched by nobody
 * who does not hold the person. `tests/api/two-at-once.test.ts` reads what PostgreSQL was asked and holds it against this.
 */
const untilSignIns = [
  'organizations',
  'locations',
  'people',
  'links',
  'machines',
  'challenges',
  'sign_ins',
] as const

/** Two ends, for nobody takes rows of both who does not hold the person. */
export const lockOrders = [
  [...untilSignIns, 'connections', 'sessions'],
  [...untilSignIns, 'method_limits'],
] as const
