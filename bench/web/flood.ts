// How many messages a second the feedback API takes in batches, each on disk before it is acknowledged, while those before are being stored.
import type { ApiClient } from "@heed/core/api";

const BATCH = 500;
const BATCHES = 600;
const SENDERS = 4;

/** Items a second, from the first batch sent to the last acknowledged. */
export async function flood(api: ApiClient, url: string): Promise<number> {
  const { secret } = await api.createKey({ body: { name: "flood", scopes: ["feedback:write"] } });
  const startedAt = performance.now();
  let next = 0;
  const send = async () => {
    while (next < BATCHES) {
      const batch = next;
      next += 1;
      const items = Array.from({ length: BATCH }, (_, index) => ({
        text: `Sync stops at note ${batch * BATCH + index}, and the editor is slow on my tablet`,
        rating: 1 + (index % 5),
        author: `person ${index}`,
      }));
      const answer = await fetch(`${url}/api/v1/feedback`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${secret}`,
          "content-type": "application/json",
          "idempotency-key": `flood-${startedAt}-${batch}`,
        },
        body: JSON.stringify({ items }),
      });
      if (answer.status !== 202) throw new Error(`The feedback API answered ${answer.status}.`);
      await answer.json();
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  return (BATCH * BATCHES) / ((performance.now() - startedAt) / 1_000);
}
