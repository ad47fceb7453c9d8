// The process in which local models run: it can be ended, which is the only way to get their memory back.

/** Asks a model for something. */
export interface LocalRequest {
  readonly id: number;
  /** Address of the library's module. */
  readonly library: string;
  readonly task: string;
  readonly folder: string;
  readonly precision: string;
  readonly input: unknown;
  readonly options: Readonly<Record<string, unknown>>;
}

export type LocalReply =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly failure: string };

type Run = (input: unknown, options: object) => Promise<unknown>;
interface Library {
  readonly env: Record<string, unknown>;
  readonly pipeline: (task: string, folder: string, options: object) => Promise<Run>;
}

const opened = new Map<string, Promise<Run>>();

process.on("message", async (request: LocalRequest) => {
  const { id, input, options } = request;
  try {
    const run = await open(request);
    process.send?.({ id, output: plain(await run(input, options)) } satisfies LocalReply);
  } catch (error) {
    const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    // A message of the library may quote what it was given; its first line says enough.
    process.send?.({ id, failure: failure.split("\n")[0]!.slice(0, 300) } satisfies LocalReply);
  }
});
process.on("disconnect", () => process.exit(0));

function open({ library, task, folder, precision }: LocalRequest): Promise<Run> {
  const key = `${task}\n${folder}\n${precision}`;
  const known = opened.get(key);
  if (known !== undefined) return known;
  const opening = (async () => {
    const module = (await import(library)) as Library & { default?: Library };
    const { env, pipeline } = module.pipeline === undefined ? module.default! : module;
    // Nothing is fetched: a model is what lies in its folder.
    Object.assign(env, { allowRemoteModels: false, allowLocalModels: true, localModelPath: "/" });
    return pipeline(task, folder, { dtype: precision, local_files_only: true });
  })();
  opened.set(key, opening);
  return opening;
}

/** Tensors and sound as their numbers, so that every answer can be sent to another process. */
function plain(output: unknown): unknown {
  if (Array.isArray(output)) return output.map(plain);
  if (typeof output !== "object" || output === null) return output;
  const { dims, data, audio, sampling_rate } = output as Record<string, unknown>;
  if (sampling_rate !== undefined) return { audio, sampling_rate };
  return Array.isArray(dims) ? { dims: [...dims], data } : output;
}
