/** How much an account may have on the way, for how long, and what must stay free on the disk. */
export const PENDING_UPLOADS = 60
export const PENDING_BYTES = 1024 * 1024 * 1024
/** A phone may be without network for days. Counted from the beginning of the upload. */
export const UPLOAD_DAYS = 7
/** The database must be able to go on when uploads no longer can. */
export const RESERVED_DISK_BYTES = 256 * 1024 * 1024
