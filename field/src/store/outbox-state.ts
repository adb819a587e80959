/** What the shell knows of the outbox before its database is loaded. */
import { setting } from '../platform/setting.ts'

/** Whose acts may be sent now. */
export const account = setting<string | null>('account', null)
export const counts = setting('outbox', { waiting: 0, refused: 0 })
