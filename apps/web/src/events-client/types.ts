// The types of Heed's own sender, generic over the events that a product has.

/** Names of events with the properties of each: `{ bought: { price: number } }`. */
export type EventMap = Readonly<Record<string, object>>;

export interface HeedOptions {
  /** Address of the Heed server, such as https://heed.example.com. */
  readonly host: string;
  /** A key with the scope events:write. */
  readonly key: string;
  /** Send `page_viewed` for each page. Default true. */
  readonly pageViews?: boolean;
  /** Send nothing from browsers that ask not to be tracked. Default false. */
  readonly respectDoNotTrack?: boolean;
}

export interface HeedClient<Events extends EventMap = Record<string, Record<string, unknown>>> {
  /** Notes an event; it is sent soon after, and again until it is acknowledged. */
  track<Name extends keyof Events & string>(event: Name, properties?: Events[Name]): void;
  /** Says who the visitor is; what they did before is theirs. */
  identify(person: string): void;
  /** Forgets who the visitor is, at signing out. */
  reset(): void;
  /** Sends what waits now. */
  flush(): Promise<void>;
  optOut(): void;
  optIn(): void;
}
