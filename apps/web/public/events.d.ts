// Types of Heed's sender of events (/events.js). Copy this file into your project and name your events:
//   declare const heed: HeedClient<{ bought: { price: number; plan: "solo" | "team" } }>;

/** Names of events with the properties of each. */
type HeedEventMap = Readonly<Record<string, object>>;

interface HeedClient<Events extends HeedEventMap = Record<string, Record<string, unknown>>> {
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

interface Window {
  heed?: HeedClient;
  createHeed?: (options: {
    readonly host: string;
    readonly key: string;
    readonly pageViews?: boolean;
    readonly respectDoNotTrack?: boolean;
  }) => HeedClient;
}
