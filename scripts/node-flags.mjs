/**
 * How Node runs the server. Young objects get little room and the old ones a ceiling, so that memory stays small: V8 would
 * otherwise take what a large machine offers. A forecast over 100,000 people fits into half of the ceiling.
 */
export const serverFlags = ['--max-semi-space-size=1', '--max-old-space-size=256']
