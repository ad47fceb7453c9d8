// Speech to words and words to speech over the OpenAI audio wire, which the AI SDK's compatible provider does not speak.
import { Unavailable, Unsupported } from "@heed/core";
import { z } from "zod";
import { hostOf, type ModelEndpoint } from "./endpoint.ts";
import { describeModelFailure } from "./model-failure.ts";
import { postEndpoint, readAnswerJson } from "./post-endpoint.ts";

/** Words said from `startS` to `endS` seconds; the speaker where the model tells them apart. */
export interface SpokenPart {
  readonly startS: number;
  readonly endS: number;
  readonly text: string;
  readonly speaker: string | null;
}

export interface Transcript {
  readonly parts: readonly SpokenPart[];
  readonly language: string | null;
  /** Seconds of speech, null when the endpoint does not say. */
  readonly seconds: number | null;
}

const transcriptSchema = z.object({
  text: z.string(),
  language: z.string().nullish(),
  duration: z.coerce.number().nullish(),
  segments: z
    .array(
      z.object({
        start: z.number(),
        end: z.number(),
        text: z.string(),
        speaker: z.string().nullish(),
      }),
    )
    .nullish(),
});

export interface Recording {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Name with its ending, which tells the endpoint the format. */
  readonly name: string;
  readonly mediaType: string;
}

/** Asks once for the words of a recording. */
export async function transcribeEndpoint(
  endpoint: ModelEndpoint,
  recording: Recording,
  options: { readonly language?: string; readonly signal: AbortSignal },
): Promise<Transcript> {
  const form = new FormData();
  form.set("file", new Blob([recording.bytes], { type: recording.mediaType }), recording.name);
  form.set("model", endpoint.model);
  // Models that tell speakers apart have a form of their own.
  const isDiarizing = /diari[sz]e/.test(endpoint.model);
  form.set("response_format", isDiarizing ? "diarized_json" : "verbose_json");
  if (isDiarizing) form.set("chunking_strategy", "auto");
  if (options.language !== undefined) form.set("language", options.language);
  const answer = await postAudio(endpoint, "/audio/transcriptions", form, options.signal);
  const parsed = transcriptSchema.safeParse(await readAnswerJson(answer, endpoint, options.signal));
  if (!parsed.success)
    throw new Unavailable(
      "answer-unusable",
      `${hostOf(endpoint)} answered with no transcript that can be read.`,
      { hint: "Choose a model that answers with verbose_json." },
    );
  return transcriptFrom(parsed.data);
}

/** Asks once for a text read aloud; gives an MP3. */
export async function speakEndpoint(
  endpoint: ModelEndpoint,
  text: string,
  options: { readonly voice: string; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  const body = JSON.stringify({
    model: endpoint.model,
    input: text,
    voice: options.voice,
    response_format: "mp3",
  });
  const answer = await postAudio(endpoint, "/audio/speech", body, options.signal);
  try {
    return new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    options.signal.throwIfAborted();
    throw describeModelFailure(error, endpoint);
  }
}

function transcriptFrom({
  text,
  language,
  duration,
  segments,
}: z.infer<typeof transcriptSchema>): Transcript {
  const parts = (segments ?? []).map((segment) => ({
    startS: segment.start,
    endS: segment.end,
    text: segment.text.trim(),
    speaker: segment.speaker ?? null,
  }));
  const seconds = duration ?? segments?.at(-1)?.end ?? null;
  const whole = { startS: 0, endS: seconds ?? 0, text: text.trim(), speaker: null };
  return {
    parts: (parts.length > 0 ? parts : [whole]).filter((part) => part.text !== ""),
    language: language ?? null,
    seconds,
  };
}

function postAudio(
  endpoint: ModelEndpoint,
  path: string,
  body: FormData | string,
  signal: AbortSignal,
): Promise<Response> {
  if (endpoint.kind === "anthropic")
    throw new Unsupported("no-audio", "Anthropic's wire knows no sound.", {
      hint: "Choose a model of another provider: heed models use transcribe PROVIDER/MODEL",
      zh: {
        message: "Anthropic 的协议不支持声音。",
        hint: "请选择其他服务的模型：heed models use transcribe 服务/模型",
      },
    });
  return postEndpoint(endpoint, path, body, signal);
}
