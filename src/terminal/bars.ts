/** The library for progress bars. The only import of cli-progress; loaded as a whole file of ours, for it is CommonJS. */
export { Presets, SingleBar } from 'cli-progress'
