/** The reader of the log whose place is the position that this room's figures are "as of". */
export const OVERSIGHT_READER = 'oversight'
