// Brings a model from a hub into Heed's home: only the files that are needed, each checked, whole or not at all.
import { createHash } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { InvalidInput, type LocalModel, NotFound, Unavailable } from "@heed/core";
import { z } from "zod";
import { addLocalModel } from "./edit-local-models.ts";
import { guardedFetch, isLocalHost } from "./guarded-fetch.ts";

/** Where models are pulled from when nobody says otherwise. */
export const MODEL_HUB = "https://huggingface.co";

export interface PullOptions {
  /** Address of a hub that speaks the same paths, such as a mirror. */
  readonly hub?: string;
  /** Hosts of the hub's storage that its answers may lead to; those of Hugging Face when absent. */
  readonly storageHosts?: RegExp;
  readonly onFile?: (path: string, bytes: number) => void;
  readonly signal?: AbortSignal;
}

const STORAGE = /(^|\.)(hf\.co|huggingface\.co)$/;
const MOST_BYTES = 4 * 1024 ** 3;
const MOST_HOPS = 4;
const TIMEOUT_MS = 60 * 60_000;
/** Sets of model files in the order of preference: small before exact, whole before an encoder with its decoder. */
const ONNX: readonly (readonly string[])[] = ["_quantized", "", "_fp16"].flatMap((suffix) => [
  [`onnx/model${suffix}.onnx`],
  [`onnx/encoder_model${suffix}.onnx`, `onnx/decoder_model_merged${suffix}.onnx`],
]);
const AROUND =
  /^(?:config|tokenizer|tokenizer_config|special_tokens_map|preprocessor_config|generation_config)\.json$|^vocab\.(?:txt|json)$|^merges\.txt$/;

const treeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.number(),
    lfs: z.object({ oid: z.string() }).nullish(),
  }),
);
type HubFile = z.infer<typeof treeSchema>[number];

/** Pulls `OWNER/NAME` and adds it. @throws `no-model-file` when it holds nothing that Heed runs. */
export async function pullModel(
  home: string,
  name: string,
  options: PullOptions = {},
): Promise<LocalModel> {
  if (!/^[\w.-]+\/[\w.-]+$/.test(name) || name.includes(".."))
    throw new InvalidInput(
      "broken-model-name",
      `"${name.slice(0, 100)}" is no model, expected OWNER/NAME.`,
    );
  const hub = (options.hub ?? MODEL_HUB).replace(/\/$/, "");
  const files = wantedFiles(name, await listFiles(hub, name, options));
  const folder = join(home, "local-models", name.replace("/", "--"));
  const draft = `${folder}.part`;
  await rm(draft, { recursive: true, force: true });
  try {
    for (const file of files) await fetchFile(hub, name, file, draft, options);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return addLocalModel(home, { folder, id: name.replace("/", "--") });
}

async function listFiles(hub: string, name: string, options: PullOptions): Promise<HubFile[]> {
  const answer = await follow(`${hub}/api/models/${name}/tree/main?recursive=true`, options);
  if (answer.status === 404 || answer.status === 401)
    throw new NotFound("model-not-found", `${new URL(hub).host} has no open model ${name}.`);
  const parsed = treeSchema.safeParse(answer.ok ? await answer.json().catch(() => null) : null);
  if (parsed.success) return parsed.data.filter(({ type }) => type === "file");
  throw new Unavailable(
    "hub-failed",
    `${new URL(hub).host} gave no list of files (${answer.status}).`,
  );
}

function wantedFiles(name: string, files: readonly HubFile[]): HubFile[] {
  const onnx = ONNX.map((set) => files.filter(({ path }) => set.includes(path))).find(
    (found, at) => found.length === ONNX[at]!.length,
  );
  if (onnx === undefined)
    throw new NotFound(
      "no-model-file",
      `${name} holds no ONNX model, expected ${ONNX.map((set) => set.join(" with ")).join(", or ")}.`,
    );
  const data = new Set(onnx.map(({ path }) => `${path}_data`));
  const beside = files.filter(({ path }) => AROUND.test(path) || data.has(path));
  const size = [...onnx, ...beside].reduce((sum, file) => sum + file.size, 0);
  if (size > MOST_BYTES)
    throw new InvalidInput(
      "model-too-large",
      `${name} has ${size} bytes, expected at most ${MOST_BYTES}.`,
    );
  return [...beside, ...onnx];
}

async function fetchFile(
  hub: string,
  name: string,
  { path, size, lfs }: HubFile,
  folder: string,
  options: PullOptions,
): Promise<void> {
  const answer = await follow(`${hub}/${name}/resolve/main/${path}`, options);
  if (!answer.ok || answer.body === null)
    throw new Unavailable(
      "hub-failed",
      `${new URL(hub).host} did not give ${path} (${answer.status}).`,
    );
  const to = join(folder, path);
  await mkdir(dirname(to), { recursive: true });
  const hash = createHash("sha256");
  let bytes = 0;
  const file = await open(to, "wx", 0o600);
  try {
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      bytes += chunk.length;
      await file.write(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (bytes !== size || (lfs != null && hash.digest("hex") !== lfs.oid))
    throw new Unavailable("file-damaged", `${path} came with other bytes than the hub says.`, {
      retryable: true,
      hint: "Try again; nothing of it was kept.",
    });
  options.onFile?.(path, bytes);
}

/** A guarded request; where it leads on to the hub itself or its storage, another guarded request follows. */
async function follow(
  address: string,
  { hub = MODEL_HUB, storageHosts = STORAGE, signal }: PullOptions,
): Promise<Response> {
  const rules = {
    allowLoopback: isLocalHost(hub),
    timeoutMs: TIMEOUT_MS,
    mostBytes: MOST_BYTES,
    showRedirects: true,
  };
  let url = new URL(address);
  for (let hop = 0; hop < MOST_HOPS; hop += 1) {
    const traffic = { sent: 0, received: 0, isAnswered: false };
    const answer = await guardedFetch(rules, traffic)(url, signal === undefined ? {} : { signal });
    if (answer.status < 300 || answer.status >= 400) return answer;
    const next = new URL(answer.headers.get("location") ?? "", url);
    const isKnown = next.host === new URL(hub).host || storageHosts.test(next.hostname);
    const isAsSafe = next.protocol === "https:" || url.protocol === "http:";
    if (!isKnown || !isAsSafe)
      throw new Unavailable(
        "redirect-refused",
        `${url.host} leads on to ${next.host}, which is not the hub's.`,
      );
    url = next;
  }
  throw new Unavailable("redirect-refused", `${url.host} leads on and on.`);
}
