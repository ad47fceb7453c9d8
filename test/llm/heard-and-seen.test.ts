// Interviews on tape and screenshots become feedback with times, speakers and sources, through the ordinary import.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FeedbackItem } from "@heed/core";
import {
  importRecording,
  importScreenshots,
  openWorkspace,
  renderVtt,
  transcribeFile,
  type Workspace,
} from "@heed/workbench";
import { afterEach, expect, test, vi } from "vitest";
import { openDeskModels, PRICE } from "./open-desk-models.ts";
import type { Heard, WireAnswer } from "./wire-answer.ts";
import { serveModels } from "./wire-server.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0).reverse()) await close();
});

const RATE = 8_000;

/** A WAV of 16-bit silence at 8 kHz, loud but for a tenth of a second at `quietAt` when it is given. */
function wav(seconds: number, quietAt?: number): Buffer {
  const samples = Buffer.alloc(seconds * RATE * 2);
  if (quietAt !== undefined)
    for (let at = 0; at < seconds * RATE; at += 1)
      if (Math.abs(at / RATE - quietAt) > 0.06)
        samples.writeInt16LE(at % 2 === 0 ? 9000 : -9000, at * 2);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

async function open(usual: (heard: Heard) => WireAnswer) {
  const server = await serveModels({ usual });
  const folder = mkdtempSync(join(tmpdir(), "heed-heard-"));
  const workspace = await openWorkspace(join(folder, "workspace"));
  const price = { ...PRICE, perMinute: 0.006 };
  const desk = await openDeskModels(server.url, {
    workspace,
    provider: { prices: { "*": price } },
  });
  closing.push(server.close, workspace.close, desk.models.close);
  mkdirSync(folder, { recursive: true });
  const save = (name: string, bytes: Buffer) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  return { server, workspace, save, ...desk };
}

async function items({ facts }: Workspace): Promise<FeedbackItem[]> {
  const found: FeedbackItem[] = [];
  for await (const page of facts.items()) found.push(...page);
  return found;
}

const SAID = [
  { start: 0, end: 2, text: "How do you share notes today?", speaker: "A" },
  { start: 2, end: 5, text: "I mail them to jo@example.com, it takes ages.", speaker: "B" },
  { start: 5, end: 6, text: "And what happens then?", speaker: "A" },
  { start: 6, end: 9, text: "They get lost, every second time.", speaker: "B" },
  { start: 9, end: 10, text: "Anything else?", speaker: "A" },
  { start: 10, end: 12.5, text: "导出也太慢了。", speaker: "B" },
];

test("a recorded interview becomes the answers of the one who was asked, redacted, once", async () => {
  const { server, workspace, models, save } = await open(() => ({ text: JSON.stringify(SAID) }));
  const path = save("interview.wav", wav(13));
  const { transcript, outcome } = await importRecording(workspace, models, path);
  expect(transcript).toMatchObject({ seconds: 13, model: "desk/small-1" });
  expect(outcome!.import).toMatchObject({ file: "interview.wav.vtt", format: "subtitles" });
  const stored = await items(workspace);
  expect(stored.map(({ text }) => text)).toEqual([
    "I mail them to [email], it takes ages.",
    "They get lost, every second time.",
    "导出也太慢了。",
  ]);
  const form = server.heard[0]!.bytes.toString("latin1");
  expect(form).toMatch(/name="response_format"\r\n\r\nverbose_json/);
  // 12.5 seconds at 0.006 a minute, and nothing for the second time.
  const again = await importRecording(workspace, models, path);
  expect(again.outcome!.import.counts).toMatchObject({ added: 0, unchanged: 3 });
  const [row] = await models.ledger.spending(null);
  expect(row).toMatchObject({ calls: 1, seconds: 12.5, cost: 1_250_000_000n });
  expect(await models.ledger.calls(1)).toMatchObject([
    { purpose: "transcribe", bytesSent: 13 * RATE * 2 + 44 },
  ]);
});

test("a long recording is cut where it is quiet, and times run on", async () => {
  const { server, models, save } = await open(() => ({
    text: JSON.stringify([{ start: 1, end: 2, text: "Said." }]),
  }));
  const { parts, seconds } = await transcribeFile(models, save("long.wav", wav(640, 590)));
  expect(server.heard).toHaveLength(2);
  expect(seconds).toBeCloseTo(640, 6);
  expect(parts.map(({ startS }) => startS)).toEqual([1, expect.closeTo(591, 0)]);
});

test("a recording of high quality is cut to what providers take in one request", async () => {
  const { server, models, save } = await open(() => ({ text: "[]" }));
  const sound = wav(1);
  // The same head says that a second takes 192,000 bytes: 48 kHz on two channels.
  sound.writeUInt32LE(192_000, 28);
  sound.writeUInt16LE(4, 32);
  sound.writeUInt32LE(26_000_000, 40);
  const path = save("studio.wav", Buffer.concat([sound.subarray(0, 44), Buffer.alloc(26_000_000)]));
  const { seconds } = await transcribeFile(models, path);
  expect(seconds).toBeCloseTo(26_000_000 / 192_000, 3);
  const sizes = server.heard.map(({ bytes }) => bytes.length);
  expect(sizes).toHaveLength(2);
  expect(Math.max(...sizes)).toBeLessThan(25_000_000);
});

test("any other sound or video goes through ffmpeg, and its own words about a fault are not shown", async () => {
  const { models, save } = await open(() => ({
    text: JSON.stringify([{ start: 0, end: 1, text: "Said." }]),
  }));
  const bin = mkdtempSync(join(tmpdir(), "heed-bin-"));
  // Stands in for ffmpeg: makes a WAV of whatever it is given, unless that says it is broken.
  const script = `#!/bin/sh
for last; do :; done
grep -q broken "$5" && { echo "secret words" >&2; exit 1; }
cp "${save("made.wav", wav(3))}" "$last"
echo "$@" > "${bin}/asked"
`;
  writeFileSync(join(bin, "ffmpeg"), script, { mode: 0o755 });
  vi.stubEnv("PATH", `${bin}:${process.env.PATH}`);
  const video = save("call.mp4", Buffer.from("a video"));
  expect(await transcribeFile(models, video)).toMatchObject({
    seconds: 3,
    parts: [{ text: "Said." }],
  });
  expect(readFileSync(join(bin, "asked"), "utf8")).toContain(`-i ${video} -vn -ac 1 -ar 16000`);
  const failure: unknown = await transcribeFile(
    models,
    save("bad.mp4", Buffer.from("broken")),
  ).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: "broken-sound",
    message: "ffmpeg finds no sound in bad.mp4.",
  });
});

test("a transcript holds whatever is said in its cues", () => {
  const vtt = renderVtt([
    { startS: 3661.5, endS: 3662, text: "a --> b <c> & d\n\ne", speaker: "Mia <x>" },
  ]);
  expect(vtt).toBe("WEBVTT\n\n01:01:01.500 --> 01:01:02.000\n<v Mia x>a -- b c d e\n");
});

test("sound and pictures do not leave for another machine unless the user says so", async () => {
  const { save, workspace } = await open(() => ({ text: "" }));
  const { models } = await openDeskModels("https://models.example/v1");
  closing.push(models.close);
  const sound = save("a.wav", wav(1));
  await expect(transcribeFile(models, sound)).rejects.toMatchObject({ code: "not-redacted" });
  await expect(importScreenshots(workspace, models, [sound])).rejects.toMatchObject({
    code: "not-redacted",
  });
});

test.each([
  ["broken.wav", Buffer.concat([wav(1).subarray(0, 36), Buffer.from("junk")]), "broken-sound"],
  ["notes.txt", Buffer.from("no sound at all, only words"), /ffmpeg-missing|broken-sound/],
])("%s is refused by name", async (name, bytes, code) => {
  const { models, save, server } = await open(() => ({ text: "[]" }));
  await expect(transcribeFile(models, save(name, bytes))).rejects.toMatchObject({
    code: expect.stringMatching(code),
  });
  expect(server.heard).toHaveLength(0);
});

test("what people say in a screenshot becomes items with author, stars and day", async () => {
  const messages = [
    {
      text: "Crashes since 4.3, write me: jo@example.com",
      author: "Jo",
      rating: 1,
      date: "2026-10-02",
    },
    { text: "界面清爽", author: null, rating: 5, date: null },
  ];
  const { workspace, models, save, server } = await open(() => ({
    text: JSON.stringify({ messages }),
  }));
  const png = save("reviews.png", Buffer.from("\x89PNG\r\n\x1a\n picture", "latin1"));
  const { outcome } = await importScreenshots(workspace, models, [png]);
  expect(outcome!.import.counts).toMatchObject({ added: 2 });
  const [first] = await items(workspace);
  expect(first).toMatchObject({ text: "Crashes since 4.3, write me: [email]", rating: 1 });
  expect(first!.writtenAt).toMatch(/^2026-10-02/);
  const [turn] = server.heard[0]!.json.messages.filter(
    ({ role }: { role: string }) => role === "user",
  );
  expect(turn.content[0].image_url.url).toMatch(/^data:image\/png;base64,/);
  const again = await importScreenshots(workspace, models, [png]);
  expect(again.outcome!.import.counts).toMatchObject({ added: 0 });
  expect(server.heard).toHaveLength(1);
  await expect(importScreenshots(workspace, models, [save("x.png", wav(1))])).rejects.toMatchObject(
    {
      code: "no-picture",
    },
  );
});
