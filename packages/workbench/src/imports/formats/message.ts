// One message as an export gives it, before the door: what the shapes of all exports come down to.

/** A received message; absent parts are empty texts. */
export interface Message {
  /** A title before the body it heads, where there are two. */
  readonly words: readonly string[];
  readonly id: string;
  readonly date: string;
  readonly rating: string;
  readonly author: string;
  readonly email: string;
  readonly version: string;
  readonly channel: string;
  /** What else the export says of the message, by column. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Why a record holds no message of a user. */
export interface NoMessage {
  readonly reason: string;
  readonly message: string;
}
