// Exports as people hand them over: cut, translated, saved again, of tools that Heed has never heard of.
import { expect, test } from "vitest";
import { buildZip, writeFile } from "../../../test/build-files.ts";
import { previewFile } from "../preview-file.ts";

const rows = (count: number, row: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => row(at + 1)).join("\n");
const preview = (name: string, content: string | Uint8Array) =>
  previewFile(writeFile(name, content));

test("a sheet of four Chinese columns is known for sure, whatever else stands in it", async () => {
  const plain = "发表时间,评级,标题,内容\n2026-03-01 10:00:00,1星,闪退,更新之后一直闪退\n";
  const wide =
    "\ufeff国家,点赞数,内容,标题,评级,作者,版本,发表时间\n中国,2,更新之后一直闪退,闪退,1星,小林,3.2,2026年3月1日\n";
  for (const content of [plain, wide]) {
    const { plan, items } = await preview("评论.csv", content);
    expect(plan).toMatchObject({ format: "app-store-sheet-zh", confidence: 0.99 });
    expect(items[0]).toMatchObject({ text: "闪退\n更新之后一直闪退", rating: 1 });
    expect(items[0]!.writtenAt).toContain("2026-03-01");
  }
});

test("Canny's sheet of a single board, Jira's dates and marks, Linear's dates of programs", async () => {
  const canny =
    "Title,Details,Status,Category,Author,Author Email,Votes,Created,URL\nDark mode,For the night,open,UI,Ann,ann@x.example,5,2026-03-01,https://x.example/p/1\n";
  expect((await preview("a.csv", canny)).plan).toMatchObject({
    format: "canny-posts",
    mapping: { text: ["Title", "Details"], email: "Author Email" },
  });
  const jira =
    'Summary,Issue key,Issue Type,Status,Created,Description,Labels,Labels\nDark mode,H-1,Story,Open,19/Mar/26 3:42 PM,"h1. Why\n{code}x{code} *please* see [the page|https://x.example]",a,b\n';
  expect((await preview("a.csv", jira)).items[0]).toMatchObject({
    text: "Dark mode\nWhy\nx please see the page",
    writtenAt: "2026-03-19T15:42:00.000Z",
  });
  const linear =
    "ID,Team,Title,Description,Status,Priority,Creator,Created\nH-1,Core,'=Dark mode,Please,Todo,Low,ann@x.example,Sun Mar 01 2026 10:00:00 GMT+0100 (CET)\n";
  expect((await preview("a.csv", linear)).items[0]).toMatchObject({
    text: "=Dark mode\nPlease",
    writtenAt: "2026-03-01T09:00:00.000Z",
  });
});

test("issues that do not say their repository take the file's name as their source", async () => {
  const issue = { number: 1, title: "Crash", body: "Dies", state: "OPEN", author: { login: "a" } };
  const { plan } = await preview("issues.json", JSON.stringify([issue]));
  expect(plan).toMatchObject({ format: "github-issues", source: null });
});

test("a Slack export is known by its messages, however many users and channels stand before them", async () => {
  const users = Array.from({ length: 900 }, (_, at) => ({ id: `U${at}`, name: `u${at}` }));
  const message = { type: "message", user: "U1", text: "Sync is slow", ts: "1772359200.000100" };
  const { plan, items } = await preview(
    "slack.zip",
    buildZip({
      "export/channels.json": JSON.stringify(users),
      "export/users.json": JSON.stringify(users),
      "export/zz-feedback/2026-03-01.json": JSON.stringify([message]),
    }),
  );
  expect(plan).toMatchObject({ format: "slack-export", confidence: 0.99 });
  expect(items.map(({ text }) => text)).toEqual(["Sync is slow"]);
});

test.each([
  [
    "google-forms",
    `"时间戳记","您最喜欢的功能是什么？","您觉得哪里需要改进？"\n${rows(9, (at) => `"2026/03/0${at} 5:12:03 下午 GMT+8","同步功能很好用${at}","希望增加离线模式${at}"`)}`,
    2,
  ],
  [
    "wenjuanxing",
    `序号,提交答卷时间,所用时间,来源,来自IP,1、您的性别,2、您最希望改进的地方,3、其他建议\n${rows(12, (at) => `${at},2026/3/${at} 10:00:00,50秒,微信,1.2.3.4(北京),${at % 2 ? "男" : "女"},希望同步更快更稳定${at},${at % 3 ? "(空)" : "请增加深色模式谢谢"}`)}`,
    2,
  ],
  [
    "microsoft-forms",
    `ID,Start time,Completion time,Email,Name,What do you like most?,What should we improve?\n${rows(15, (at) => `${at},3/${at}/26 10:00:00,3/${at}/26 10:05:00,anonymous,,The clean board view ${at},Make sync faster ${at}`)}`,
    2,
  ],
  [
    "surveymonkey",
    `Respondent ID,Collector ID,Start Date,End Date,IP Address,What do you like most?,What should we improve?\n,,,,,Open-Ended Response,Open-Ended Response\n${rows(15, (at) => `${at},9,03/${at}/2026 10:00:00,03/${at}/2026 10:05:00,1.2.3.4,The clean board view ${at},Make sync faster ${at}`)}`,
    2,
  ],
  [
    "survey",
    `submitted,How did you hear of us?,What is missing for you?,Why did you choose us?\n${rows(12, (at) => `2026-03-${at + 10},${at % 2 ? "Web" : "Friend"},An offline mode for my train ${at},It was the simplest of all ${at}`)}`,
    2,
  ],
])(
  "%s gives an item for each open question and none for choices or empty marks",
  async (format, content, questions) => {
    const { plan, items } = await preview("a.csv", content);
    expect(plan).toMatchObject({ format, shape: "questions" });
    expect(plan.confidence).toBeGreaterThanOrEqual(0.85);
    expect(plan.mapping.text).toHaveLength(questions);
    expect(items[0]!.writtenAt).not.toBeNull();
    expect(items.map(({ text }) => text).join()).not.toMatch(/空|Open-Ended|Friend/);
  },
);

test("an answer keeps its id when columns move and more choices come", async () => {
  const first =
    "#,What is missing?,Response Type,Submit Date (UTC)\nr1,An offline mode please,completed,2026-03-01 10:00:00\n";
  const later = `#,Anything else to tell us?,What is missing?,Response Type,Submit Date (UTC)\nr1,It is all very good,An offline mode please,completed,2026-03-01 10:00:00\n`;
  const { openReader } = await import("../readers/open-reader.ts");
  const { recognise } = await import("./recognise.ts");
  const { prepareMessages } = await import("./read-messages.ts");
  const idsOf = async (content: string) => {
    const reader = await openReader(writeFile("a.csv", content));
    const messagesOf = prepareMessages(await recognise(reader), reader.columns);
    const ids: string[] = [];
    for await (const run of reader.read())
      for (const record of run)
        if ("cells" in record)
          for (const message of messagesOf(record)) if ("id" in message) ids.push(message.id);
    return ids;
  };
  expect(await idsOf(later)).toEqual(expect.arrayContaining(await idsOf(first)));
});

test.each([
  ["German", "Datum;Bewertung;Kommentar\n13.03.2026;1;Stürzt ständig ab bei mir\n"],
  ["French", "Date;Étoiles;Commentaire\n13/03/2026;1;Plante tout le temps chez moi\n"],
  ["Japanese", "投稿日,評価,レビュー\n2026/03/13,1,起動しないことが多いです\n"],
])("%s names of columns are known", async (_language, content) => {
  const { items } = await preview("a.csv", content);
  expect(items[0]).toMatchObject({ rating: 1, writtenAt: "2026-03-13T00:00:00.000Z" });
});

test("dates and ratings that cannot be read are left out, and it is said how many", async () => {
  const { plan, items } = await preview(
    "a.csv",
    "date,rating,text\n2026-03-01,5,first words here\nyesterday,11,second words here\n",
  );
  expect(plan.notes.map(({ code }) => code)).toEqual(["unread-dates", "unread-ratings"]);
  expect(items.map(({ writtenAt, rating }) => [writtenAt?.slice(0, 10) ?? null, rating])).toEqual([
    ["2026-03-01", 5],
    [null, null],
  ]);
});

test("what a help desk answered is not taken for what the user asked", async () => {
  const content = `instruction,category,response,Rating (1-5)\n${rows(12, (at) => `I cannot cancel my order number ${at},ORDER,We are sorry to hear that and will gladly cancel it for you ${at},${(at % 5) + 1}`)}`;
  expect((await preview("desk.csv", content)).plan.mapping).toMatchObject({
    text: ["instruction"],
    rating: "Rating (1-5)",
  });
});

test("a score from 0 to 10 is no rating in stars", async () => {
  const content = `id,score,comment\n${rows(20, (at) => `${at},${at % 2 ? 9 : 3},It is fine for me ${at}`)}`;
  const { plan, items } = await preview("nps.csv", content);
  expect(plan.mapping.rating).toBeUndefined();
  expect(items[0]!.properties.score).toBe("9");
});

test("UTF-8 with some broken bytes stays UTF-8, and it is said", async () => {
  const content = Buffer.concat([
    Buffer.from("id,text\n1,你好好用啊真的\n2,bro"),
    Buffer.from([0xff]),
    Buffer.from("ken words\n"),
  ]);
  const { plan, items } = await preview("a.csv", content);
  expect(plan.notes.map(({ code }) => code)).toEqual(["damaged-characters"]);
  expect(items.map(({ text }) => text)).toEqual(["你好好用啊真的", "bro\ufffdken words"]);
});

test.each([
  ["a.csv", "id,text,date\n", "no-records", "a.csv holds no records"],
  ["a.json", '{"a":1,}', "no-records", "not valid JSON"],
  ["a.json", "null", "broken-json", "a.json is called JSON"],
  ["a.json", "[]", "no-records", "a.json holds no records"],
])("%s with %j is refused by name, in both languages", async (name, content, code, message) => {
  await expect(preview(name, content)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
    hint: expect.any(String),
    zh: { message: expect.stringContaining("a."), hint: expect.any(String) },
  });
});
