// A recording becomes a transcript with times and speakers, part by part, so that a stop loses no part that was paid for.
import { hash } from "node:crypto";
import {
  type AnswerCache,
  Conflict,
  chosenLocalModel,
  LOCAL_PROVIDER,
  type LocalModel,
  type ModelUsage,
  NO_USAGE,
} from "@heed/core";
import { redact, type SpokenPart, type Transcript, transcribeEndpoint } from "@heed/text";
import { isLocalHost } from "./guarded-fetch.ts";
import type { LocalModels } from "./local-models.ts";
import { chosenFor } from "./model-door.ts";
import type { Models } from "./open-models.ts";
import { type HeardPart, openRecording } from "./open-recording.ts";
import { samplesAt16k } from "./sound-samples.ts";

export interface TranscribeOptions {
  /** ISO 639-1 code of the language that is spoken; told by the model when absent. */
  readonly language?: string;
  /** Sound cannot be redacted before it leaves: true says that it may. Not needed for a model on this machine. */
  readonly mayLeave?: boolean;
  readonly onPart?: (heardS: number) => void;
  readonly signal?: AbortSignal;
}

export interface TranscribedFile {
  readonly parts: readonly SpokenPart[];
  readonly seconds: number;
  readonly model: string;
}

/** Seconds that recognisers of Whisper's kind hear at once. */
const LOCAL_WINDOW = 28;
const never = new AbortController().signal;

/** Has the model chosen for `transcribe` write down what is said. @throws `not-redacted` before sound would leave unasked. */
export async function transcribeFile(
  models: Pick<Models, "caller" | "cache" | "local">,
  path: string,
  options: TranscribeOptions = {},
): Promise<TranscribedFile> {
  const beside = chosenLocalModel(models.caller.options.settings, "transcribe");
  if (beside !== null) return transcribeBeside(models.local, beside, path, options);
  const { provider, model } = chosenFor("transcribe", models.caller)[0]!;
  refuseUnasked(provider.baseUrl, options.mayLeave, "Sound");
  const parts: SpokenPart[] = [];
  let seconds = 0;
  for await (const part of openRecording(path, withSignal(options))) {
    const key = hash(
      "sha256",
      JSON.stringify([provider.baseUrl, model, options.language ?? "", hash("sha256", part.bytes)]),
      "base64url",
    );
    const heard = await keptOr(models.cache, key, () => hear(models, part, options));
    for (const one of heard)
      parts.push({ ...one, startS: one.startS + part.startS, endS: one.endS + part.startS });
    seconds += part.seconds;
    options.onPart?.(seconds);
  }
  return { parts, seconds, model: `${provider.id}/${model}` };
}

const withSignal = ({ signal }: TranscribeOptions) => (signal === undefined ? {} : { signal });

/** A local recogniser hears half a minute at a time; its times are those of the parts. */
async function transcribeBeside(
  local: LocalModels,
  model: LocalModel,
  path: string,
  options: TranscribeOptions,
): Promise<TranscribedFile> {
  const parts: SpokenPart[] = [];
  let seconds = 0;
  const recording = { ...withSignal(options), samplesOnly: true, longestS: LOCAL_WINDOW };
  for await (const part of openRecording(path, recording)) {
    const { text } = await local.run<{ text: string }>(
      model,
      samplesAt16k(part.bytes),
      options.language === undefined ? {} : { language: options.language },
      options.signal,
    );
    const said = redact(text.trim()).text;
    if (said !== "")
      parts.push({
        ...{ startS: part.startS, endS: part.startS + part.seconds },
        ...{ text: said, speaker: null },
      });
    seconds += part.seconds;
    options.onPart?.(seconds);
  }
  return { parts, seconds, model: `${LOCAL_PROVIDER}/${model.id}` };
}

/** Pictures and sound go as they are, so a user must have said that they may. */
export function refuseUnasked(
  baseUrl: string,
  mayLeave: boolean | undefined,
  what: "Sound" | "Pictures",
): void {
  if (mayLeave === true || isLocalHost(baseUrl)) return;
  throw new Conflict(
    "not-redacted",
    `${what} cannot be redacted before leaving this machine for ${new URL(baseUrl).host}.`,
    {
      hint: "Say that they may leave with --as-is, or choose a model on this machine.",
      zh: {
        message: `${what === "Sound" ? "声音" : "图片"}在离开本机发往 ${new URL(baseUrl).host} 之前无法脱敏。`,
        hint: "若允许发送，请加 --as-is；也可选择本机上的模型。",
      },
    },
  );
}

async function keptOr(
  cache: AnswerCache | null,
  key: string,
  ask: () => Promise<SpokenPart[]>,
): Promise<SpokenPart[]> {
  const kept = (await cache?.get(key)) as { parts?: SpokenPart[] } | undefined;
  if (kept?.parts !== undefined) return kept.parts;
  const parts = await ask();
  await cache?.put(key, { parts });
  return parts;
}

/** What is said is redacted before it is kept anywhere. */
async function hear(
  { caller }: Pick<Models, "caller">,
  part: HeardPart,
  { language, signal }: TranscribeOptions,
): Promise<SpokenPart[]> {
  const { provider, model } = chosenFor("transcribe", caller)[0]!;
  const { reply } = await caller.send<Transcript>({
    ...{ provider, model, capability: "transcribe", purpose: "transcribe" },
    size: { texts: [], images: 0, bytes: part.bytes.length },
    mostOutputTokens: 0,
    seconds: part.seconds,
    redacted: 0,
    signal: signal ?? never,
    run: (endpoint, signal) =>
      transcribeEndpoint(endpoint, part, {
        signal,
        ...(language === undefined ? {} : { language }),
      }),
    measure: ({ seconds }): { usage: ModelUsage; words: string } => ({
      usage: { ...NO_USAGE, seconds: seconds ?? part.seconds, isEstimate: seconds === null },
      words: "",
    }),
  });
  return reply.parts.map((one) => ({ ...one, text: redact(one.text).text }));
}

/** A transcript as WebVTT (W3C), with a voice tag where the speaker is known. */
export function renderVtt(parts: readonly SpokenPart[]): string {
  const cues = parts.map(({ startS, endS, text, speaker }) => {
    const words = plain(text);
    const voiced = speaker === null ? words : `<v ${speakerName(speaker)}>${words}`;
    return `${clock(startS)} --> ${clock(Math.max(endS, startS + 0.001))}\n${voiced}\n`;
  });
  return `WEBVTT\n\n${cues.join("\n")}`;
}

/** Models call speakers A and B; in an interview A stands for the one who answers, so they are told apart by more. */
function speakerName(label: string): string {
  const name = plain(label);
  return /^(?:[A-Za-z]|\d{1,2})$/.test(name) ? `Speaker ${name}` : name;
}

/** Nothing that is said may end its cue, or open a tag. */
function plain(text: string): string {
  return text.replace(/[<>&]/g, " ").replace(/-->/g, " ").replace(/\s+/g, " ").trim();
}

function clock(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const whole = Math.floor(ms / 1000);
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${String(ms % 1000).padStart(3, "0")}`;
}
