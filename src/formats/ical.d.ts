/** The part of ical.js that we use; the package's own types are not reachable through its exports. */
declare module 'ical.js' {
  interface DesignSet {
    readonly propertyGroups: boolean
  }
  interface ZonedTime {
    toUnixTime(): number
  }
  const ICAL: {
    design: { vcard: DesignSet; vcard3: DesignSet; icalendar: DesignSet }
    parse: { (input: string): unknown; property(line: string, design: DesignSet): unknown }
    stringify: { property(property: unknown[], design: DesignSet, noFold: boolean): string }
    Component: new (jcal: unknown) => object
    Timezone: new (component: object) => object
    Time: { fromData(data: object, zone: object): ZonedTime }
  }
  export default ICAL
}
