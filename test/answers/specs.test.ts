// A specification over real feedback: verified when drafted, stale when its ground moves, taken away in every form, drafted by a model only as far as it holds.
import type { SpecView } from "@heed/core/api";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  type AskedWorkspace,
  openAskedWorkspace,
  POISON_WORD,
  PRIVATE_WORD,
  type Shown,
} from "./open-asked-workspace.ts";

let asked: AskedWorkspace;
let spec: SpecView;
beforeAll(async () => {
  const opened = await openAskedWorkspace();
  vi.stubEnv("HEED_HOME", opened.home);
  asked = opened;
  const [need] = (await asked.desk.listNeeds({})).rows;
  spec = await asked.desk.draftSpec({ needId: need!.id });
}, 120_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await asked.close();
});
const text = async (
  format: Parameters<AskedWorkspace["desk"]["exportSpec"]>[1],
  language: "en" | "zh" = "en",
) => new TextDecoder().decode((await asked.desk.exportSpec(spec.id, format, language)).bytes);

test("each claim of a draft is verified or visibly an assumption (SP1, SP3)", async () => {
  const again = await asked.desk.draftSpec({ needId: spec.needId!, template: "one-page" });
  for (const { status, basis } of [...spec.claims, ...again.claims])
    expect(status).toBe(basis === "assumption" ? "assumption" : "verified");
  expect(spec.claims.filter(({ basis }) => basis === "quoted").length).toBeGreaterThan(3);
  expect(spec.coverage.peopleQuoted).toBeGreaterThan(0);
  await asked.desk.deleteSpec(again.id);
  await expect(asked.desk.getSpec(again.id)).rejects.toMatchObject({ code: "spec-not-found" });
});

test("no words of users are kept in it (SP2)", async () => {
  const words = spec.claims.flatMap(({ quotes }) => quotes.flatMap(({ words }) => words ?? []));
  const kept = JSON.stringify(
    spec.claims.map(({ text, story, criterion }) => [text, story, criterion]),
  );
  for (const one of words) expect(kept).not.toContain(one);
});

test("it goes out in every form, in both languages, and nothing in it can run (SP15)", async () => {
  for (const language of ["en", "zh"] as const) {
    expect(await text("md", language)).toMatch(
      language === "en" ? /## Acceptance criteria/ : /## 验收标准/,
    );
    const jira = await text("jira.csv", language);
    expect(jira.split("\r\n")[0]).toContain("Summary,Issue Type");
    expect(await text("linear.csv", language)).toMatch(
      /^Id,Team,Title,Description,Status,Estimate,Priority/,
    );
    const { issues } = JSON.parse(await text("github.json", language)) as {
      issues: { title: string; body: string; labels: string[] }[];
    };
    expect(issues.length).toBeGreaterThan(1);
    expect(
      issues.every(
        ({ title, body, labels }) => title !== "" && body !== "" && labels.includes("heed"),
      ),
    ).toBe(true);
    for (const page of [
      await text("html", language),
      await asked.desk.wireframe(spec.id, language),
    ]) {
      expect(page).not.toMatch(/<script|<img|onerror=|javascript:|https?:/i);
      expect(page).toContain("default-src 'none'");
    }
  }
  const { bytes } = await asked.desk.exportSpec(spec.id, "docx", "zh");
  expect([...bytes.slice(0, 2)]).toEqual([0x50, 0x4b]);
});

test("words of an edit that rest on nothing become an assumption, and versions are compared and taken up again (SP10, SP11)", async () => {
  const [first] = spec.claims;
  const claims = spec.claims.map(({ id, section, text, story, criterion }) => ({
    id,
    section,
    text: id === first!.id ? { en: "500 people say so.", zh: "" } : text,
    ...(story ? { story } : {}),
    ...(criterion ? { criterion } : {}),
  }));
  const saved = await asked.desk.saveSpec(spec.id, { after: 1, title: spec.title, claims });
  expect(saved.version).toBe(2);
  expect(saved.claims[0]).toMatchObject({ basis: "assumption", status: "assumption" });
  await expect(
    asked.desk.saveSpec(spec.id, { after: 1, title: spec.title, claims }),
  ).rejects.toMatchObject({ code: "spec-changed" });
  const { rows } = await asked.desk.diffSpec(spec.id, { from: 1, to: 2 });
  expect(rows.map(({ id, change }) => [id, change])).toEqual([[first!.id, "basis"]]);
  const back = await asked.desk.restoreSpec(spec.id, { after: 2, version: 1 });
  expect(back.claims).toEqual(spec.claims);
  expect((await asked.desk.listSpecVersions(spec.id)).rows.map(({ change }) => change)).toEqual([
    "restored",
    "edited",
    "drafted",
  ]);
});

test("a corrected reading and new feedback make exactly the claims stale that rest on them, and bringing up to date heals them (SP5, SP6, SP12)", async () => {
  const { mentionId } = spec.claims.find(({ basis }) => basis === "quoted")!.quotes[0]!;
  await asked.desk.putLabel(mentionId, { kind: "other", sentiment: "neutral" });
  const stale = (await asked.desk.getSpec(spec.id)).claims.filter(
    ({ status }) => status === "stale",
  );
  expect(stale.length).toBeGreaterThan(0);
  for (const { basis, quotes, marks } of stale) {
    if (basis === "quoted")
      expect(quotes.some((quote) => quote.mentionId === mentionId)).toBe(true);
    else
      expect(
        marks.every(({ reason, now }) => reason === "count-changed" && now !== undefined),
      ).toBe(true);
  }
  expect(await text("md")).toContain("look again");
  const { latest } = await asked.desk.getSpec(spec.id);
  const fresh = await asked.desk.refreshSpec(spec.id, latest);
  expect(fresh).toMatchObject({ stale: 0, change: "refreshed", version: latest + 1 });
  expect((await asked.desk.listSpecs()).rows).toMatchObject([{ id: spec.id, stale: 0 }]);
});

const draft = async (say: (shown: Shown) => string) => {
  asked.script((shown) => ({ text: say(shown) }));
  const job = await asked.desk.draftSpecWithModel({ needId: spec.needId!, language: "en" });
  const ended = await new Promise<typeof job>((resolve) => {
    const settle = (seen: typeof job) => {
      if (seen.id === job.id && seen.endedAt !== null) {
        stop();
        resolve(seen);
      }
    };
    const stop = asked.desk.listen(settle, () => undefined);
    void asked.desk.getJob(job.id).then(settle);
  });
  return ended;
};

test("a model's sentences are counted, carried by quotes, assumed or dropped (SP14)", async () => {
  const ended = await draft(({ mentions }) => {
    const { handle, text } =
      mentions.find((one) => /lost|losing|vanish|gone/i.test(one.text)) ?? mentions[0]!;
    return [
      `problem: [[f1]] speak of it.`,
      `problem: People lose notes when sync runs [[${handle}]].`,
      `problem: Sync loses notes, as in: [[${handle}: ${text}]].`,
      `goal: Sync can be trusted.`,
      `problem: Sync loses notes.`,
      `problem: Twelve people lose notes [[${handle}]].`,
      `users: Rivalpad users are happier [[${handle}]].`,
      `problem: The courier was friendly and on time [[${handle}]].`,
      `risks: ${POISON_WORD} [[m77]].`,
      `plot: Nothing.`,
      "<script>alert(1)</script>",
    ].join("\n");
  });
  expect(ended).toMatchObject({ status: "done", result: { written: 5, dropped: 6 } });
  const { specId } = ended.result as { specId: SpecView["id"] };
  const drafted = await asked.desk.getSpec(specId);
  expect(drafted.model).toEqual({ name: "desk/small-1", version: "write-spec.v1" });
  expect(drafted.stale).toBe(0);
  const supported = drafted.claims.filter(({ basis }) => basis === "supported");
  expect(supported.length).toBeGreaterThanOrEqual(1);
  expect(supported[0]!.check?.name).toBe("support-2");
  expect(drafted.claims.find(({ text }) => text.en.startsWith("The courier"))?.basis).toBe(
    "assumption",
  );
  expect(drafted.claims.find(({ text }) => text.en === "Sync can be trusted.")?.basis).toBe(
    "assumption",
  );
  const all = JSON.stringify(drafted.claims.map(({ text }) => text));
  for (const word of [POISON_WORD, PRIVATE_WORD, "Rivalpad", "Twelve", "script"])
    expect(all).not.toContain(word);
});

test("a model of which nothing can be used leaves no specification, and the job says so", async () => {
  const before = (await asked.desk.listSpecs()).rows.length;
  const ended = await draft(() => "problem: Everyone loses notes.\nAll is lost.");
  expect(ended).toMatchObject({ status: "failed", error: { code: "nothing-usable" } });
  expect((await asked.desk.listSpecs()).rows).toHaveLength(before);
});

test("a watched draft tells each claim once it is checked, and keeps nothing when it is stopped", async () => {
  const ask = { needId: spec.needId!, language: "en" } as const;
  const text =
    "goal: Sync can be trusted.\nproblem: Twelve people say so.\nproblem: [[f1]] say so.";
  asked.script(() => ({ text }));
  const before = (await asked.desk.listSpecs()).rows.length;
  const told: SpecView["claims"] = [];
  const signal = new AbortController().signal;
  const onClaim = (claim: SpecView["claims"][number]) => void told.push(claim);
  const drafted = await asked.desk.writeSpecDraft(ask, { signal, onClaim });
  expect(drafted).toMatchObject({ written: 2, dropped: 1 });
  expect(told.map(({ basis, status }) => [basis, status])).toEqual([
    ["assumption", "assumption"],
    ["counted", "verified"],
  ]);
  const kept = await asked.desk.getSpec(drafted.specId);
  for (const { text, basis, counts } of told)
    expect(kept.claims).toContainEqual(expect.objectContaining({ text, basis, counts }));
  await asked.desk.deleteSpec(drafted.specId);

  const stop = new AbortController();
  const stopped = asked.desk.writeSpecDraft(ask, {
    signal: stop.signal,
    onClaim: () => stop.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
  expect((await asked.desk.listSpecs()).rows).toHaveLength(before);
});

test("feedback that is taken back leaves its quotes empty and its claims stale (SP2, SP4)", async () => {
  const [first] = (await asked.desk.listImports()).rows
    .filter(({ status }) => status === "committed")
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const job = await asked.desk.undoImport(first!.id);
  await vi.waitFor(async () => expect((await asked.desk.getJob(job.id)).endedAt).not.toBeNull(), {
    timeout: 60_000,
  });
  const left = await asked.desk.getSpec(spec.id);
  const quoted = left.claims.filter(({ basis }) => basis === "quoted");
  expect(
    quoted.every(
      ({ status, quotes }) => status === "stale" && quotes.every(({ words }) => words === null),
    ),
  ).toBe(true);
  expect(
    left.claims
      .filter(({ counts }) => counts.some(({ value, now }) => value !== now))
      .map(({ status }) => status),
  ).toContain("stale");
  expect(left.claims.some(({ counts }) => counts.some(({ now }) => now === 0))).toBe(true);
  expect(await text("md")).toContain("no longer there");
}, 60_000);
