/** What other capabilities may know of the calendar's events. */
export const PUBLISHED = 'publish-calendar-year'
