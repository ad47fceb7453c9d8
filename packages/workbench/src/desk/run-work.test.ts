// Work that was cut short or crossed by other work is told as it is, and is finished when it is tried again.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobView } from "@heed/core/api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Desk, openDesk } from "./open-desk.ts";

const TEXTS = ["Sync loses my notes", "The app crashes at once", "Please add folders", "Love it"];
const CSV = `id,text,date\n${Array.from({ length: 60 }, (_, at) => `${at},"${TEXTS[at % 4]} since ${at}",2026-01-0${1 + (at % 9)}`).join("\n")}\n`;

let folder: string;
let desk: Desk;
const open = async () => {
  desk = await openDesk(folder, { onFailure: (_job, error) => console.error(error) });
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heed-run-work-"));
  await open();
});
afterEach(async () => {
  await desk.close();
  await rm(folder, { recursive: true, force: true });
});

/** The first state of a job that fits. */
const seen = (fits: (job: JobView) => boolean) =>
  new Promise<JobView>((resolve) => {
    const stop = desk.listen(
      (job) => {
        if (!fits(job)) return;
        stop();
        resolve(job);
      },
      () => undefined,
    );
  });
const ended = (kind: string) => seen((job) => job.kind === kind && job.endedAt !== null);

async function importNotes() {
  const bytes = new TextEncoder().encode(CSV);
  const { id } = await desk.createUpload({ name: "notes.csv", bytes: bytes.length });
  await desk.sendUpload(id, 0, new Blob([bytes]).stream());
  await desk.startImport({ uploadId: id });
}

test("an import cut short while it was analysed is analysed when tried again, and what comes meanwhile is told as not analysed", async () => {
  const analysing = seen(({ stage }) => stage === "split");
  await importNotes();
  const { id } = await analysing;
  await desk.close();
  await open();
  expect((await desk.getJob(id)).status).toBe("interrupted");
  const [reading, over] = [seen(({ stage }) => stage === "understand"), ended("import")];
  await desk.retryJob(id);
  await reading;
  await desk.receiveFeedback({ id: "key_1", name: "site" }, [{ text: "It crashed again" }], null);
  expect(await over).toMatchObject({ status: "done", error: null });
  // A backup stores what waits before it begins.
  const stored = ended("backup");
  await desk.startBackup();
  await stored;
  const { analysedAt, isStale, counts } = await desk.summary();
  expect(analysedAt).not.toBeNull();
  expect(isStale).toBe(true);
  expect(counts.mentions).toBeGreaterThan(0);
}, 180_000);
