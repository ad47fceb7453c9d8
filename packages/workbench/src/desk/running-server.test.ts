// The mark of a server is believed when it is whole and answers, and never stops a command.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findServer } from "./running-server.ts";

test("a mark that was cut off tells of no server", async () => {
  const folder = await mkdtemp(join(tmpdir(), "heed-mark-"));
  for (const cut of ["", '{"url":"http://127.0.0.1:1","pi']) {
    await writeFile(join(folder, "server.json"), cut);
    expect(await findServer(folder)).toBeNull();
  }
  await rm(folder, { recursive: true, force: true });
});
