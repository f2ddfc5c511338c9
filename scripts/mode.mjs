/**
 * What NODE_ENV is for the product: production, unless trial mode is asked for. A start where nothing at all is set asks for
 * trial mode by itself, whatever NODE_ENV was: whoever serves people has settings.
 */
export function productMode(environment, { asksForTrial = false } = {}) {
  const isSet = Object.keys(environment).some((name) => name.startsWith('DOORWARD_'))
  if (asksForTrial && !isSet) return { NODE_ENV: 'development', DOORWARD_TRIAL: '1' }
  return { NODE_ENV: environment.NODE_ENV || (environment.DOORWARD_TRIAL ? 'development' : 'production') }
}
