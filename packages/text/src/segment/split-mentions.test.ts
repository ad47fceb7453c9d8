// Shows that texts fall into claims at the right places, in both languages and in every kind of feedback.
import { expect, test } from "vitest";
import { splitMentions } from "./split-mentions.ts";

function claims(text: string): string[] {
  return splitMentions(text, "en").map(({ start, end }) => text.slice(start, end));
}

/** Each text with its claims, divided by ` | `. */
function expectAll(table: readonly (readonly [string, string])[]): void {
  for (const [text, expected] of table) expect(claims(text).join(" | "), text).toBe(expected);
}

test("A sentence ends at its end mark, not at abbreviations, decimals, versions or addresses.", () => {
  expectAll([
    ["It crashes. Please fix it!", "It crashes. | Please fix it!"],
    ["it crashes. please fix", "it crashes. | please fix"],
    ["Version 4.3.1 costs 2.99 now.", "Version 4.3.1 costs 2.99 now."],
    ["Dr. Wu rated it No. 1. I agree.", "Dr. Wu rated it No. 1. | I agree."],
    ["Formats, e.g. CSV, are missing.", "Formats, e.g. CSV, are missing."],
    [
      "See https://a.example/x.html?q=1.2&r=no! It helps a lot.",
      "See https://a.example/x.html?q=1.2&r=no! | It helps a lot.",
    ],
    ["Works with node.js and Booking.com fine.", "Works with node.js and Booking.com fine."],
    ["it never loads.Please repair this", "it never loads. | Please repair this"],
    ["Support is slow; exports are broken.", "Support is slow | exports are broken."],
    ["闪退太频繁了！！！赶紧修好吧。", "闪退太频繁了！！！ | 赶紧修好吧。"],
    ["打不开……换了手机也一样", "打不开…… | 换了手机也一样"],
    ["更新到4.3.1版之后就好多了", "更新到4.3.1版之后就好多了"],
    ["Hmm... really slow on my tablet", "Hmm... really slow on my tablet"],
  ]);
});

test("Contrast begins a new claim.", () => {
  expectAll([
    ["Great app but it drains my battery", "Great app | but it drains my battery"],
    ["Nice layout, however sync fails daily", "Nice layout | however sync fails daily"],
    [
      "Although the design is lovely, it drains my battery.",
      "Although the design is lovely | it drains my battery.",
    ],
    ["Even though I paid, ads keep showing", "Even though I paid, ads keep showing"],
    ["界面好看但是经常闪退", "界面好看 | 但是经常闪退"],
    ["很好用，就是有点贵", "很好用 | 就是有点贵"],
    ["虽然功能很多，可是启动太慢了", "虽然功能很多 | 可是启动太慢了"],
    ["功能齐全，不过广告太多", "功能齐全 | 不过广告太多"],
    ["东西不错，然而客服态度差", "东西不错 | 然而客服态度差"],
  ]);
});

test("Words that look like a contrast but are none do not split.", () => {
  expectAll([
    ["I have nothing but praise for this", "I have nothing but praise for this"],
    ["It is not only fast but also cheap", "It is not only fast but also cheap"],
    ["It looks as though nobody tested it", "It looks as though nobody tested it"],
    ["这个软件再好不过了", "这个软件再好不过了"],
    ["不但好用还很省电", "不但好用还很省电"],
    ["我觉得这也就是个半成品", "我觉得这也就是个半成品"],
  ]);
});

test("Additions, wishes and questions begin a new claim.", () => {
  expectAll([
    ["Love the charts, also the export is handy", "Love the charts | also the export is handy"],
    ["It freezes all the time please fix it", "It freezes all the time | please fix it"],
    ["The editor is good, I wish it had tables", "The editor is good | I wish it had tables"],
    [
      "The editor is good it would be nice to have tables",
      "The editor is good | it would be nice to have tables",
    ],
    ["整体挺满意的，希望能支持离线", "整体挺满意的 | 希望能支持离线"],
    [
      "总是掉线，另外客服不理人，还有建议加个暗黑模式",
      "总是掉线 | 另外客服不理人 | 还有建议加个暗黑模式",
    ],
    ["东西收到了，怎么申请发票", "东西收到了 | 怎么申请发票"],
  ]);
});

test("Lists fall into their items and their bullets stand outside.", () => {
  expectAll([
    ["- fast sync\n- cheap\n* no ads", "fast sync | cheap | no ads"],
    ["1. 闪退 2. 广告太多 3. 客服不理人", "闪退 | 广告太多 | 客服不理人"],
    ["1、登录失败\n2、收不到验证码", "登录失败 | 收不到验证码"],
    [
      "Three things: 1) login fails 2) no dark mode 3) ads",
      "Three things: | login fails | no dark mode | ads",
    ],
    ["①太贵了②太慢了", "太贵了 | 太慢了"],
    ["Pros: fast sync. Cons: too many ads.", "Pros: fast sync. | Cons: too many ads."],
    ["Pros:\n- fast\nCons:\n- ads", "fast | ads"],
    ["优点：界面干净\n缺点：同步很慢", "优点：界面干净 | 缺点：同步很慢"],
    ["I give it 4. 5 would be too much", "I give it 4. | 5 would be too much"],
  ]);
});

test("Chains of verdicts fall into verdicts, other commas do not split short sentences.", () => {
  expectAll([
    ["送餐很快，味道一般，包装差", "送餐很快 | 味道一般 | 包装差"],
    ["nice layout, terrible support", "nice layout | terrible support"],
    ["我昨天更新以后，打开就闪退", "我昨天更新以后，打开就闪退"],
    ["When I open the app, it crashes", "When I open the app, it crashes"],
    ["It is fast, light, and free", "It is fast, light, and free"],
    ["软件很好用 客服态度差", "软件很好用 | 客服态度差"],
  ]);
});

test("Run-ons are split where a new clause begins.", () => {
  expect(
    claims(
      "更新之后打开就闪退客服也不理人我已经反馈了三次了每次都说在处理结果还是一样真的很失望以前用着挺好的现在越来越差了",
    ).length,
  ).toBeGreaterThanOrEqual(3);
  expectAll([
    [
      "i opened the app this morning and it froze on me again and then all my drafts were gone also the price went up last month",
      "i opened the app this morning and it froze on me again | and then all my drafts were gone | also the price went up last month",
    ],
    [
      "it also crashes when my phone is also charging in the car during the long drive to work in the dark every morning",
      "it also crashes when my phone is also charging in the car during the long drive to work in the dark every morning",
    ],
    [
      "i really love this little planner it helps me every single day but the only thing is it crashes when i open settings please fix it",
      "i really love this little planner it helps me every single day | but the only thing is it crashes when i open settings | please fix it",
    ],
    [
      "the battery dies fast after the new update, the screen is way too dark in the evening, the camera is fine",
      "the battery dies fast after the new update | the screen is way too dark in the evening, the camera is fine",
    ],
  ]);
});

test("Fragments join a neighbour and a lone connective is never a mention.", () => {
  expectAll([
    ["Well... it works.", "Well... it works."],
    ["Good app though.", "Good app though."],
    ["But. It crashes daily.", "But. It crashes daily."],
    ["It crashes. Constantly.", "It crashes. Constantly."],
    ["Great! Awesome! It made my week.", "Great! Awesome! | It made my week."],
    ["很好用。但是", "很好用。但是"],
    ["另外，价格太贵了", "另外，价格太贵了"],
  ]);
});

test("Emoji end the claim they follow and ticks open the next one.", () => {
  expectAll([
    ["好用😀😀就是贵😡求降价", "好用😀😀 | 就是贵😡 | 求降价"],
    ["Love it 👍🏽 but sync is broken 😤", "Love it 👍🏽 | but sync is broken 😤"],
    ["✅ syncs fast ❌ far too expensive", "✅ syncs fast | ❌ far too expensive"],
    ["👨‍👩‍👧 my family uses it", "👨‍👩‍👧 my family uses it"],
  ]);
});

test("Speakers of a transcript stand outside and each turn is split for itself.", () => {
  expectAll([
    [
      "Interviewer 1: How do you export?\nAnna: I copy it by hand. It takes hours.\nInterviewer 1: Every week?\nAnna: Every single day.",
      "How do you export? | I copy it by hand. | It takes hours. | Every week? | Every single day.",
    ],
    ["主持人：你怎么记账？\n受访者：我都是手动记的。", "你怎么记账？ | 我都是手动记的。"],
    ["1\n00:00:01,000 --> 00:00:04,000\nI never found the button", "I never found the button"],
    ["Support: useless", "Support: useless"],
    ["Problem: it never loads", "Problem: it never loads"],
  ]);
});

test("Greetings, signatures and quoted replies of a ticket are spans of their own.", () => {
  expectAll([
    ["Hi team, I can't log in since yesterday.", "Hi team | I can't log in since yesterday."],
    ["你好，我的订单一直没有发货", "你好 | 我的订单一直没有发货"],
    [
      "Hello,\n\nMy order never came. I want a refund.\n\nBest regards,\nJo\n\nOn Mon, Jan 5, 2026 at 3 PM Help <h@a.example> wrote:\n> Hi Jo\n> please wait",
      "Hello | My order never came. | I want a refund. | Best regards,\nJo | On Mon, Jan 5, 2026 at 3 PM Help <h@a.example> wrote:\n> Hi Jo\n> please wait",
    ],
    [
      "The export button has been greyed out since I moved to\nthe new plan.",
      "The export button has been greyed out since I moved to\nthe new plan.",
    ],
  ]);
});

test("A text that is not blank has a mention, a blank one has none.", () => {
  expectAll([
    ["", ""],
    [" \n\t ", ""],
    ["...", "..."],
    ["👍👍", "👍👍"],
    ["1.", "1."],
    ["好！", "好！"],
    ["Pros:", "Pros:"],
  ]);
});
