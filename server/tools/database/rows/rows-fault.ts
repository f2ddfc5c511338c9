/** Why rows could not be moved: one sentence or two for whoever asked, and nothing was changed unless they say so. */
export class RowsFault extends Error {}
