// Reads conversations: speaker-labelled text and subtitles become one record a turn of those who answer.
import type { ByteSource } from "./byte-source.ts";
import type { DetectedEncoding } from "./detect-encoding.ts";
import { readLines } from "./json-reader.ts";
import { LONGEST_RECORD, type Reader, type ReadRecord } from "./reader.ts";
import { readSpeakerLine } from "./speaker-lines.ts";
import { findAskers, type SpokenTurn } from "./speakers.ts";

/** Columns of a transcript; `at` is where the turn begins in the recording, empty where the text does not say. */
export const TRANSCRIPT_COLUMNS = ["text", "speaker", "question", "at"] as const;

interface Turn extends SpokenTurn {
  readonly line: number;
  readonly at: string;
}

/** Conversations are read whole to tell who asks; a longer text is no conversation that people held. */
const MOST_UNITS = 16 * 1024 * 1024;

export function openTranscript(
  source: ByteSource,
  encoding: DetectedEncoding,
  format: "transcript" | "subtitles",
): Reader {
  return {
    format,
    columns: TRANSCRIPT_COLUMNS,
    notes: [],
    read: () => readTranscript(source, encoding, format),
  };
}

async function* readTranscript(
  source: ByteSource,
  encoding: DetectedEncoding,
  format: "transcript" | "subtitles",
): AsyncGenerator<readonly ReadRecord[]> {
  const lines: { line: number; text: string }[] = [];
  let units = 0;
  let overlong: ReadRecord | null = null;
  for await (const run of readLines(source, encoding, LONGEST_RECORD)) {
    for (const { line, text } of run) {
      units += text.length;
      if (units <= MOST_UNITS) lines.push({ line, text });
      else
        overlong ??= {
          row: 0,
          line,
          fault: "row-too-long",
          message:
            "The conversation is longer than 16,777,216 characters, expected one interview a file.",
          excerpt: text,
        };
    }
  }
  const turns = joinTurns(format === "subtitles" ? subtitleTurns(lines) : labelledTurns(lines));
  const records = answers(turns);
  if (overlong !== null) records.push({ ...overlong, row: records.length + 1 });
  if (records.length > 0) yield records;
}

/** The turns of those who answer, each with the question before it; everybody's turns where nobody asks. */
function answers(turns: readonly Turn[]): ReadRecord[] {
  const askers = findAskers(turns);
  const records: ReadRecord[] = [];
  let question = "";
  for (const turn of turns) {
    if (askers.has(turn.speaker)) {
      question = turn.text;
      continue;
    }
    records.push({
      row: records.length + 1,
      line: turn.line,
      cells: [turn.text, turn.speaker, question, turn.at],
    });
  }
  return records;
}

/** Units after which speech of an unknown speaker is cut at the end of a sentence. */
const LONG_SPEECH = 240;

/**
 * Words that one speaker says on without another in between are one turn. Where nobody is named the turns cannot be
 * told, so a long speech is cut between sentences.
 */
function joinTurns(turns: readonly Turn[]): Turn[] {
  const joined: Turn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    const isCut =
      last?.speaker === "" &&
      last.text.length >= LONG_SPEECH &&
      /[.!?…。！？]["”’）)]*$/.test(last.text);
    if (last !== undefined && last.speaker === turn.speaker && !isCut)
      joined[joined.length - 1] = { ...last, text: `${last.text}\n${turn.text}`.trim() };
    else if (turn.text !== "") joined.push(turn);
  }
  return joined;
}

/** Lines before the first speaker are the head of the document, and headings are nobody's words. */
function labelledTurns(lines: readonly { line: number; text: string }[]): Turn[] {
  const turns: Turn[] = [];
  const known = regularSpeakers(lines);
  for (const { line, text } of lines) {
    const start = readSpeakerLine(text);
    const last = turns.at(-1);
    if (start !== null && known.has(start.speaker)) {
      turns.push({ line, at: timeIn(text), speaker: start.speaker, text: start.words });
    } else if (last !== undefined && text.trim() !== "" && !/^#{1,6}\s/.test(text)) {
      turns[turns.length - 1] = { ...last, text: `${last.text} ${text.trim()}`.trim() };
    }
  }
  return turns;
}

/** A name that comes once may be a colon in someone's words. */
function regularSpeakers(lines: readonly { text: string }[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { text } of lines) {
    const start = readSpeakerLine(text);
    if (start !== null) counts.set(start.speaker, (counts.get(start.speaker) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= 2).map(([speaker]) => speaker));
}

function timeIn(line: string): string {
  return /(?:\d{1,2}:)?\d{1,2}:\d{2}/.exec(line.slice(0, 60))?.[0] ?? "";
}

const CUE_TIME =
  /^\s*((?:\d{1,3}:)?\d{2}:\d{2}[.,]\d{3})\s+-->\s+(?:\d{1,3}:)?\d{2}:\d{2}[.,]\d{3}/;

/** Cues of WebVTT and SubRip; a speaker is told by a `<v Name>` tag or a label before the words. */
function subtitleTurns(lines: readonly { line: number; text: string }[]): Turn[] {
  const turns: Turn[] = [];
  let at = "";
  let cueLine = 0;
  let words: string[] = [];
  let speaker = "";
  const end = () => {
    for (const turn of cueTurns(words, speaker)) {
      speaker = turn.speaker;
      turns.push({ ...turn, line: cueLine, at });
    }
    words = [];
  };
  for (const { line, text } of lines) {
    const time = CUE_TIME.exec(text);
    if (time !== null) {
      // The line before a time is the cue's number or name, not words.
      end();
      [at, cueLine] = [time[1]!.replace(",", ".").replace(/\.\d+$/, ""), line];
    } else if (text.trim() === "") {
      end();
      at = "";
    } else if (at !== "") words.push(text);
  }
  end();
  return turns;
}

function cueTurns(lines: readonly string[], before: string): SpokenTurn[] {
  const turns: SpokenTurn[] = [];
  for (const line of lines) {
    const voice = /<v(?:\.[^\s<>]{0,200})?\s{1,20}([^<>]{1,500})>/.exec(line)?.[1]?.trim();
    const plain = line
      .replace(/<[^<>]*>/g, "")
      .replace(/^[-–—]\s+/, "")
      .trim();
    const label = voice === undefined ? readSpeakerLine(plain) : { speaker: voice, words: plain };
    if (label !== null) turns.push({ speaker: label.speaker, text: label.words });
    else {
      const last = turns.at(-1);
      if (last === undefined) turns.push({ speaker: before, text: plain });
      else turns[turns.length - 1] = { ...last, text: `${last.text} ${plain}`.trim() };
    }
  }
  return turns.filter(({ text }) => text !== "");
}
