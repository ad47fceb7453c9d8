// The shapes of exports whose records hold conversations: which parts are the user's words, and which are not.
import type { FileRecord } from "../../readers/reader.ts";
import type { Message, NoMessage } from "../message.ts";
import { asObject, listAt, objectAt, textAt } from "./json-value.ts";

export type ShapeReader = (record: FileRecord, row: Message) => readonly (Message | NoMessage)[];

/** A ticket: what its requester wrote, first and later; agents' comments and private notes are left out. */
export const readZendeskTicket: ShapeReader = ({ value }, row) => {
  const requester = textAt(value, "requester_id");
  const theirs = listAt(value, "comments").filter(
    (comment) => textAt(comment, "author_id") === requester && comment.public !== false,
  );
  const subject = textAt(value, "subject") || textAt(value, "raw_subject");
  const first = {
    ...row,
    words: [subject, theirs[0] === undefined ? textAt(value, "description") : bodyOf(theirs[0])],
  };
  return [
    first,
    ...theirs.slice(1).map((comment) => ({
      ...row,
      words: [bodyOf(comment)],
      id: `${row.id}#${textAt(comment, "id")}`,
      date: textAt(comment, "created_at") || row.date,
    })),
  ];
};

function bodyOf(comment: unknown): string {
  return textAt(comment, "plain_body") || textAt(comment, "body");
}

const PEOPLE = /^(?:user|lead|contact|customer)$/i;
const SPOKEN_PARTS = /^(?:comment|open|quick_reply|close|)$/i;

/** A conversation: its first message and every later one of the person; notes, bots and admins are left out. */
export const readIntercomConversation: ShapeReader = ({ value }, row) => {
  const source = objectAt(value, "source");
  const parts = listAt(objectAt(value, "conversation_parts"), "conversation_parts").filter(
    (part) =>
      PEOPLE.test(textAt(objectAt(part, "author"), "type")) &&
      SPOKEN_PARTS.test(textAt(part, "part_type")),
  );
  const messages: Message[] = [];
  const rating = textAt(objectAt(value, "conversation_rating"), "rating");
  if (PEOPLE.test(textAt(objectAt(source, "author"), "type")))
    messages.push({ ...row, rating, words: [textAt(source, "subject"), textAt(source, "body")] });
  for (const part of parts) {
    if (textAt(part, "body") === "") continue;
    const author = objectAt(part, "author");
    messages.push({
      ...row,
      rating: "",
      words: [textAt(part, "body")],
      id: `${row.id}#${textAt(part, "id")}`,
      date: textAt(part, "created_at"),
      author: textAt(author, "id") || textAt(author, "email"),
      email: textAt(author, "email"),
    });
  }
  if (messages.length > 0) return messages;
  return [
    {
      reason: "not-a-user",
      message: "The conversation has no message of a user: only of admins or bots.",
    },
  ];
};

const NO_SPEECH =
  /^(?:channel_|group_|bot_|file_comment$|pinned_item$|unpinned_item$|reminder_add$|tombstone$|joiner_)/;

/** A Slack message: joins, bots and the lists of users and channels are no feedback. */
export const readSlackMessage: ShapeReader = ({ value, part }, row) => {
  const [type, subtype] = [textAt(value, "type"), textAt(value, "subtype")];
  if (type !== "message" || !/^\d+\.\d+$/.test(textAt(value, "ts")))
    return [
      {
        reason: "not-a-message",
        message: "The record is no message: a list of users, channels or settings.",
      },
    ];
  if (NO_SPEECH.test(subtype) || textAt(value, "bot_id") !== "")
    return [
      { reason: "not-a-user", message: `The message is not a person's: ${subtype || "a bot's"}.` },
    ];
  const channel = part?.split("/").at(-2) ?? "";
  const profile = objectAt(value, "user_profile");
  return [
    {
      ...row,
      words: [plainSlack(textAt(value, "text"))],
      id: `${channel}/${textAt(value, "ts")}`,
      date: textAt(value, "ts"),
      author: textAt(value, "user"),
      email: textAt(profile, "email"),
      channel,
      properties: pick({
        thread: textAt(value, "thread_ts"),
        replies: textAt(value, "reply_count"),
      }),
    },
  ];
};

/** Slack's marks as words: `<url|label>` is its label, `<@U1>` a person, `&lt;` an angle bracket. */
function plainSlack(text: string): string {
  return text
    .replace(
      /<([@#!])([^<>|]*)(?:\|([^<>]*))?>/g,
      (_whole, mark: string, id: string, label = "") =>
        label === ""
          ? `${mark === "!" ? "@" : mark}${mark === "@" ? "someone" : id}`
          : `${mark === "!" ? "@" : mark}${label}`,
    )
    .replace(/<([^<>|]+)\|([^<>]+)>/g, "$2")
    .replace(/<((?:https?|mailto):[^<>]+)>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** An issue; a pull request proposes code and is left out. Markdown comments of templates are nobody's words. */
export const readGithubIssue: ShapeReader = ({ value }, row) => {
  const isPull =
    Object.keys(objectAt(value, "pull_request")).length > 0 ||
    /\/pull\/\d+$/.test(textAt(value, "url") || textAt(value, "html_url"));
  if (isPull)
    return [{ reason: "pull-request", message: "The record is a pull request, not an issue." }];
  const words = row.words.map((part) => part.replace(/<!--[\s\S]*?(?:-->|$)/g, "").trim());
  const reactions = objectAt(value, "reactions");
  const isBot =
    /\[bot\]$/.test(textAt(objectAt(value, "user"), "login")) ||
    objectAt(value, "author").is_bot === true;
  if (isBot) return [{ reason: "not-a-user", message: "The issue is a bot's." }];
  return [
    {
      ...row,
      words,
      properties: pick({
        state: textAt(value, "state").toLowerCase(),
        labels: listAt(value, "labels")
          .map((label) => textAt(label, "name"))
          .join(", "),
        url: textAt(value, "html_url") || textAt(value, "url"),
        reactions: textAt(reactions, "total_count"),
      }),
    },
  ];
};

/** An entry of the store's feed; the first one may be the app itself. */
export const readAppStoreEntry: ShapeReader = ({ value }, row) =>
  textAt(objectAt(value, "im:rating"), "label") === ""
    ? [
        {
          reason: "not-a-message",
          message: "The record is no review: the app itself, or a link of the feed.",
        },
      ]
    : [{ ...row, properties: pick({ votes: textAt(objectAt(value, "im:voteSum"), "label") }) }];

/** A review of the Play Console's interface: the latest words of the user. */
export const readPlayApiReview: ShapeReader = ({ value }, row) => {
  const comment = listAt(value, "comments")
    .map((entry) => objectAt(entry, "userComment"))
    .find((entry) => textAt(entry, "text") !== "" || textAt(entry, "starRating") !== "");
  if (comment === undefined)
    return [{ reason: "no-words", message: "The review has neither words nor a rating." }];
  const { properties: _flat, ...rest } = row;
  return [
    {
      ...rest,
      words: textAt(comment, "text").split("\t", 2),
      date: textAt(asObject(comment.lastModified), "seconds"),
      rating: textAt(comment, "starRating"),
      version: textAt(comment, "appVersionName"),
      properties: pick({
        device: textAt(comment, "device"),
        os: textAt(comment, "androidOsVersion"),
      }),
    },
  ];
};

function pick(properties: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== ""));
}
