// One thing one person did, and the links that tell which ids are the same person.

/** An event as it is stored. */
export interface ProductEvent {
  /** Tells the event from all others (EV1); a keyed hash. */
  readonly id: string;
  readonly name: string;
  /** Id of the person as the sender knew them; links may join it to others. */
  readonly person: string;
  /** Microseconds since 1970 UTC. */
  readonly at: number;
  /** Number of the event in the order received; decides between equal instants. */
  readonly order: number;
  /** Values as text (EV4). */
  readonly properties: Readonly<Record<string, string>>;
  readonly importId: string;
}

/** Two ids of one person. `identify`: an anonymous id and the person it belongs to; `alias`: two ids of equal rank. */
export interface PersonLink {
  readonly kind: "identify" | "alias";
  /** The anonymous id, or the first of two. */
  readonly from: string;
  readonly to: string;
  /** Microseconds since 1970 UTC. */
  readonly at: number;
  readonly order: number;
  readonly importId: string;
}

/** Calendar days in the workspace's zone, `YYYY-MM-DD`, both included. */
export interface DateRange {
  readonly firstDate: string;
  readonly lastDate: string;
}

/** A range with the zone (IANA name) in which its days are cut. */
export interface ZonedRange extends DateRange {
  readonly timeZone: string;
}

/** The value of a property, or null when it is missing (EV4). */
export function propertyOf(event: Pick<ProductEvent, "properties">, name: string): string | null {
  return (Object.hasOwn(event.properties, name) && event.properties[name]) || null;
}

/** Order of a journey (EV3). */
export function compareEvents(a: ProductEvent, b: ProductEvent): number {
  return a.at - b.at || a.order - b.order;
}
