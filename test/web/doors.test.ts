// The doors as people meet them: the widget in another site's page, and signing in on a team's server.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL_RULES, faults } from "./find-faults.ts";
import { CHROMIUM, openBrowser, openPage, settle } from "./open-browser.ts";
import { startWorkbench, type Workbench } from "./start-workbench.ts";

const NAME = CHROMIUM === null ? "not run: no Chromium on this machine" : "in Chromium";
const PASSWORD = "four words in a row";

describe.skipIf(CHROMIUM === null)(NAME, () => {
  let team: Workbench;
  let browser: Browser;
  beforeAll(async () => {
    [team, browser] = await Promise.all([
      startWorkbench({ env: { HEED_HOST: "0.0.0.0" } }),
      openBrowser(),
    ]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await team?.stop();
  }, 60_000);

  test("the first person becomes the owner, invites a viewer, and the viewer reads but changes nothing", async () => {
    const owner = await openPage(browser, team.url);
    await owner.goto("/");
    await owner.getByRole("heading", { level: 1, name: "Become the owner" }).waitFor();
    await owner.goto(team.setupPath!);
    await owner.getByLabel("Name").waitFor();
    expect(await faults(owner, ALL_RULES)).toEqual([]);
    await owner.getByLabel("Name").fill("Ada");
    await owner.getByLabel("E-mail address").fill("ada@example.org");
    await owner.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await owner.getByRole("button", { name: "Become the owner" }).click();
    await owner.getByRole("heading", { level: 1, name: "What do your users need?" }).waitFor();

    await owner.goto("/people");
    await owner.getByLabel("Invite by e-mail address").fill("vera@example.org");
    await owner.getByRole("combobox", { name: "Role", exact: true }).click();
    await owner.getByRole("option", { name: "viewer" }).click();
    await owner.getByRole("button", { name: "Make an invitation" }).click();
    const link = await owner.getByLabel("The invitation").inputValue();
    expect(await faults(owner, ALL_RULES)).toEqual([]);

    const viewer = await openPage(browser, team.url);
    await viewer.goto(new URL(link).pathname + new URL(link).search);
    await viewer.getByLabel("Name").fill("Vera");
    await viewer.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await viewer.getByRole("button", { name: "Join" }).click();
    await viewer.getByRole("heading", { level: 1, name: "What do your users need?" }).waitFor();
    // Nothing is shown that would refuse a viewer.
    expect(await viewer.getByRole("button", { name: "Take the sample" }).count()).toBe(0);
    for (const path of ["/collect", "/brief", "/share", "/optimise"]) {
      await viewer.goto(path);
      await settle(viewer);
      for (const name of ["Choose files", "Save", "Make a link", "Make your own list", "Add"])
        expect(await viewer.getByRole("button", { name, exact: true }).count(), path).toBe(0);
    }
    const refused = await viewer.request.post("/api/v1/sample", { headers: { origin: team.url } });
    expect(refused.status()).toBe(403);
    await viewer.goto("/");

    await viewer.getByRole("button", { name: "Vera" }).click();
    await viewer.getByRole("menuitem", { name: "Sign out" }).click();
    await viewer.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    await viewer.getByLabel("E-mail address").fill("vera@example.org");
    await viewer.getByRole("textbox", { name: "Password" }).fill("not my password");
    await viewer.getByRole("button", { name: "Sign in" }).click();
    await viewer.getByText("The address or the password is not right.").waitFor();
    await viewer.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await viewer.getByRole("button", { name: "Sign in" }).click();
    await viewer.getByRole("heading", { level: 1, name: "What do your users need?" }).waitFor();
    await viewer.context().close();
    await owner.context().close();
  }, 60_000);

  test("the widget works in another site's page under that page's own strict policy, by keyboard, in both languages", async () => {
    const { id } = await team.api.createKey({ body: { name: "Shop", scopes: ["widget"] } });
    const shop = createServer((request, response) => {
      const lang = request.url === "/zh" ? "zh" : "en";
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.setHeader(
        "content-security-policy",
        `default-src 'none'; script-src ${team.url}; connect-src ${team.url}`,
      );
      response.end(
        `<!doctype html><html lang="${lang}"><title>Shop</title><h1>Shop</h1><script src="${team.url}/widget.js" data-key="${id}" data-lang="${lang}" async></script></html>`,
      );
    });
    await new Promise<void>((done) => shop.listen(0, "127.0.0.1", done));
    const page = await openPage(
      browser,
      `http://127.0.0.1:${(shop.address() as AddressInfo).port}`,
    );
    const shouted: string[] = [];
    page.on("console", (line) => {
      if (line.type() === "error" && !/favicon/.test(line.text())) shouted.push(line.text());
    });
    await page.goto("/");
    await page.getByRole("button", { name: "Feedback" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Tell us what you need" }).waitFor();
    await page.keyboard.type("The cart forgets my size <b>again</b>");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("button", { name: "Send" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Thank you. We read every message.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.goto("/zh");
    await page.getByRole("button", { name: "反馈" }).click();
    await page.getByLabel("哪里好用，哪里不好用，还缺什么？").fill("购物车总是忘记尺码");
    await page.getByRole("button", { name: "发送" }).click();
    await page.getByText("谢谢！我们会认真阅读。").waitFor();
    const stored = () => team.api.listItems({ query: { source: ["Shop"], order: "arrival" } });
    await expect.poll(async () => (await stored()).total, { timeout: 60_000 }).toBe(2);
    expect((await stored()).rows).toMatchObject([
      { text: "The cart forgets my size <b>again</b>", rating: 1, channel: "widget" },
      { text: "购物车总是忘记尺码", rating: null, channel: "widget" },
    ]);
    expect(shouted).toEqual([]);
    const short = "Object.getOwnPropertyNames(window).filter((name) => name.length < 3)";
    expect(await page.evaluate(short)).toEqual([]);
    await page.context().close();
    shop.close();
  }, 60_000);

  test("hostile words are shown as words: no script runs, no link leads away, no direction is turned", async () => {
    const { secret } = await team.api.createKey({
      body: { name: "Hostile", scopes: ["feedback:write"] },
    });
    const texts = [
      "<script>window.hit = 1</script> and <img src=x onerror='window.hit = 2'> in one",
      '<svg onload="window.hit = 3"><a xlink:href="javascript:window.hit=4">click</a></svg> hello',
      "[click](javascript:window.hit=5) javascript:window.hit=6 please fix",
      "\u202Etxet desrever\u202C stays where it is",
    ];
    const api = team.api;
    await api.sendFeedback(
      { body: { items: texts.map((text) => ({ text })) } },
      { headers: { authorization: `Bearer ${secret}` } },
    );
    await expect
      .poll(
        async () => (await api.listItems({ query: { source: ["Hostile"], spam: true } })).total,
        {
          timeout: 60_000,
        },
      )
      .toBe(texts.length);
    const page = await openPage(browser, team.url);
    await page.setExtraHTTPHeaders(await ownHeaders(team));
    for (const path of ["/inbox?source=Hostile", "/search?q=click"]) {
      await page.goto(path);
      await settle(page);
      await page.waitForTimeout(300);
      expect(await page.evaluate("window.hit ?? null")).toBeNull();
      expect(
        await page.locator('a[href^="javascript:"], main script, main svg[onload]').count(),
      ).toBe(0);
    }
    await page.goto("/inbox?source=Hostile");
    await page.getByText("window.hit = 1", { exact: false }).first().waitFor();
    await page.context().close();
  }, 60_000);
});

async function ownHeaders(workbench: Workbench): Promise<Record<string, string>> {
  const { findServer } = await import("@heed/workbench");
  return { ...(await findServer(workbench.folder))!.headers };
}
