// An answer in a form: read, checked, put right once on request, and otherwise refused.
import { type ModelUsage, type StructuredRequest, Unavailable } from "@heed/core";
import { z } from "zod";
import type { AnswerForm, ModelReply, ModelTurn } from "./ask-endpoint.ts";

export interface CheckedAnswer<Value> {
  readonly value: Value;
  readonly usages: readonly ModelUsage[];
  readonly isRepaired: boolean;
}

/** Sends turns and gives the reply with what it used. */
export type SendTurns = (
  turns: readonly ModelTurn[],
  form: AnswerForm,
) => Promise<ModelReply & { readonly usage: ModelUsage }>;

/** Faults told back to a model, and longest answer told back, in characters. */
const MOST_FAULTS = 20;
const MOST_TOLD_BACK = 20_000;

/** JSON Schema of a request's form. */
export function answerForm<Value>({
  name,
  schema,
}: Pick<StructuredRequest<Value>, "name" | "schema">): AnswerForm {
  const { $schema: _, ...form } = z.toJSONSchema(schema, { io: "input" });
  return { name, schema: form };
}

/**
 * Asks, checks, and asks once more with what was wrong. @throws `answer-unusable` when the second answer is wrong too,
 * with the number of faults and never the words of the answer.
 */
export async function structuredAnswer<Value>(
  request: StructuredRequest<Value>,
  send: SendTurns,
): Promise<CheckedAnswer<Value>> {
  const form = answerForm(request);
  const asked: ModelTurn = { role: "user", content: request.content };
  const first = await send([asked], form);
  const read = readAnswer(request, first);
  if ("value" in read) return { value: read.value, usages: [first.usage], isRepaired: false };
  const second = await send(
    [
      asked,
      // An empty turn is refused by some providers.
      { role: "assistant", text: first.text.slice(0, MOST_TOLD_BACK) || "(nothing)" },
      { role: "user", content: [{ type: "text", text: repairWords(read.faults) }] },
    ],
    form,
  );
  const again = readAnswer(request, second);
  if ("value" in again)
    return { value: again.value, usages: [first.usage, second.usage], isRepaired: true };
  throw new Unavailable(
    "answer-unusable",
    `The model's answer to "${request.purpose}" was wrong twice (${again.code}), expected the form ${request.name}.`,
    {
      details: { code: again.code, faults: again.faults.length },
      hint: "Nothing of it was kept. Choose a larger model, or smaller batches.",
      zh: {
        message: `模型对“${request.purpose}”的应答两次不合格（${again.code}），要求的格式是 ${request.name}。`,
        hint: "其内容未保留。请换用更大的模型。",
      },
    },
  );
}

type ReadAnswer<Value> =
  | { readonly value: Value }
  | { readonly code: string; readonly faults: readonly string[] };

function readAnswer<Value>(
  { schema, check }: StructuredRequest<Value>,
  reply: ModelReply,
): ReadAnswer<Value> {
  if (reply.text.trim() === "") return { code: "empty-answer", faults: ["The answer was empty."] };
  if (reply.ending === "refused" || reply.ending === "broken")
    return { code: `answer-${reply.ending}`, faults: ["The answer was not whole."] };
  if (reply.ending === "length")
    return { code: "answer-cut", faults: ["The answer was cut off. Answer more briefly."] };
  const json = parseJson(reply.text);
  if (json === undefined) return { code: "not-json", faults: ["The answer was not JSON."] };
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    return {
      code: "wrong-form",
      faults: parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
    };
  }
  const faults = check?.(parsed.data) ?? [];
  return faults.length === 0 ? { value: parsed.data } : { code: "wrong-content", faults };
}

function repairWords(faults: readonly string[]): string {
  const shown = faults.slice(0, MOST_FAULTS).map((fault) => `- ${fault}`);
  return `That answer cannot be used:\n${shown.join("\n")}\nAnswer again, whole, as JSON in the form that was asked for.`;
}

/** The JSON value of an answer, also one in fences or with words around it; undefined when there is none. */
function parseJson(text: string): unknown {
  const fenced = /```(?:json)?\s*([\s\S]*?)```/.exec(text)?.[1];
  const braced = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
  for (const candidate of [text, fenced, braced]) {
    if (candidate === undefined || candidate.trim() === "") continue;
    try {
      return JSON.parse(candidate);
    } catch {
      // The next reading may do.
    }
  }
  return undefined;
}
