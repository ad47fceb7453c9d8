// Knows a line that begins a speaker's turn: "Name: words", "[00:12] Name: words", "张三：……", or "Name  0:12" alone.

const TIME = "(?:\\[?\\(?(?:\\d{1,2}:)?\\d{1,2}:\\d{2}(?:[.,]\\d{1,3})?\\)?\\]?)";
const LINE = new RegExp(
  `^\\s*(?:${TIME}\\s*[-–—]?\\s*)?(?:\\*\\*|__)?([\\p{L}][\\p{L}\\p{M}\\p{N} .'’_()-]{0,39}?)\\s*(?:${TIME}\\s*)?(?:\\*\\*|__)?\\s*[:：](?:\\*\\*|__)?(?=\\s|$|\\S)\\s*(.*)$`,
  "u",
);
/** A line of a name and a time alone, as recorders write it; the words stand in the lines below. */
const NAME_AND_TIME = new RegExp(
  `^\\s*(?:\\*\\*|\\[)?([\\p{L}][\\p{L}\\p{M}\\p{N} .'’_()-]{0,39}?)(?:\\*\\*|\\])?[\\s,·|-]+${TIME}\\s*$`,
  "u",
);
/** Words before a colon that head a field or a list and are nobody's name. */
const FIELD =
  /^(?:date|time|length|duration|language|note|notes|title|subject|location|topic|version|agenda|summary|todo|https?|ps|e\.?g|i\.?e|日期|时间|时长|地点|语言|备注|注|主题|标题|版本|总结)$/i;
const LONGEST_NAME_WORDS = 4;
/** Units of a line in which its speaker and time stand. */
const HEAD_UNITS = 160;

export interface SpeakerLine {
  readonly speaker: string;
  readonly words: string;
}

/** The speaker and first words of a turn, or null for any other line. */
export function readSpeakerLine(line: string): SpeakerLine | null {
  // A long run of blanks could be divided in too many ways.
  const start = line.trim();
  const head = start.slice(0, HEAD_UNITS);
  const alone =
    head.length < start.length
      ? undefined
      : NAME_AND_TIME.exec(head)?.[1]?.trim().replace(/\s+/g, " ");
  if (alone !== undefined && !FIELD.test(alone) && alone.split(" ").length <= LONGEST_NAME_WORDS)
    return { speaker: alone, words: "" };
  const match = LINE.exec(head);
  if (match === null) return null;
  const speaker = match[1]!.trim().replace(/\s+/g, " ");
  if (FIELD.test(speaker) || speaker.split(" ").length > LONGEST_NAME_WORDS) return null;
  if (/^https?$/i.test(speaker) || match[2]!.startsWith("//")) return null;
  return { speaker, words: (match[2]! + start.slice(HEAD_UNITS)).trim() };
}

/**
 * Whether a text is a conversation with named speakers: at least six turns, most paragraphs begin with one, and few
 * names come back often.
 */
export function isConversation(sample: string): boolean {
  const lines = sample.split(/\r?\n/).filter((line) => line.trim() !== "");
  const turns = lines.map(readSpeakerLine).filter((line) => line !== null);
  const counts = new Map<string, number>();
  for (const { speaker } of turns) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
  const regular = [...counts.values()].filter((count) => count >= 2);
  const told = regular.reduce((sum, count) => sum + count, 0);
  return (
    told >= 6 && regular.length >= 2 && told >= 0.3 * lines.length && told >= 0.7 * turns.length
  );
}
