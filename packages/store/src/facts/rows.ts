// Row shapes of the fact tables and their conversion to and from the domain's records.
import {
  type FeedbackItem,
  type ItemId,
  itemId,
  itemNumber,
  type Kind,
  type Mention,
  type MentionReading,
  mentionAt,
  type Redaction,
  type Sentiment,
  type SpamReason,
  type ThemeAssignment,
  type ThemeId,
  themeNumber,
  type UnclearReason,
} from "@heed/core";

export interface ItemRow {
  item: string | number;
  revision: number;
  source: string;
  import_id: string;
  source_id: string | null;
  row: string | number;
  text: string;
  language: string;
  rating: number | null;
  author_key: string | null;
  written_at: string | null;
  channel: string | null;
  app_version: string | null;
  properties: Record<string, string>;
  identity_key: string;
  content_key: string;
  text_key: string;
  duplicate_of: string | number;
  similar_to: string | number;
  spam: string;
  rival: string;
  redactions: string;
}

/** An item's row with what only the store keeps beside it. */
export interface WholeItemRow extends ItemRow {
  signature: string;
  person_keys: string[];
}

export interface MentionKey {
  item: string | number;
  revision: number;
  start: number;
  end: number;
}

export interface ReadingRow extends MentionKey {
  sentiment: Sentiment;
  score: number;
  kind: string;
  model: string;
  model_version: string;
  generation: number;
}

export interface AssignmentRow extends MentionKey {
  theme: number | null;
  found_theme: number | null;
  score: number;
  unclear: string;
  generation: number;
}

/** One mention with its latest reading and assignment, as the join returns them. */
export interface MentionFactsRow extends MentionKey {
  r_model: string;
  r_version: string;
  r_sentiment: Sentiment;
  r_score: number;
  r_kind: string;
  has_assignment: number;
  a_theme: number | null;
  a_found: number | null;
  a_score: number;
  a_unclear: string;
}

export function itemFromRow(row: ItemRow): FeedbackItem {
  return {
    id: itemId(Number(row.item)),
    revision: row.revision,
    source: row.source,
    importId: row.import_id,
    sourceId: row.source_id,
    row: Number(row.row),
    text: row.text,
    language: row.language,
    rating: row.rating,
    authorKey: row.author_key,
    writtenAt: row.written_at === null ? null : `${row.written_at.replace(" ", "T")}Z`,
    channel: row.channel,
    appVersion: row.app_version,
    properties: row.properties,
    identityKey: row.identity_key,
    contentKey: row.content_key,
    textKey: row.text_key,
    duplicateOf: itemIdOrNull(row.duplicate_of),
    similarTo: itemIdOrNull(row.similar_to),
    spam: row.spam === "" ? null : (row.spam as SpamReason),
    rival: row.rival === "" ? null : row.rival,
    redactions: row.redactions === "" ? [] : (JSON.parse(row.redactions) as Redaction[]),
  };
}

/** Number 0 stands for no item: numbers begin at 1. */
function itemIdOrNull(number: string | number): ItemId | null {
  return Number(number) === 0 ? null : itemId(Number(number));
}

export function mentionToRow(mention: Mention): MentionKey {
  return {
    item: itemNumber(mention.itemId),
    revision: mention.revision,
    start: mention.start,
    end: mention.end,
  };
}

/** The key columns inside a mention's id (`item_<item>.<revision>.<start>-<end>`). */
export function keyFromMentionId(id: string): MentionKey {
  const match = /^item_(\d+)\.(\d+)\.(\d+)-(\d+)$/.exec(id);
  if (match === null) throw new TypeError(`Not a mention id: received ${id.slice(0, 60)}.`);
  const [item, revision, start, end] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return { item, revision, start, end };
}

export function mentionFromRow(row: MentionKey): Mention {
  return mentionAt({ id: itemId(Number(row.item)), revision: row.revision }, row);
}

export function readingToRow(reading: MentionReading, generation: number): ReadingRow {
  return {
    ...keyFromMentionId(reading.mentionId),
    sentiment: reading.sentiment,
    score: reading.sentimentScore,
    kind: reading.kind,
    model: reading.model.name,
    model_version: reading.model.version,
    generation,
  };
}

export function readingFromRow(mention: Mention, row: MentionFactsRow): MentionReading | null {
  if (row.r_model === "") return null;
  return {
    mentionId: mention.id,
    sentiment: row.r_sentiment,
    sentimentScore: row.r_score,
    kind: row.r_kind as Kind,
    model: { name: row.r_model, version: row.r_version },
  };
}

export function assignmentToRow(assignment: ThemeAssignment, generation: number): AssignmentRow {
  return {
    ...keyFromMentionId(assignment.mentionId),
    theme: themeColumn(assignment.themeId),
    found_theme: themeColumn(assignment.foundThemeId),
    score: assignment.score,
    unclear: assignment.unclear ?? "",
    generation,
  };
}

/** The assignment in the columns `theme`, `found_theme`, `score` and `unclear`. */
export function assignmentFromRow(
  mention: Mention,
  row: Omit<AssignmentRow, "generation">,
): ThemeAssignment {
  const base = {
    mentionId: mention.id,
    score: row.score,
    foundThemeId: themeFromNumber(row.found_theme),
  };
  const themeId = themeFromNumber(row.theme);
  return themeId === null
    ? { ...base, themeId, unclear: row.unclear as UnclearReason }
    : { ...base, themeId, unclear: null };
}

/** The assignment in a joined row, or null when the mention has none. */
export function joinedAssignment(mention: Mention, row: MentionFactsRow): ThemeAssignment | null {
  if (row.has_assignment === 0) return null;
  const { a_theme: theme, a_found: found_theme, a_score: score, a_unclear: unclear } = row;
  return assignmentFromRow(mention, { ...row, theme, found_theme, score, unclear });
}

function themeColumn(id: ThemeId | null): number | null {
  return id === null ? null : themeNumber(id);
}

function themeFromNumber(number: number | null): ThemeId | null {
  return number === null ? null : `theme_${number}`;
}
