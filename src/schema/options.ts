/** The words a field may take, or that are suggested for it. */
import type { Settings } from '../config.ts'
import type { Field } from './field.ts'

/** The options of a field, in their order, those of the settings by name; empty where it has none. */
export function optionsOf({ options = [] }: Field, settings: Settings): readonly string[] {
  if (typeof options !== 'string') return options
  return settings[options].map((option) => (typeof option === 'string' ? option : option.name))
}
