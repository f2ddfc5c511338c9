/** So many nodes of an `X-Forwarded-For` are followed; whatever stands before them is not looked at. */
export const mostNodes = 32
