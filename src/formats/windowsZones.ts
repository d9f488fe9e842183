/** Windows' names of time zones by the table of CLDR. The only import of windows-iana; loaded when a file has such a name. */
import { WINDOWS_TO_IANA_MAP } from 'windows-iana'

const byName = new Map<string, string>()
for (const { windowsName, territory, iana } of WINDOWS_TO_IANA_MAP) {
  if (territory === '001') byName.set(windowsName.toLowerCase(), iana[0])
}

/** The zone that Windows calls so, in any case: "SE Asia Standard Time" is Asia/Bangkok. */
export function zoneOfWindows(name: string): string | undefined {
  return byName.get(name.toLowerCase())
}
