// Alerts over a real workspace: told once by webhook and by mail, tried again when a message fails, never to this machine unasked.
import { mkdtemp, rm } from "node:fs/promises";
import { createServer as createHttp, type Server } from "node:http";
import { type AddressInfo, createServer as createTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDesk } from "../desk/open-desk.ts";
import { AlertDesk } from "./alert-desk.ts";

let now = new Date("2026-03-10T08:00:00Z");
let folder: string;
let desk: Awaited<ReturnType<typeof openDesk>>;
let hook: Server;
let status = 200;
const told: { state: string; value: number; text: string }[] = [];
const mails: string[] = [];
let mailPort = 0;

/** As much of SMTP as a message needs. */
const mail = createTcp((socket) => {
  let isData = false;
  socket.write("220 test ESMTP\r\n");
  socket.on("data", (data) => {
    for (const line of String(data).split("\r\n")) {
      if (isData) {
        mails.push(line);
        if (line === ".") {
          isData = false;
          socket.write("250 kept\r\n");
        }
      } else if (/^EHLO/.test(line)) socket.write("250 test\r\n");
      else if (/^DATA/.test(line)) {
        isData = true;
        socket.write("354 go on\r\n");
      } else if (/^QUIT/.test(line)) socket.end("221 bye\r\n");
      else if (line !== "") socket.write("250 ok\r\n");
    }
  });
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heed-alerts-"));
  desk = await openDesk(folder, { now: () => now });
  hook = createHttp((request, response) => {
    let body = "";
    request.on("data", (data) => {
      body += String(data);
    });
    request.on("end", () => {
      if (status === 200) told.push(JSON.parse(body));
      response.writeHead(status).end("{}");
    });
  });
  await new Promise<void>((done) => hook.listen(0, "127.0.0.1", done));
  await new Promise<void>((done) => mail.listen(0, "127.0.0.1", done));
  mailPort = (mail.address() as AddressInfo).port;
});
afterAll(async () => {
  await desk.close();
  hook.close();
  mail.close();
  await rm(folder, { recursive: true, force: true });
});

const send = (day: string, count: number) =>
  desk.events.receive(
    { id: "key_1", name: "app" },
    Array.from({ length: count }, (_, index) => ({
      name: "failed",
      person: `p${index}`,
      time: `${day}T10:00:00Z`,
      id: `${day} ${index}`,
      properties: new Map(),
      links: [],
    })),
    { receivedMs: now.getTime(), sentAtMs: null },
  );
const alertOf = (more: object) => ({
  name: "Failures",
  subject: { kind: "event" as const, match: { name: "failed" }, measure: "people" as const },
  days: 1 as const,
  direction: "above" as const,
  ...{ bound: 10, clear: 5 },
  ...more,
});

test("[AL1] [AL2] a crossing is told once by both ways, a failed message is tried again, and well again is told once", async () => {
  const webhook = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;
  const alerts = new AlertDesk(desk.events, {
    smtpUrl: `smtp://127.0.0.1:${mailPort}?from=heed@example.com`,
    allowLoopback: true,
  });
  const { id } = await alerts.create(alertOf({ webhook, email: "pm@example.com" }));
  await send("2026-03-09", 12);
  status = 500;
  await alerts.look();
  const [failed] = (await alerts.list()).rows;
  expect([failed?.state.isFiring, failed?.failure]).toEqual([true, "The webhook answered 500."]);
  status = 200;
  await alerts.look();
  await alerts.look();
  expect(told).toMatchObject([{ state: "firing", value: 12 }]);
  expect(told[0]?.text).toContain("高于界限 10");
  expect(mails.filter((line) => line === "To: pm@example.com")).toHaveLength(1);
  now = new Date("2026-03-11T08:00:00Z");
  await send("2026-03-10", 4);
  await alerts.look();
  await alerts.look();
  expect(told.map(({ state }) => state)).toEqual(["firing", "well"]);
  expect((await alerts.list()).rows[0]).toMatchObject({ failure: null, state: { value: 4 } });
  await alerts.test(id);
  expect(told.at(-1)?.state).toBe("test");
  await alerts.remove(id);
  await expect(alerts.remove(id)).rejects.toThrow("There is no alert");
  await alerts.close();
});

test("[AL3] what cannot be told or watched is refused when it is made, and this machine is no target", async () => {
  const email = "pm@example.com";
  await expect(desk.alerts.create(alertOf({}))).rejects.toThrow("webhook or an e-mail");
  await expect(desk.alerts.create(alertOf({ email, clear: 20 }))).rejects.toThrow("well again");
  const theme = { kind: "theme", themeId: "theme_99" } as const;
  await expect(desk.alerts.create(alertOf({ email, subject: theme }))).rejects.toThrow("no theme");
  const inside = await desk.alerts.create(alertOf({ webhook: "http://127.0.0.1:9/hook" }));
  await expect(desk.alerts.test(inside.id)).rejects.toThrow();
  const unsent = await desk.alerts.create(alertOf({ email }));
  await expect(desk.alerts.test(unsent.id)).rejects.toThrow("cannot send mail");
});
