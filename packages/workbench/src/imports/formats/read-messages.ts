// Turns the records of a planned file into messages, or says why a record holds none.
import { plainHtml } from "../door/plain-html.ts";
import type { FileRecord } from "../readers/reader.ts";
import type { ImportPlan, Shape } from "./import-plan.ts";
import type { Message, NoMessage } from "./message.ts";
import {
  readAppStoreEntry,
  readGithubIssue,
  readIntercomConversation,
  readPlayApiReview,
  readSlackMessage,
  readZendeskTicket,
  type ShapeReader,
} from "./shapes/nested-shapes.ts";
import { prepareRows } from "./shapes/row-shape.ts";
import { NO_ANSWER } from "./tables/known-exports.ts";

export type MessageReader = (record: FileRecord) => readonly (Message | NoMessage)[];

/** Prepares the reading of a planned file; `columns` may grow while records come. */
export function prepareMessages(plan: ImportPlan, columns: readonly string[]): MessageReader {
  const rows = prepareRows(plan, columns);
  const read = SHAPE_READERS[plan.shape];
  const shaped = plan.shape === "questions" ? readAnswers(plan) : read;
  if (plan.format === "google-play-console") return (record) => [playReview(rows.partsOf(record))];
  if (plan.format === "jira-issues") return (record) => [jiraIssue(rows.partsOf(record))];
  if (plan.format === "intercom-messages")
    return (record) => [intercomMessage(rows.partsOf(record))];
  return (record) => {
    const row = rows.partsOf(record);
    return shaped === null ? [row] : shaped(record, row);
  };
}

const SHAPE_READERS: Readonly<Record<Shape, ShapeReader | null>> = {
  row: null,
  questions: null,
  "zendesk-ticket": readZendeskTicket,
  "intercom-conversation": readIntercomConversation,
  "slack-message": readSlackMessage,
  "github-issue": readGithubIssue,
  "app-store-entry": readAppStoreEntry,
  "play-api-review": readPlayApiReview,
};

/** One message for each open question that was answered; its id holds the question, wherever its column moves. */
function readAnswers({ mapping, isHtml }: ImportPlan): ShapeReader {
  const questions = mapping.text.map((column) => (isHtml ? plainHtml(column) : column));
  return (_record, row) => {
    const answers = row.words.flatMap((words, index): Message[] => {
      const answer = words.trim();
      if (answer === "" || NO_ANSWER.test(answer)) return [];
      const question = questions[index]!;
      return [
        {
          ...row,
          words: [words],
          id: row.id === "" ? "" : `${row.id}#${question}`,
          properties: { ...row.properties, question },
        },
      ];
    });
    if (answers.length > 0) return answers;
    return [{ reason: "no-words", message: "None of the open questions was answered." }];
  };
}

/** The review's own id stands inside its link, which may be percent-encoded; other links name no review. */
function playReview(row: Message): Message {
  const match = /[?&]reviewId=([^&#]+)|#ReviewPlace:id=([^&]+)/.exec(row.id);
  if (match === null) return { ...row, id: "" };
  return { ...row, id: decoded(match[1] ?? match[2]!) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Words without Jira's marks of headings, panels, links and emphasis. */
function jiraIssue(row: Message): Message {
  const plain = (text: string) =>
    text
      .replace(/^h[1-6]\.\s+/gm, "")
      .replace(/\{(?:code|noformat|quote|panel|color)(?::[^}\n]{0,200})?\}/g, "")
      .replace(/\[([^\]|\n]{1,200})\|[^\]\s]{1,2000}\]/g, "$1")
      .replace(/(^|\s)([*_])(\S(?:[^\n*_]{0,300}\S)?)\2(?=$|[\s.,;:!?])/gm, "$1$3");
  return { ...row, words: row.words.map(plain) };
}

/** Only what users say: admins, bots, notes and changes of state are left out. */
function intercomMessage(row: Message): Message | NoMessage {
  const [author, type] = [
    row.properties.message_author_type ?? "user",
    row.properties.message_type ?? "comment",
  ];
  if (!/^(?:user|lead|contact|customer)$/i.test(author))
    return { reason: "not-a-user", message: `The message is not a user's: received ${author}.` };
  if (/^(?:note|snoozed|assignment|away_mode)/i.test(type))
    return { reason: "not-a-message", message: `The row is no message: received ${type}.` };
  return row;
}
