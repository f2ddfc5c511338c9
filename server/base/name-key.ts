/** How names are compared: Unicode NFKC, lower case, without space at the ends, so that look-alikes of one name are one. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFKC').trim()
}
