/** Tests that do not run over two nodes, by their names, and why each is about one process or about no node at all. */
export const aboutOneProcess: Record<string, string> = {
  'a code that is ten megabytes': 'nginx refuses it in its own words; no node sees it',
  'GET /api/sign-in/%00 answers 404 as a problem': 'nginx refuses such an address itself',
  'GET /api/%zz answers 400 as a problem': 'nginx refuses such an address itself',
  'says what the route says, and asks the database once a second':
    'it looks into the memory of one process; nodes/revocation.test.ts looks at two',
  'is read anew for who asks so, as our own pages do': 'it looks into the memory of one process',
  'R5.5 a code keeps its leading zero': 'the dice that make such a code fall in one process only',
}

/** What vitest takes as the pattern of names: all but these. */
export function allButThese(): string {
  const names = Object.keys(aboutOneProcess).map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return `^(?!.*(?:${names.join('|')}))`
}
