// Known exports are recognised by their columns with a confidence, and their rows become the messages of users.
import { expect, test } from "vitest";
import { buildZip, writeFile } from "../../../test/build-files.ts";
import { previewFile } from "../preview-file.ts";
import { openReader } from "../readers/open-reader.ts";
import { isFault } from "../readers/reader.ts";
import type { Message, NoMessage } from "./message.ts";
import { prepareMessages } from "./read-messages.ts";
import { recognise } from "./recognise.ts";

async function open(path: string) {
  const reader = await openReader(path);
  const plan = await recognise(reader);
  const messagesOf = prepareMessages(plan, reader.columns);
  const all: (Message | NoMessage)[] = [];
  for await (const run of reader.read())
    for (const record of run) if (!isFault(record)) all.push(...messagesOf(record));
  const messages = all.filter((message): message is Message => "words" in message);
  const reasons = all.flatMap((message) => ("reason" in message ? [message.reason] : []));
  return { plan, messages, reasons };
}

const csv = (...rows: string[][]) =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");

test("Google Play Console: UTF-16, ids inside links, the latest date, rating-only rows", async () => {
  const header = [
    "Package Name",
    "App Version Code",
    "App Version Name",
    "Reviewer Language",
    "Device",
    "Review Submit Date and Time",
    "Review Submit Millis Since Epoch",
    "Review Last Update Date and Time",
    "Review Last Update Millis Since Epoch",
    "Star Rating",
    "Review Title",
    "Review Text",
    "Developer Reply Date and Time",
    "Developer Reply Millis Since Epoch",
    "Developer Reply Text",
    "Review Link",
  ];
  const row = (text: string, link: string) => [
    "com.example.notes",
    "42",
    "4.2.0",
    "en",
    "pixel",
    "2026-03-01T10:00:00Z",
    "1",
    "2026-03-02T10:00:00Z",
    "2",
    "2",
    "",
    text,
    "",
    "",
    "Sorry!",
    link,
  ];
  const link = "http://play.google.com/console/developers/app/reviews?reviewId=gp%3AAOqp&corpus=x";
  const path = writeFile(
    "reviews_com.example.notes_202603.csv",
    Buffer.from(`\ufeff${csv(header, row("Loses notes", link), row("", ""))}`, "utf16le"),
  );
  const { plan, messages } = await open(path);
  expect(plan).toMatchObject({
    format: "google-play-console",
    confidence: 0.99,
    source: "google-play/com.example.notes",
  });
  expect(messages[0]).toMatchObject({
    words: ["", "Loses notes"],
    id: "gp:AOqp",
    date: "2026-03-02T10:00:00Z",
    rating: "2",
    version: "4.2.0",
  });
  expect(messages[1]).toMatchObject({ words: ["", ""], id: "", rating: "2" });
});

test("google-play-scraper", async () => {
  const path = writeFile(
    "a.csv",
    csv(
      [
        "reviewId",
        "userName",
        "userImage",
        "content",
        "score",
        "thumbsUpCount",
        "reviewCreatedVersion",
        "at",
        "replyContent",
        "repliedAt",
        "appVersion",
      ],
      [
        "r1",
        "Ann",
        "https://x/y",
        "Too slow",
        "2",
        "3",
        "4.1",
        "2026-03-01 10:00:00",
        "",
        "",
        "4.1",
      ],
    ),
  );
  const { plan, messages } = await open(path);
  expect(plan.format).toBe("google-play-scraper");
  expect(messages[0]).toMatchObject({
    words: ["Too slow"],
    id: "r1",
    author: "Ann",
    rating: "2",
    properties: { thumbsUpCount: "3", appVersion: "4.1" },
  });
});

test("Google Play's interface", async () => {
  const review = {
    reviewId: "r1",
    authorName: "Ann",
    comments: [
      {
        userComment: {
          text: "Bad\tIt crashes",
          lastModified: { seconds: "1772359200" },
          starRating: 1,
          appVersionName: "4.1",
          device: "pixel",
        },
      },
    ],
  };
  const { plan, messages } = await open(writeFile("a.json", JSON.stringify({ reviews: [review] })));
  expect(plan.format).toBe("google-play-api");
  expect(messages[0]).toMatchObject({
    words: ["Bad", "It crashes"],
    id: "r1",
    author: "Ann",
    rating: "1",
    date: "1772359200",
  });
});

test("App Store Connect", async () => {
  const review = {
    type: "customerReviews",
    id: "r1",
    attributes: {
      rating: 1,
      title: "Bad",
      body: "It crashes",
      reviewerNickname: "ann",
      createdDate: "2026-03-01T02:00:00-08:00",
      territory: "USA",
    },
  };
  const { plan, messages } = await open(
    writeFile("a.json", JSON.stringify({ data: [review], links: { next: "x" } })),
  );
  expect(plan.format).toBe("app-store-connect");
  expect(messages[0]).toMatchObject({
    words: ["Bad", "It crashes"],
    id: "r1",
    author: "ann",
    properties: { "attributes.territory": "USA" },
  });
});

test("iTunes feed: the entry of the app itself is left out", async () => {
  const label = (text: string) => ({ label: text });
  const entry = {
    id: label("9"),
    author: { name: label("ann") },
    updated: label("2026-03-01T02:00:00-07:00"),
    "im:rating": label("2"),
    "im:version": label("4.1"),
    title: label("Bad"),
    content: label("Dies"),
  };
  const { plan, messages, reasons } = await open(
    writeFile(
      "a.json",
      JSON.stringify({ feed: { entry: [{ "im:name": label("Notes"), id: label("1") }, entry] } }),
    ),
  );
  expect(plan.format).toBe("itunes-rss");
  expect(messages).toMatchObject([
    { words: ["Bad", "Dies"], id: "9", rating: "2", version: "4.1" },
  ]);
  expect(reasons).toEqual(["not-a-message"]);
});

test("a Chinese App Store sheet", async () => {
  const { plan, messages } = await open(
    writeFile(
      "评论.csv",
      csv(
        ["发表时间", "评级", "标题", "内容", "作者"],
        ["2026年3月1日", "2", "一般", "经常闪退", "小林"],
      ),
    ),
  );
  expect(plan).toMatchObject({ format: "app-store-sheet-zh", source: "app-store" });
  expect(messages[0]).toMatchObject({
    words: ["一般", "经常闪退"],
    rating: "2",
    date: "2026年3月1日",
    author: "小林",
  });
});

test("Zendesk JSON: the requester's words alone; its CSV says that it has no bodies", async () => {
  const ticket = {
    id: 7,
    subject: "Sync",
    description: "It loses notes",
    status: "open",
    requester_id: 1,
    assignee_id: 2,
    created_at: "2026-03-01T10:00:00Z",
    updated_at: "x",
    via: { channel: "email" },
    comments: [
      {
        id: 71,
        author_id: 1,
        body: "It loses notes",
        created_at: "2026-03-01T10:00:00Z",
        public: true,
      },
      { id: 72, author_id: 2, body: "Sorry!", public: true },
      {
        id: 73,
        author_id: 1,
        body: "Still broken",
        created_at: "2026-03-02T10:00:00Z",
        public: true,
      },
      { id: 74, author_id: 1, body: "internal", public: false },
    ],
  };
  const { plan, messages } = await open(
    writeFile(
      "tickets.json",
      `${JSON.stringify(ticket)}\n${JSON.stringify({ ...ticket, id: 8, comments: undefined })}\n`,
    ),
  );
  expect(plan).toMatchObject({ format: "zendesk-tickets", source: "zendesk" });
  expect(messages.map(({ id, words, date }) => [id, words, date.slice(0, 10)])).toEqual([
    ["7", ["Sync", "It loses notes"], "2026-03-01"],
    ["7#73", ["Still broken"], "2026-03-02"],
    ["8", ["Sync", "It loses notes"], "2026-03-01"],
  ]);
  const view = await open(
    writeFile(
      "a.csv",
      csv(
        [
          "Summation column",
          "Id",
          "Requester",
          "Requester id",
          "Requester email",
          "Submitter",
          "Assignee",
          "Group",
          "Subject",
          "Tags",
          "Status",
          "Priority",
          "Via",
          "Ticket type",
          "Created at",
        ],
        [
          "1",
          "7",
          "Ann",
          "9",
          "ann@example.com",
          "",
          "",
          "",
          "Sync loses notes",
          "",
          "",
          "",
          "Mail",
          "",
          "2026-03-01 10:00",
        ],
      ),
    ),
  );
  expect(view.plan.format).toBe("zendesk-csv");
  expect(view.plan.notes.map(({ code }) => code)).toEqual(["no-bodies"]);
  expect(view.messages[0]).toMatchObject({
    words: ["Sync loses notes"],
    id: "7",
    author: "9",
    channel: "Mail",
  });
});

test("Intercom conversations and messages: users' words without HTML's authors, notes and bots", async () => {
  const conversation = {
    id: "5",
    created_at: 1772359200,
    updated_at: 1,
    state: "open",
    source: { body: "<p>Slow</p>", author: { type: "user", id: "u1", name: "Ann" } },
    conversation_parts: {
      conversation_parts: [
        {
          id: "51",
          part_type: "comment",
          body: "<p>Sorry</p>",
          author: { type: "admin" },
          created_at: 2,
        },
        {
          id: "52",
          part_type: "comment",
          body: "<p>Still slow</p>",
          author: { type: "user", id: "u1" },
          created_at: 1772359300,
        },
        { id: "53", part_type: "note", body: "hm", author: { type: "user" }, created_at: 3 },
      ],
    },
  };
  const bot = {
    ...conversation,
    id: "6",
    source: { body: "Hi", author: { type: "bot" } },
    conversation_parts: { conversation_parts: [] },
  };
  const { plan, messages, reasons } = await open(
    writeFile("a.json", JSON.stringify({ conversations: [conversation, bot] })),
  );
  expect(plan).toMatchObject({ format: "intercom-conversations", isHtml: true });
  expect(messages.map(({ id, author, words }) => [id, author, words.at(-1)])).toEqual([
    ["5", "u1", "<p>Slow</p>"],
    ["5#52", "u1", "<p>Still slow</p>"],
  ]);
  expect(reasons).toEqual(["not-a-user"]);
  const rows = await open(
    writeFile(
      "a.csv",
      csv(
        [
          "message_id",
          "message_body",
          "message_type",
          "message_created_at",
          "message_author_type",
          "message_author_id",
          "conversation_id",
        ],
        ["1", "Slow app", "comment", "2026-03-01 10:00:00", "user", "u1", "5"],
        ["2", "Sorry", "comment", "2026-03-01 10:00:00", "admin", "a1", "5"],
      ),
    ),
  );
  expect(rows.plan.format).toBe("intercom-messages");
  expect([rows.messages.length, rows.reasons]).toEqual([1, ["not-a-user"]]);
});

test.each([
  [
    "canny-posts",
    ["id", "title", "details", "board", "status", "score", "author name", "created"],
    ["1", "Dark mode", "For the night", "Ideas", "open", "4", "Ann", "2026-03-01"],
    { words: ["Dark mode", "For the night"], id: "1", author: "Ann" },
  ],
  [
    "fider-posts",
    [
      "number",
      "title",
      "description",
      "created_at",
      "created_by",
      "votes_count",
      "comments_count",
      "status",
      "tags",
    ],
    ["1", "Dark mode", "For the night", "2026-03-01T00:00:00Z", "Ann", "5", "0", "open", "ui"],
    { words: ["Dark mode", "For the night"], id: "1", author: "Ann" },
  ],
  [
    "linear-issues",
    [
      "Id",
      "Team",
      "Title",
      "Description",
      "Status",
      "Estimate",
      "Priority",
      "Project",
      "Creator",
      "Assignee",
      "Labels",
      "Created",
      "Updated",
    ],
    [
      "HEE-1",
      "Core",
      "Dark mode",
      "For the night",
      "Todo",
      "",
      "Low",
      "",
      "Ann",
      "",
      "ui",
      "2026-03-01",
      "",
    ],
    { words: ["Dark mode", "For the night"], id: "HEE-1" },
  ],
  [
    "jira-issues",
    [
      "Summary",
      "Issue key",
      "Issue Type",
      "Status",
      "Project key",
      "Priority",
      "Reporter",
      "Created",
      "Description",
      "Labels",
      "Labels",
    ],
    [
      "Dark mode",
      "HEE-1",
      "Story",
      "Open",
      "HEE",
      "Low",
      "Ann",
      "01/Mar/26 10:00 AM",
      "For the night",
      "a",
      "b",
    ],
    { words: ["Dark mode", "For the night"], id: "HEE-1", author: "Ann" },
  ],
])("%s", async (format, header, row, expected) => {
  const { plan, messages } = await open(
    writeFile("a.csv", csv(header as string[], row as string[])),
  );
  expect(plan.format).toBe(format);
  expect(plan.confidence).toBeGreaterThan(0.9);
  expect(messages[0]).toMatchObject(expected as object);
});

test("GitHub issues by command and by interface, pull requests left out", async () => {
  const gh = {
    author: { login: "ann", is_bot: false },
    body: "Dies <!-- template -->",
    createdAt: "2026-03-01T00:00:00Z",
    labels: [{ name: "bug" }],
    number: 7,
    state: "OPEN",
    title: "Crash",
    url: "https://github.com/a/b/issues/7",
  };
  const first = await open(writeFile("a.json", JSON.stringify([gh])));
  expect(first.plan).toMatchObject({ format: "github-issues", source: "github/a/b" });
  expect(first.messages[0]).toMatchObject({
    words: ["Crash", "Dies"],
    id: "7",
    author: "ann",
    properties: { labels: "bug", state: "open" },
  });
  const rest = {
    number: 8,
    title: "Crash",
    body: null,
    user: { login: "ann" },
    state: "open",
    created_at: "2026-03-01T00:00:00Z",
    html_url: "https://github.com/a/b/issues/8",
  };
  const second = await open(
    writeFile("a.json", JSON.stringify([rest, { ...rest, number: 9, pull_request: { url: "x" } }])),
  );
  expect(second.plan.source).toBe("github/a/b");
  expect([second.messages.length, second.reasons]).toEqual([1, ["pull-request"]]);
});

test("a Slack export: people's messages by channel, joins, bots and lists left out", async () => {
  const day = [
    {
      type: "message",
      user: "U1",
      text: "Sync &lt;3 is slow, see <https://x.example|this>, <@U2>",
      ts: "1772359200.000100",
      thread_ts: "1772359200.000100",
      reply_count: 1,
    },
    {
      type: "message",
      subtype: "channel_join",
      user: "U2",
      text: "joined",
      ts: "1772359201.000100",
    },
    { type: "message", bot_id: "B1", text: "deployed", ts: "1772359202.000100" },
  ];
  const path = writeFile(
    "export.zip",
    buildZip({
      "users.json": '[{"id":"U1","name":"ann"}]',
      "channels.json": '[{"id":"C1","name":"feedback"}]',
      "feedback/2026-03-01.json": JSON.stringify(day),
    }),
  );
  const { plan, messages, reasons } = await open(path);
  expect(plan.format).toBe("slack-export");
  expect(messages).toMatchObject([
    {
      words: ["Sync <3 is slow, see this, @someone"],
      id: "feedback/1772359200.000100",
      author: "U1",
      channel: "feedback",
    },
  ]);
  expect(reasons.toSorted()).toEqual(["not-a-user", "not-a-user"]);
  expect(plan.notes.map(({ code }) => code)).toEqual(["slack-lists"]);
});

test("Typeform, Google Forms, Wenjuanxing and Formbricks give a message for each answered open question", async () => {
  const typeform = await open(
    writeFile(
      "a.csv",
      csv(
        [
          "#",
          "What do you <strong>miss</strong> most?",
          "How often do you use it?",
          "Response Type",
          "Start Date (UTC)",
          "Stage Date (UTC)",
          "Submit Date (UTC)",
          "Network ID",
          "Tags",
        ],
        [
          "t1",
          "A way to export all of my notes",
          "Daily",
          "completed",
          "2026-03-01 10:00:00",
          "",
          "2026-03-01 10:05:00",
          "n1",
          "",
        ],
      ),
    ),
  );
  expect(typeform.plan).toMatchObject({ format: "typeform", shape: "questions" });
  expect(typeform.messages).toMatchObject([
    {
      words: ["A way to export all of my notes"],
      id: "t1#What do you miss most?",
      properties: {
        question: "What do you miss most?",
        "How often do you use it?": "Daily",
      },
    },
  ]);
  const google = await open(
    writeFile(
      "a.csv",
      csv(
        [
          "Timestamp",
          "Email Address",
          "What should we fix first?",
          "Anything else you want to tell us?",
        ],
        [
          "2026/03/01 10:00:00",
          "ann@example.com",
          "The sync loses my notes",
          "I love the clean board view",
        ],
        ["2026/03/01 11:00:00", "bo@example.com", "Please make it faster on old phones", ""],
      ),
    ),
  );
  expect(google.plan.format).toBe("google-forms");
  expect(google.messages.map(({ author, words }) => [author, words[0]])).toEqual([
    ["ann@example.com", "The sync loses my notes"],
    ["ann@example.com", "I love the clean board view"],
    ["bo@example.com", "Please make it faster on old phones"],
  ]);
  const wenjuan = await open(
    writeFile(
      "a.csv",
      csv(
        [
          "序号",
          "提交答卷时间",
          "所用时间",
          "来源",
          "来源详情",
          "来自IP",
          "1、您最想改进的地方是什么？",
        ],
        [
          "1",
          "2026/3/1 10:00:00",
          "50秒",
          "微信",
          "N/A",
          "1.2.3.4(北京)",
          "希望同步更快更稳定一些",
        ],
      ),
    ),
  );
  expect(wenjuan.plan.format).toBe("wenjuanxing");
  expect(wenjuan.messages).toMatchObject([{ words: ["希望同步更快更稳定一些"], channel: "微信" }]);
  const formbricks = await open(
    writeFile(
      "a.csv",
      csv(
        [
          "No.",
          "Response ID",
          "Timestamp",
          "Finished",
          "Survey ID",
          "Formbricks ID (internal)",
          "User ID",
          "1. What is missing for you?",
        ],
        ["1", "r1", "2026-03-01", "true", "s1", "f", "u1", "I need an offline mode for trains"],
      ),
    ),
  );
  expect(formbricks.plan.format).toBe("formbricks");
  expect(formbricks.messages).toMatchObject([
    {
      words: ["I need an offline mode for trains"],
      id: "r1#1. What is missing for you?",
      author: "u1",
    },
  ]);
});

test("anything else is mapped by evidence: names and what the cells look like", async () => {
  const rows = Array.from({ length: 20 }, (_, at) => [
    String(1000 + at),
    `2026-03-${String(at + 1).padStart(2, "0")}`,
    `The sync loses my notes every day number ${at}`,
    String((at % 5) + 1),
    `ann${at}@example.com`,
  ]);
  const { plan } = await open(
    writeFile(
      "a.csv",
      csv(["nr", "when was it", "what they told us", "sternchen", "contact"], ...rows),
    ),
  );
  expect(plan).toMatchObject({
    format: "columns",
    mapping: { text: ["what they told us"], date: "when was it", email: "contact" },
  });
  expect(
    plan.evidence.find(({ column, role }) => column === "what they told us" && role === "text")!
      .score,
  ).toBeGreaterThan(0.5);
});

test("an id that rows share is none, since rows would replace each other", async () => {
  const { plan } = await open(
    writeFile("a.csv", csv(["id", "text"], ["1", "first words"], ["1", "other words"])),
  );
  expect(plan.mapping.id).toBeUndefined();
});

test("a person's word stands over recognition, and an unknown column is refused with the known ones", async () => {
  const path = writeFile("a.csv", csv(["a", "b", "c"], ["1", "hello there you", "2026-03-01"]));
  expect((await previewFile(path, { text: ["c", "b"] })).items[0]!.text).toBe(
    "2026-03-01\nhello there you",
  );
  await expect(previewFile(path, { date: "x" })).rejects.toMatchObject({
    code: "no-such-column",
    hint: expect.stringContaining("a, b, c"),
  });
  await expect(previewFile(writeFile("a.csv", "a,b\n1,2\n3,4\n"))).rejects.toMatchObject({
    code: "no-text-column",
  });
});

test("a known export stays known when a person says where the words stand, so that the next import finds its items again", async () => {
  const header = ["发表时间", "评级", "标题", "内容", "作者", "备注"];
  const rows = [["2026-03-01 10:00", "2", "标题一", "同步丢了", "云", "第二列的话"]];
  const path = writeFile("a.csv", csv(header, ...rows));
  const found = await previewFile(path);
  const told = await previewFile(path, { text: ["备注"] });
  expect(found.plan.format).not.toBe("columns");
  expect(told.plan).toMatchObject({
    format: found.plan.format,
    source: found.plan.source,
    mapping: { ...found.plan.mapping, text: ["备注"] },
  });
  expect(told.items[0]!.text).toBe("第二列的话");
});

test("day and month are told by the column, and left out with a note where it does not tell", async () => {
  const dates = async (...cells: string[]) => {
    const preview = await previewFile(
      writeFile(
        "a.csv",
        csv(["date", "text"], ...cells.map((cell, at) => [cell, `words of ${at}`])),
      ),
    );
    return [
      preview.items.map(({ writtenAt }) => writtenAt?.slice(0, 10) ?? null),
      preview.plan.notes.map(({ code }) => code),
    ];
  };
  expect(await dates("03/04/2026", "25/12/2026")).toEqual([["2026-04-03", "2026-12-25"], []]);
  expect(await dates("03/04/2026", "12/25/2026")).toEqual([["2026-03-04", "2026-12-25"], []]);
  expect(await dates("03/04/2026")).toEqual([[null], ["ambiguous-dates"]]);
});
