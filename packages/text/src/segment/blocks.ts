// Finds the blocks of a text (paragraphs, list items, turns of speech, quoted replies, greetings, signatures).
import type { Span } from "@heed/core";

/** What a block is; `quote`, `greeting` and `signature` are one span each, the others are split further. */
export type BlockKind = "text" | "quote" | "greeting" | "signature";

export interface Block extends Span {
  readonly kind: BlockKind;
}

/** Words that stand outside of every span, with the reason. */
export interface Skipped extends Span {
  readonly kind: "bullet" | "speaker" | "timing" | "heading";
}

export interface Blocks {
  readonly blocks: readonly Block[];
  readonly skipped: readonly Skipped[];
}

const BULLET =
  /(?:[-*+•·●▪◦‣–—○■□◆◇►▶➢➤]+[ \t]+|[•·●▪◦‣○■□◆◇►➢➤]+|(?:\d{1,2}|[a-zA-Z])[.)、．）](?!\d)\s*|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z])[)）]\s*|[①-⑳❶-❿]\s*|[一二三四五六七八九十]{1,2}[、.．]\s*)/y;
const LETTER_BULLET = /^[a-zA-Z]\.$/;
const TIMING =
  /\d{1,2}:\d{2}(?::\d{2})?[.,]?\d{0,3} ?--> ?\d{1,2}:\d{2}(?::\d{2})?[.,]?\d{0,3}[^\n]{0,40}$/;
const SPEAKER =
  /(?:[[(（【]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])）】]?[ \t]*[-–—]?[ \t]*)?([\p{L}][\p{L}\d .'_-]{0,30}?|[\p{L}\d_]{1,24} ?[(（][^()（）\n]{1,20}[)）])[ \t]{0,2}[:：](?!\/\/)[ \t]*/uy;
const ROLE =
  /^(?:interviewer|interviewee|moderator|participant|respondent|speaker|researcher|facilitator|host|guest|agent|operator|representative|customer|client|user|support|caller|q|a|p|主持人|采访者|访谈者|访谈员|受访者|被访者|采访人|用户|客服|客户|嘉宾|记者|研究员|问|答|顾客|坐席|机器人)[ _-]?\d{0,3}[a-z]?$/i;
/** Roles that no review says of a thing: `Support: useless` is no transcript, `Interviewer: ...` is. */
const INTERVIEW_ROLE =
  /^(?:interviewer|interviewee|moderator|participant|respondent|speaker|researcher|facilitator|主持人|采访者|访谈者|访谈员|受访者|被访者|采访人)[ _-]?\d{0,3}[a-z]?$/i;
/** Heads of notes that look like names; they are part of what is said. */
const NOT_NAMES =
  /^(?:pros?|cons?|update|edit|edited|note|ps|p\.s|bug|bugs|issue|issues|problem|problems|question|request|suggestion|suggestions|feature|features|version|device|title|subject|summary|steps?|expected|actual|result|error|warning|rating|stars?|review|re|fwd?|likes?|dislikes?|the good|the bad|advantages?|disadvantages?|建议|问题|优点|缺点|好处|坏处|好评|差评|不足|希望|版本|手机|机型|系统|标题|主题|总结|补充|更新|追评|结论|原因|备注|环境|步骤|现象|期望|实际|ps)$/i;
const QUOTE_LINE = /^[>＞]/;
const QUOTE_HEAD =
  /^(?:On .{4,120} wrote:|在.{4,80}写道[:：]|-{2,}\s?(?:Original Message|Forwarded message|原始邮件|转发邮件|原邮件)\s?-{0,20}.*)$/i;
const GREETING =
  /^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings)\b[^.!?？！。]{0,30}|(?:你好|您好|亲|尊敬的|各位好|大家好|hello|hi)[^，。！？]{0,12})[,，!！.。:：~～]*$/i;
const SIGNATURE =
  /^(?:--+|__+|(?:thanks|thank you|many thanks|thx|cheers|best|best regards|best wishes|kind regards|warm regards|regards|sincerely|yours(?: truly| sincerely| faithfully)?|respectfully)\b[^.?？。]{0,24}|sent from (?:my|the) .{2,40}|get outlook for .{2,20}|此致|敬礼|祝好|谢谢|感谢|顺祝商祺|发自我的.{1,20}|来自.{1,16}客户端)[,，!！.。~～]*$/i;
const SIGNATURE_LINES = 6;
const SIGNATURE_LINE_UNITS = 60;
const HEADING = /^[\p{L}\p{N} &/'’-]{1,40}[:：]$/u;

/** Blocks in order, and the labels and bullets that stand outside of them. Linear in the length of the text. */
export function findBlocks(text: string): Blocks {
  const lines = findLines(text);
  const speakers =
    text.includes(":") || text.includes("：") ? findSpeakers(text, lines) : new Set<string>();
  const quoteFrom = lines.findIndex((_, index) => endOfQuote(text, lines, index) >= index);
  const own = quoteFrom < 0 ? lines : lines.slice(0, quoteFrom);
  const signatureFrom = findSignature(text, own);
  const blocks: Block[] = [];
  const skipped: Skipped[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!;
    if (index === signatureFrom) {
      index = own.length - 1;
      blocks.push({ start: line.start, end: own[index]!.end, kind: "signature" });
      continue;
    }
    const last = endOfQuote(text, lines, index);
    if (last >= index) {
      blocks.push({ start: line.start, end: lines[last]!.end, kind: "quote" });
      index = last;
      continue;
    }
    const next = lines[index + 1];
    if (next !== undefined && isCount(text, line) && isTiming(text, next)) {
      skipped.push({ ...line, kind: "timing" });
      continue;
    }
    const rest = stripLabels(text, line, lines.length > 1, speakers, skipped);
    if (rest === null) continue;
    const kind = isGreeting(text, rest, index, lines.length) ? "greeting" : "text";
    const previous = blocks.at(-1);
    if (kind === "text" && rest.start === line.start && isWrapped(text, previous, line)) {
      blocks[blocks.length - 1] = { ...previous!, end: rest.end };
    } else blocks.push({ ...rest, kind });
  }
  return { blocks, skipped };
}

/** Trimmed lines that are not blank. */
function findLines(text: string): Span[] {
  const lines: Span[] = [];
  for (let from = 0; from <= text.length; ) {
    let to = text.indexOf("\n", from);
    if (to < 0) to = text.length;
    let start = from;
    let end = to;
    while (start < end && isSpace(text, start)) start += 1;
    while (end > start && isSpace(text, end - 1)) end -= 1;
    if (end > start) lines.push({ start, end });
    from = to + 1;
  }
  return lines;
}

function isSpace(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit <= 0x20
    ? unit === 0x20 || (unit >= 0x09 && unit <= 0x0d)
    : unit > 0x7f && /\s/.test(text[at]!);
}

/** Names before a colon that are speakers: known roles, or names that open several lines of a text. */
function findSpeakers(text: string, lines: readonly Span[]): Set<string> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const name = speakerAt(text, line.start)?.name;
    if (name !== undefined && !NOT_NAMES.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const sum = (names: [string, number][]) => names.reduce((total, [, count]) => total + count, 0);
  const all = [...counts];
  const isTranscript = sum(all) >= 4 && sum(all) >= 2 * counts.size;
  const isDialogue = sum(all.filter(([name]) => ROLE.test(name))) >= 2;
  const isSpeaker = ([name, count]: [string, number]) =>
    INTERVIEW_ROLE.test(name) || (isDialogue && ROLE.test(name)) || (isTranscript && count >= 2);
  return new Set(all.filter(isSpeaker).map(([name]) => name));
}

function speakerAt(text: string, at: number): { name: string; end: number } | null {
  SPEAKER.lastIndex = at;
  const match = SPEAKER.exec(text);
  return match === null ? null : { name: match[1]!.trim().toLowerCase(), end: SPEAKER.lastIndex };
}

/** The line without its bullet, speaker or timing; null when nothing else stands on it. */
function stripLabels(
  text: string,
  line: Span,
  isOneOfMany: boolean,
  speakers: ReadonlySet<string>,
  skipped: Skipped[],
): Span | null {
  const words = line.end - line.start <= 120 ? text.slice(line.start, line.end) : "";
  if (isOneOfMany && isTiming(text, line)) {
    skipped.push({ ...line, kind: "timing" });
    return null;
  }
  if (isOneOfMany && HEADING.test(words) && words.split(/\s+/).length <= 5) {
    skipped.push({ ...line, kind: "heading" });
    return null;
  }
  let { start } = line;
  if (speakers.size > 0) {
    const speaker = speakerAt(text, start);
    if (speaker !== null && speakers.has(speaker.name)) {
      skipped.push({ start, end: Math.min(speaker.end, line.end), kind: "speaker" });
      start = speaker.end;
    }
  }
  if (start >= line.end) return null;
  BULLET.lastIndex = start;
  if (BULLET.test(text) && !isInitial(text, start, BULLET.lastIndex)) {
    const end = Math.min(BULLET.lastIndex, line.end);
    if (end < line.end || isOneOfMany) skipped.push({ start, end, kind: "bullet" });
    else return { start, end: line.end };
    start = end;
  }
  return start < line.end ? { start, end: line.end } : null;
}

/** Subtitles number their entries on a line of its own. */
function isCount(text: string, { start, end }: Span): boolean {
  return end - start <= 6 && /^\d+$/.test(text.slice(start, end));
}

function isTiming(text: string, { start, end }: Span): boolean {
  return end - start <= 80 && TIMING.test(text.slice(start, end));
}

/** `A.I. helps` and `U.S. only` begin with initials, not with a list letter. */
function isInitial(text: string, start: number, end: number): boolean {
  const bullet = text.slice(start, end);
  return LETTER_BULLET.test(bullet) && /\S/.test(text[end] ?? "");
}

function isGreeting(text: string, line: Span, index: number, count: number): boolean {
  if (index > 0 || count < 2 || line.end - line.start > 40) return false;
  return GREETING.test(text.slice(line.start, line.end));
}

/** Last line of the quoted reply that begins at a line; before the line when none does. */
function endOfQuote(text: string, lines: readonly Span[], index: number): number {
  let last = index - 1;
  const line = lines[index]!;
  const head = line.end - line.start <= 200 ? text.slice(line.start, line.end) : "";
  if (QUOTE_HEAD.test(head)) {
    const next = lines[index + 1];
    if (next === undefined || !QUOTE_LINE.test(text[next.start]!)) return lines.length - 1;
    last = index;
  }
  while (last + 1 < lines.length && QUOTE_LINE.test(text[lines[last + 1]!.start]!)) last += 1;
  return last;
}

/** First line of a closing signature among the last lines of a text of three or more; -1 without one. */
function findSignature(text: string, lines: readonly Span[]): number {
  if (lines.length < 3) return -1;
  for (let index = Math.max(1, lines.length - SIGNATURE_LINES); index < lines.length; index += 1) {
    const line = lines[index]!;
    const rest = lines.slice(index);
    if (!rest.every(({ start, end }) => end - start <= SIGNATURE_LINE_UNITS)) continue;
    if (SIGNATURE.test(text.slice(line.start, line.end))) return index;
  }
  return -1;
}

/** A line that goes on in the next one: long, without an end mark, and the next begins in lower case. */
function isWrapped(text: string, previous: Block | undefined, line: Span): boolean {
  if (previous === undefined || previous.kind !== "text") return false;
  const lineBreak = text.lastIndexOf("\n", line.start - 1);
  if (/\n\s*\n/.test(text.slice(previous.end, line.start))) return false;
  const previousLine = text.lastIndexOf("\n", lineBreak - 1);
  if (lineBreak - previousLine < 50) return false;
  return /[\p{Ll}\d,]/u.test(text[previous.end - 1]!) && /\p{Ll}/u.test(text[line.start]!);
}
