/**
 * The one order in which a transaction takes rows that others want at the same time. Two that keep to it never wait for each
 * other in a circle. Rows of one person that are not named here (ways, resets, rights, words) are touched by nobody who does
 * not hold the person. Several rows of one table are taken in the order of their ids. `tests/store/lock-order.test.ts`
 * reads what PostgreSQL was asked and holds it against this list.
 */
export const lockOrder = [
  'organizations',
  'locations',
  'people',
  'links',
  'machines',
  'pauses',
  'sign_ins',
  'challenges',
  'connections',
  'sessions',
  'method_limits',
] as const
