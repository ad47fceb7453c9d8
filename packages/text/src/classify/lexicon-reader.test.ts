// Shows that the rule reader follows the annotation guide in both languages.
import { KINDS, type Kind, type Sentiment } from "@heed/core";
import { expect, test } from "vitest";
import { createLexiconReader } from "./lexicon-reader.ts";

const reader = createLexiconReader();

async function read(text: string, rating: number | null = null) {
  const [reading] = await reader.read([{ text, language: "und", rating }]);
  return reading!;
}

async function expectKinds(kind: Kind, sentiment: Sentiment, texts: readonly string[]) {
  for (const text of texts) {
    const reading = await read(text);
    expect(`${reading.kind} ${reading.sentiment}`, text).toBe(`${kind} ${sentiment}`);
  }
}

test("What does not work as meant is a bug and displeases.", async () => {
  await expectKinds("bug", "negative", [
    "Crashes on opening since 4.3",
    "The app won't open anymore",
    "I can't log in with my phone number",
    "cant sync my notes since the update",
    "It takes forever to load",
    "All my playlists disappeared",
    "The export button does nothing, it doesn't work",
    "Keeps logging me out",
    "This update is draining my battery",
    "please fix the login screen",
    "Black screen after I press play",
    "验证码一直收不到",
    "卡得要死",
    "一打开就闪退",
    "更新后登录不上",
    "蓝牙总是断开",
    "加载太慢了",
    "我的收藏全没了",
    "手机发烫，耗电快",
    "点了支付没反应",
    "无法连接摄像头",
  ]);
});

test("A reproach in the form of a question is what it reproaches.", async () => {
  await expectKinds("bug", "negative", [
    "Why does it keep crashing?",
    "为什么一直闪退？",
    "怎么又打不开了",
    "When will you fix the freezing?",
    "怎么老是掉线",
  ]);
  await expectKinds("complaint", "negative", [
    "Why so many ads?",
    "为什么这么贵",
    "凭什么强制登录",
  ]);
});

test("A wish is a request, and neutral unless it is annoyed.", async () => {
  await expectKinds("request", "neutral", [
    "Please add dark mode",
    "I wish it had a calendar view",
    "It would be nice to have a widget",
    "Would love to see tags in the next version",
    "Can you add support for CSV export?",
    "You should let us sort by date",
    "Needs an option to hide contacts",
    "希望支持离线",
    "建议增加夜间模式",
    "能不能加个小组件？",
    "求适配鸿蒙",
    "要是可以导出就好了",
    "什么时候支持平板啊",
    "如果能分享给家人就更好了",
  ]);
  expect(
    (await read("Add dark mode already, this white screen is horrible and I hate it")).sentiment,
  ).toBe("negative");
});

test("Displeasure without a defect or a wish is a complaint.", async () => {
  await expectKinds("complaint", "negative", [
    "Too expensive for what it does",
    "Way too many ads",
    "Customer service never replied to me",
    "The new layout is confusing and ugly",
    "It is a rip off",
    "强制注册，恶心",
    "广告太多了",
    "客服态度很差",
    "会员涨价了，太贵",
    "界面太复杂，不好用",
    "Not worth the money",
    "东西不怎么样，很失望",
  ]);
});

test("Approval without a problem or a wish is praise.", async () => {
  await expectKinds("praise", "positive", [
    "Love the clean UI",
    "Best planner I have ever used",
    "It never crashes and it is free",
    "Thanks, works great",
    "Not bad at all",
    "I have no complaints",
    "很好用",
    "界面简洁，操作流畅",
    "非常满意，推荐给大家",
    "一点都不卡",
    "性价比高，物流很快",
    "👍👍",
    "希望越来越好",
  ]);
});

test("Wanting to know is a question and neutral.", async () => {
  await expectKinds("question", "neutral", [
    "Can I share one note only?",
    "How do I export my data?",
    "Is there a desktop version?",
    "how to recover a deleted note",
    "Does it work offline?",
    "怎么导出？",
    "请问在哪里修改密码",
    "支持安卓平板吗",
    "如何取消自动续费",
    "这个可以多人用吗？",
  ]);
});

test("Nothing said, spam, indifference and bare insults are other.", async () => {
  for (const text of [
    "一般般",
    "加微信兼职 abc12345",
    "",
    "...",
    "还行吧",
    "垃圾",
    "trash app",
    "meh",
    "ok",
    "Follow me on my channel",
    "> please wait for our reply",
    "12345",
    "昨天买的",
  ]) {
    expect((await read(text)).kind, text).toBe("other");
  }
  expect((await read("垃圾软件")).sentiment).toBe("negative");
  expect((await read("一般般")).sentiment).not.toBe("positive");
});

test("Negation turns a feeling, and degree words scale it.", async () => {
  const pairs: [string, string][] = [
    ["good", "not good"],
    ["I like it", "I don't like it"],
    ["好用", "不好用"],
    ["不太满意", "满意"],
    ["没有想象中的好", "好"],
  ];
  for (const pair of pairs) {
    const scores = await Promise.all(pair.map(async (text) => (await read(text)).sentimentScore));
    expect(Math.sign(scores[0]! * scores[1]!), pair.join(" / ")).toBe(-1);
  }
  const [plain, very, slightly] = await Promise.all(
    ["it is nice", "it is very nice", "it is a bit nice"].map(
      async (text) => (await read(text)).sentimentScore,
    ),
  );
  expect(very!).toBeGreaterThan(plain!);
  expect(slightly!).toBeLessThan(plain!);
});

test("Sarcasm is negative.", async () => {
  for (const text of [
    "Thanks for nothing",
    "Great job breaking the search",
    "Great, another update that crashes",
    "呵呵，真棒，又闪退了",
  ]) {
    expect((await read(text)).sentiment, text).toBe("negative");
  }
});

test("Stars decide between equal sides and nothing else.", async () => {
  expect((await read("love the sync, hate the editor", 5)).sentiment).toBe("positive");
  expect((await read("love the sync, hate the editor", 1)).sentiment).toBe("negative");
  expect((await read("love the sync", 1)).sentiment).toBe("positive");
  expect((await read("It opens in a window", 1)).sentiment).toBe("neutral");
});

test("Any text gets one of the kinds and a finite score that agrees with its sentiment.", async () => {
  const texts = [
    "",
    "🤷",
    "a".repeat(100_000),
    "好".repeat(100_000),
    "\ud83d",
    "не работает",
    "()[]{}*+?.\\^$|",
  ];
  const readings = await reader.read(
    texts.map((text) => ({ text, language: "und", rating: null })),
  );
  expect(readings).toHaveLength(texts.length);
  for (const { kind, sentiment, sentimentScore } of readings) {
    expect(KINDS).toContain(kind);
    expect(Math.abs(sentimentScore)).toBeLessThanOrEqual(1);
    if (sentimentScore > 0.2) expect(sentiment).toBe("positive");
    if (sentimentScore < -0.2) expect(sentiment).toBe("negative");
  }
});
