// The encoder that a measurement is made with: one of `heed models`, or the built-in embedder served over the local wire to try the way there and back.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MentionVectors } from "@heed/core";
import { createEmbedder, reduceVectors } from "@heed/text";
import { addProvider, type ChosenEncoder, encoderNamed, openModels } from "@heed/workbench";

/** Stands for the built-in embedder over the wire. */
export const SERVED = "served";
const BATCH = 64;

export interface EncoderUnderTest {
  readonly name: string;
  /** Vectors of texts that are each one mention, as an analysis would keep them. */
  vectorsOf(texts: readonly string[]): Promise<MentionVectors>;
  close(): Promise<void>;
}

/** Opens `served`, or PROVIDER/MODEL or local/ID as `heed models list` names them. */
export async function openEncoderUnderTest(name: string): Promise<EncoderUnderTest> {
  if (name !== SERVED) {
    const models = await openModels();
    return underTest(encoderNamed(models, name), () => models.close());
  }
  const served = await serveBuiltIn();
  const home = mkdtempSync(join(tmpdir(), "heed-evaluate-"));
  await addProvider(home, { from: served.url, id: SERVED });
  const models = await openModels({ home });
  return underTest(encoderNamed(models, `${SERVED}/heed-embedder`), async () => {
    await models.close();
    await served.close();
    rmSync(home, { recursive: true, force: true });
  });
}

function underTest(encoder: ChosenEncoder, close: () => Promise<void>): EncoderUnderTest {
  return {
    name: encoder.choice,
    close,
    vectorsOf: async (texts) => {
      const parts: Float32Array[] = [];
      let width = 0;
      for (let at = 0; at < texts.length; at += BATCH) {
        const given = await encoder.ask(texts.slice(at, at + BATCH), { purpose: "evaluate" });
        const kept = reduceVectors(given);
        parts.push(kept.rows);
        width = kept.width;
      }
      return {
        model: { name: encoder.choice, version: String(width) },
        dimensions: width,
        read: (places) => {
          const rows = new Float32Array(places.length * width);
          for (let at = 0; at < places.length; at += 1) {
            const [part, row] = [Math.floor(places[at]! / BATCH), places[at]! % BATCH];
            rows.set(parts[part]!.subarray(row * width, (row + 1) * width), at * width);
          }
          return rows;
        },
      };
    },
  };
}

/** Serves the built-in embedder as OpenAI's embeddings are served. */
async function serveBuiltIn(): Promise<{ url: string; close: () => Promise<void> }> {
  const embedder = createEmbedder();
  const { dimensions } = embedder;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { input, model } = JSON.parse(Buffer.concat(chunks).toString()) as {
      input: string[];
      model: string;
    };
    const rows = await embedder.embed(input);
    const data = input.map((_, index) => {
      const row = [...rows.subarray(index * dimensions, (index + 1) * dimensions)];
      // Of a text that it knows nothing of, the embedder says nothing; the wire has no word for that.
      const embedding = row.some((value) => value !== 0) ? row : row.map(() => 1);
      return { object: "embedding", index, embedding };
    });
    const usage = { prompt_tokens: 0, total_tokens: 0 };
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ object: "list", data, model, usage }));
  });
  server.listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
