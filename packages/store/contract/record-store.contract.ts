// What any record store must do; each engine's test runs this same suite.
import type { Import, Job, RecordStore, Theme } from "@heed/core";
import { describe, expect, test } from "vitest";

const pendingImport: Import = {
  id: "import_1",
  source: "reviews",
  file: "reviews.csv",
  mapping: { text: ["text"], id: "id" },
  status: "pending",
  counts: { rows: 0, added: 0, revised: 0, unchanged: 0, rejected: 0, redacted: 0 },
};
const theme: Theme = {
  id: "theme_1",
  parentId: null,
  name: { en: "Sync loses notes 📝", zh: "同步丢笔记" },
  keyphrases: { en: ["lost notes"], zh: ["丢失"] },
  representatives: ["item_1.1.0-4"],
};

export function describeRecordStoreContract(
  engine: string,
  open: () => Promise<RecordStore>,
): void {
  describe(`record store on ${engine}`, () => {
    const withStore = (body: (store: RecordStore) => Promise<void>) => async () => {
      const store = await open();
      try {
        await body(store);
      } finally {
        await store.close();
      }
    };

    test(
      "changes of a kept record that come at once are all kept, and one that makes nothing of it leaves it",
      withStore(async ({ kept }) => {
        const count = (before: unknown) => ({ n: ((before as { n?: number })?.n ?? 0) + 1 });
        await Promise.all(Array.from({ length: 20 }, () => kept.change("label", "a", count)));
        expect(await kept.get("label", "a")).toEqual({ n: 20 });
        expect(await kept.change("label", "a", () => null)).toBeNull();
        expect(await kept.change("label", "b", () => null)).toBeNull();
        expect(await kept.get("label", "a")).toEqual({ n: 20 });
        expect(await kept.count("label")).toBe(1);
      }),
    );

    test(
      "kept records of a kind are found by id, listed the latest first in pages, and replaced whole",
      withStore(async ({ kept }) => {
        for (const id of ["a", "b", "c"]) await kept.put("label", id, { said: `${id} '"%_ 你好` });
        await kept.put("label", "a", { said: "again" });
        await kept.put("release", "a", { version: "4.3" });
        const first = await kept.list("label", { limit: 2 });
        expect(first.map(({ id }) => id)).toEqual(["a", "c"]);
        const rest = await kept.list("label", { limit: 2, before: first[1]!.position });
        expect(rest).toMatchObject([{ id: "b", record: { said: "b '\"%_ 你好" } }]);
        expect(await kept.get("label", "a")).toEqual({ said: "again" });
        expect(await kept.get("release", "b")).toBeUndefined();
        expect([await kept.delete("label", "b"), await kept.delete("label", "b")]).toEqual([
          true,
          false,
        ]);
        expect(await kept.count("label")).toBe(2);
      }),
    );

    test(
      "a setting that was never saved is null, and the last saved value stands",
      withStore(async (store) => {
        expect(await store.setting("time-zone")).toBeNull();
        await store.saveSetting("time-zone", "UTC");
        await store.saveSetting("time-zone", "Asia/Shanghai");
        expect(await store.setting("time-zone")).toBe("Asia/Shanghai");
      }),
    );

    test(
      "a sequence hands out every number once, from 1",
      withStore(async (store) => {
        expect(await store.takeNumbers("item", 3)).toBe(1);
        expect(await store.takeNumbers("item", 1)).toBe(4);
        expect(await store.takeNumbers("theme", 1)).toBe(1);
        const taken = await Promise.all([1, 2, 3].map(() => store.takeNumbers("item", 10)));
        expect(taken.toSorted((a, b) => a - b)).toEqual([5, 15, 25]);
      }),
    );

    test(
      "imports are listed in the order they were added, with their latest status and counts",
      withStore(async (store) => {
        await store.addImport(pendingImport);
        await store.addImport({ ...pendingImport, id: "import_0" });
        const counts = { ...pendingImport.counts, rows: 2, added: 2 };
        await store.commitImport("import_1", counts);
        await store.markImportUndone("import_0");
        expect(await store.imports()).toEqual([
          { ...pendingImport, status: "committed", counts },
          { ...pendingImport, id: "import_0", status: "undone" },
        ]);
      }),
    );

    test(
      "committing an import that does not exist is refused by name",
      withStore(async (store) => {
        await expect(store.commitImport("import_9", pendingImport.counts)).rejects.toMatchObject({
          code: "import-not-found",
        });
      }),
    );

    test(
      "rejected rows come back in row order, however many there are",
      withStore(async (store) => {
        const rows = Array.from({ length: 2500 }, (_, index) => ({
          row: 2500 - index,
          line: 2501 - index,
          reason: "no-text",
          message: "The row has no text.",
          excerpt: "'; DROP TABLE rejected_row; --",
        }));
        await store.addRejectedRows("import_1", rows);
        expect(await store.rejectedRows("import_1")).toEqual(rows.toReversed());
        expect(await store.rejectedRows("import_2")).toEqual([]);
      }),
    );

    test(
      "decisions about themes are numbered in the order they were made, and kept word for word",
      withStore(async (store) => {
        const rename = { type: "rename", themeId: "theme_1", name: { zh: "同步丢失 📝" } } as const;
        const first = await store.addThemeEdit("2026-03-01T00:00:00.000Z", rename);
        const second = await store.addThemeEdit("2026-03-02T00:00:00.000Z", {
          type: "undo",
          edit: first.number,
        });
        expect(first).toEqual({ number: 1, at: "2026-03-01T00:00:00.000Z", edit: rename });
        expect(await store.themeEdits()).toEqual([first, second]);
      }),
    );

    test(
      "a job is kept as it was last saved, and the newest come first",
      withStore(async (store) => {
        const job = (number: number, status: Job["status"]): Job => ({
          id: `job_${number}`,
          kind: "analyse",
          input: { themes: 9 },
          status,
          stage: null,
          done: 0,
          total: null,
          createdAt: "2026-03-01T00:00:00.000Z",
          startedAt: null,
          endedAt: null,
          result: null,
          error: null,
        });
        for (const number of [9, 10, 11]) await store.saveJob(job(number, "queued"));
        await store.saveJob(job(9, "done"));
        expect(await store.jobs(2)).toEqual([job(11, "queued"), job(10, "queued")]);
        expect((await store.jobs(10)).at(-1)).toEqual(job(9, "done"));
      }),
    );

    test(
      "replacing themes keeps their order and leaves nothing of the old ones",
      withStore(async (store) => {
        const renamed = { ...theme, name: { en: "Lost notes", zh: "丢笔记" } };
        await store.replaceThemes({
          found: [theme],
          current: [{ ...theme, id: "theme_9" }, renamed],
        });
        expect((await store.themes()).map(({ id }) => id)).toEqual(["theme_9", "theme_1"]);
        await store.replaceThemes({ found: [theme], current: [renamed] });
        expect(await store.themes()).toEqual([renamed]);
        expect(await store.foundThemes()).toEqual([theme]);
      }),
    );

    test(
      "what else is known of an import comes back with it",
      withStore(async (store) => {
        const entry = { ...pendingImport, format: "slack-export", rival: "Notewren", fileKey: "k" };
        await store.addImport(entry);
        expect(await store.imports()).toEqual([entry]);
      }),
    );

    test(
      "rejected rows of one import can be forgotten",
      withStore(async (store) => {
        const row = { row: 1, line: 2, reason: "no-words", message: "", excerpt: "Bob" };
        await store.addRejectedRows("import_1", [row]);
        await store.addRejectedRows("import_2", [row]);
        await store.deleteRejectedRows("import_1");
        expect(await store.rejectedRows("import_1")).toEqual([]);
        expect(await store.rejectedRows("import_2")).toEqual([row]);
      }),
    );

    test(
      "texts of every table are rewritten where the mask changes them",
      withStore(async (store) => {
        const row = { row: 1, line: 2, reason: "no-words", message: "", excerpt: "Bob left" };
        await store.addRejectedRows("import_1", [row, { ...row, row: 2 }]);
        await store.saveSetting("note", "about Bob");
        await store.saveSetting("other", "about Ann");
        expect(await store.rewriteTexts((text) => text.replaceAll("Bob", "███"))).toBe(2);
        expect((await store.rejectedRows("import_1")).map(({ excerpt }) => excerpt)).toEqual([
          "███ left",
          "███ left",
        ]);
        expect(await store.setting("note")).toBe("about ███");
        expect(await store.setting("other")).toBe("about Ann");
      }),
    );

    test(
      "pulled sources are listed by id, replaced by id, and can be taken away",
      withStore(async (store) => {
        const source = {
          id: "github/a/b",
          kind: "github",
          subject: "a/b",
          everyHours: 24,
          pulledAt: null,
          importId: null,
          failure: null,
        } as const;
        await store.saveSource(source);
        await store.saveSource({ ...source, id: "app-store/1/us" });
        await store.saveSource({ ...source, failure: "HTTP 500" });
        expect((await store.sources()).map(({ id, failure }) => [id, failure])).toEqual([
          ["app-store/1/us", null],
          ["github/a/b", "HTTP 500"],
        ]);
        await store.deleteSource("github/a/b");
        expect((await store.sources()).map(({ id }) => id)).toEqual(["app-store/1/us"]);
      }),
    );
  });
}
