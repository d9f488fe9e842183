/** The library for calendar rules (RFC 5545). The only import of rrule; loaded as a whole file of ours, for it is CommonJS. */
export { RRule } from 'rrule'
