// The exports that are known by their columns: what they must have, what they usually have, and what holds what.
import type { ColumnMapping } from "@heed/core";
import type { Shape } from "../import-plan.ts";

/** Candidate columns of a role, folded, the best first; `text` lists a title before a body. */
export type KnownMapping = {
  readonly text: readonly (readonly string[])[];
} & { readonly [Role in Exclude<keyof ColumnMapping, "text">]?: readonly string[] };

export interface KnownExport {
  readonly id: string;
  readonly name: { readonly en: string; readonly zh: string };
  /** Folded columns that all must be there; an entry with alternatives needs one of them. */
  readonly needs: readonly (readonly string[])[];
  /** Columns that such an export usually has: each adds to the confidence. */
  readonly usual: readonly string[];
  /** How many of the usual columns make it certain; default 4. */
  readonly enough?: number;
  /** Columns that make it something else. */
  readonly never?: readonly string[];
  readonly mapping: KnownMapping;
  readonly shape?: Shape;
  readonly isHtml?: boolean;
  /** Column whose value names the source, and what to put before it. */
  readonly source?: { readonly prefix: string; readonly column?: string };
  readonly note?: { readonly code: string; readonly en: string; readonly zh: string };
}

/** What Google Forms calls the time of a response, by the language of its owner. */
const FORM_TIMES = [
  "timestamp",
  "时间戳记",
  "时间戳",
  "時間戳記",
  "タイムスタンプ",
  "zeitstempel",
  "horodateur",
  "marca temporal",
  "carimbo de data/hora",
  "informazioni cronologiche",
];

export const KNOWN_EXPORTS: readonly KnownExport[] = [
  {
    id: "google-play-console",
    name: { en: "Google Play Console reviews", zh: "Google Play 管理中心评论" },
    needs: [["package name"], ["star rating"], ["review text"], ["review submit date and time"]],
    usual: [
      "app version code",
      "app version name",
      "reviewer language",
      "device",
      "review link",
      "review title",
      "review last update date and time",
      "developer reply text",
    ],
    mapping: {
      text: [["review title"], ["review text"]],
      id: ["review link"],
      date: ["review last update date and time", "review submit date and time"],
      rating: ["star rating"],
      version: ["app version name"],
    },
    source: { prefix: "google-play/", column: "package name" },
  },
  {
    id: "google-play-scraper",
    name: { en: "google-play-scraper reviews", zh: "google-play-scraper 评论" },
    needs: [["reviewid"], ["content"], ["score"], ["at"]],
    usual: [
      "username",
      "userimage",
      "thumbsupcount",
      "reviewcreatedversion",
      "replycontent",
      "repliedat",
      "appversion",
    ],
    mapping: {
      text: [["content"]],
      id: ["reviewid"],
      date: ["at"],
      rating: ["score"],
      author: ["username"],
      version: ["reviewcreatedversion", "appversion"],
    },
    source: { prefix: "google-play" },
  },
  {
    id: "google-play-api",
    name: { en: "Google Play reviews API", zh: "Google Play 评论接口" },
    needs: [["reviewid"], ["authorname", "@array"]],
    usual: ["@array", "authorname"],
    never: ["content", "score"],
    mapping: { text: [["reviewid"]], id: ["reviewid"], author: ["authorname"] },
    shape: "play-api-review",
    source: { prefix: "google-play" },
  },
  {
    id: "app-store-connect",
    name: { en: "App Store Connect customer reviews", zh: "App Store Connect 用户评论" },
    needs: [["attributes.body"], ["attributes.rating"], ["id"]],
    usual: [
      "attributes.title",
      "attributes.reviewernickname",
      "attributes.createddate",
      "attributes.territory",
      "type",
    ],
    mapping: {
      text: [["attributes.title"], ["attributes.body"]],
      id: ["id"],
      date: ["attributes.createddate"],
      rating: ["attributes.rating"],
      author: ["attributes.reviewernickname"],
    },
    source: { prefix: "app-store" },
  },
  {
    id: "itunes-rss",
    name: { en: "App Store customer-review feed", zh: "App Store 评论订阅源" },
    needs: [["content.label"], ["im:rating.label"], ["id.label"]],
    usual: [
      "title.label",
      "author.name.label",
      "updated.label",
      "im:version.label",
      "im:votesum.label",
    ],
    mapping: {
      text: [["title.label"], ["content.label"]],
      id: ["id.label"],
      date: ["updated.label"],
      rating: ["im:rating.label"],
      author: ["author.name.label"],
      version: ["im:version.label"],
    },
    shape: "app-store-entry",
    source: { prefix: "app-store" },
  },
  {
    id: "app-store-sheet-zh",
    name: { en: "App Store review sheet (Chinese)", zh: "App Store 评论表" },
    needs: [
      ["发表时间", "评论时间", "更新时间", "发布时间", "评论日期"],
      ["评级", "评分", "星级", "评论星级"],
      ["内容", "评论内容", "评论", "评论正文"],
    ],
    usual: [
      "标题",
      "评论标题",
      "作者",
      "昵称",
      "用户名",
      "版本",
      "国家",
      "国家/地区",
      "应用",
      "点赞数",
    ],
    enough: 1,
    mapping: {
      text: [
        ["标题", "评论标题"],
        ["内容", "评论内容", "评论", "评论正文"],
      ],
      id: ["评论id", "评论 id", "id"],
      date: ["发表时间", "评论时间", "发布时间", "评论日期", "更新时间"],
      rating: ["评级", "评分", "星级", "评论星级"],
      author: ["作者", "昵称", "用户名", "用户昵称"],
      version: ["版本", "版本号", "应用版本"],
      channel: ["渠道", "应用市场", "平台"],
    },
    // One source whatever the file is called: next week's sheet holds this week's reviews again.
    source: { prefix: "app-store" },
  },
  {
    id: "zendesk-tickets",
    name: { en: "Zendesk tickets (JSON export)", zh: "Zendesk 工单（JSON 导出）" },
    needs: [["description", "comments"], ["requester id"], ["subject"]],
    usual: [
      "via.channel",
      "status",
      "priority",
      "assignee id",
      "organization id",
      "created at",
      "updated at",
      "satisfaction rating.score",
      "submitter id",
    ],
    mapping: {
      text: [["subject"], ["description"]],
      id: ["id"],
      date: ["created at"],
      author: ["requester id", "requester.name"],
      email: ["requester.email"],
      channel: ["via.channel"],
    },
    shape: "zendesk-ticket",
    source: { prefix: "zendesk" },
  },
  {
    id: "zendesk-csv",
    name: { en: "Zendesk tickets (CSV, subjects only)", zh: "Zendesk 工单（CSV，仅主题）" },
    needs: [
      ["subject"],
      ["requester"],
      ["assignee"],
      ["ticket type", "group stations", "satisfaction score", "via"],
    ],
    usual: [
      "summation column",
      "requester id",
      "requester email",
      "submitter",
      "group",
      "tags",
      "status",
      "priority",
      "created at",
      "first reply time in minutes",
      "reopens",
      "replies",
      "solved at",
    ],
    never: ["description", "body", "comments"],
    mapping: {
      text: [["subject"]],
      id: ["id", "ticket id", "zendesk ticket id"],
      date: ["created at"],
      author: ["requester id", "requester"],
      email: ["requester email"],
      channel: ["via"],
    },
    source: { prefix: "zendesk" },
    note: {
      code: "no-bodies",
      en: "Zendesk's CSV holds the subjects of tickets and not what people wrote; the JSON export has both.",
      zh: "Zendesk 的 CSV 只有工单主题，没有正文；JSON 导出两者都有。",
    },
  },
  {
    id: "intercom-conversations",
    name: { en: "Intercom conversations", zh: "Intercom 对话" },
    needs: [["source.body", "source.author.type"], ["created at"], ["id"]],
    usual: [
      "state",
      "priority",
      "updated at",
      "source.author.id",
      "source.author.name",
      "conversation parts.total count",
      "tags.tags",
    ],
    mapping: {
      text: [["source.body"]],
      id: ["id"],
      date: ["created at"],
      author: ["source.author.id"],
      email: ["source.author.email"],
    },
    shape: "intercom-conversation",
    isHtml: true,
    source: { prefix: "intercom" },
  },
  {
    id: "intercom-messages",
    name: { en: "Intercom messages (CSV)", zh: "Intercom 消息（CSV）" },
    needs: [["message id"], ["message body"], ["message author type"]],
    usual: [
      "message type",
      "message created at",
      "conversation id",
      "message author email",
      "message author name",
      "conversation tags",
      "app id",
    ],
    mapping: {
      text: [["message body"]],
      id: ["message id"],
      date: ["message created at"],
      author: ["message author id", "message author email"],
      email: ["message author email"],
    },
    isHtml: true,
    source: { prefix: "intercom" },
  },
  {
    id: "canny-posts",
    name: { en: "Canny posts", zh: "Canny 帖子" },
    needs: [
      ["title"],
      ["details"],
      ["board", "board.name", "category", "votes", "vote count", "score"],
      ["status"],
    ],
    usual: [
      "board",
      "board.name",
      "score",
      "vote count",
      "votes",
      "comment count",
      "created",
      "author",
      "author name",
      "author.name",
      "author email",
      "tags",
      "url",
    ],
    mapping: {
      text: [["title"], ["details"]],
      id: ["id", "post id", "url"],
      date: ["created", "created at"],
      author: ["author.id", "author name", "author.name", "author"],
      email: ["author email", "author.email"],
    },
    source: { prefix: "canny" },
  },
  {
    id: "fider-posts",
    name: { en: "Fider posts", zh: "Fider 帖子" },
    needs: [["number"], ["title"], ["description"], ["votes count"]],
    usual: [
      "created at",
      "created by",
      "comments count",
      "status",
      "responded by",
      "responded at",
      "response",
      "original number",
      "original title",
      "tags",
    ],
    mapping: {
      text: [["title"], ["description"]],
      id: ["number"],
      date: ["created at"],
      author: ["created by"],
    },
    source: { prefix: "fider" },
  },
  {
    id: "quackback-posts",
    name: { en: "Quackback posts", zh: "Quackback 帖子" },
    needs: [["title"], ["body"], ["board"], ["moderation"]],
    usual: ["id", "author email", "author name", "status", "tags", "vote count", "created at"],
    mapping: {
      text: [["title"], ["body"]],
      id: ["id"],
      date: ["created at"],
      author: ["author name", "author email"],
      email: ["author email"],
    },
    source: { prefix: "quackback" },
  },
  {
    id: "github-issues",
    name: { en: "GitHub issues", zh: "GitHub 议题" },
    needs: [
      ["number"],
      ["title"],
      ["body", "url", "html url"],
      ["state", "author.login", "user.login"],
    ],
    usual: [
      "created at",
      "createdat",
      "closed at",
      "closedat",
      "labels",
      "url",
      "html url",
      "comments",
      "updated at",
      "updatedat",
      "author association",
      "node id",
      "reactions.total count",
    ],
    mapping: {
      text: [["title"], ["body"]],
      id: ["number"],
      date: ["created at", "createdat"],
      author: ["user.login", "author.login"],
    },
    shape: "github-issue",
    source: { prefix: "github" },
  },
  {
    id: "linear-issues",
    name: { en: "Linear issues", zh: "Linear 议题" },
    needs: [["id"], ["team"], ["title"], ["description"], ["creator"]],
    usual: [
      "status",
      "estimate",
      "priority",
      "project",
      "assignee",
      "labels",
      "cycle number",
      "cycle name",
      "created",
      "updated",
      "started",
      "completed",
      "canceled",
      "archived",
    ],
    mapping: {
      text: [["title"], ["description"]],
      id: ["id"],
      date: ["created"],
      author: ["creator"],
    },
    source: { prefix: "linear" },
  },
  {
    id: "jira-issues",
    name: { en: "Jira issues", zh: "Jira 问题" },
    needs: [["summary"], ["issue key"]],
    usual: [
      "issue type",
      "status",
      "project key",
      "priority",
      "assignee",
      "reporter",
      "created",
      "description",
      "labels",
      "issue id",
    ],
    mapping: {
      text: [["summary"], ["description"]],
      id: ["issue key"],
      date: ["created"],
      author: ["reporter", "creator"],
    },
    source: { prefix: "jira" },
  },
  {
    id: "slack-export",
    name: { en: "Slack export", zh: "Slack 导出" },
    needs: [["ts"], ["type"], ["text"]],
    usual: ["user", "client msg id", "team", "@file", "thread ts", "subtype", "reply count"],
    enough: 2,
    mapping: { text: [["text"]], id: ["ts"], date: ["ts"], author: ["user"] },
    shape: "slack-message",
    source: { prefix: "slack" },
  },
  {
    id: "formbricks",
    name: { en: "Formbricks responses", zh: "Formbricks 回答" },
    needs: [
      ["response id", "id"],
      ["survey id", "surveyid"],
    ],
    usual: [
      "timestamp",
      "finished",
      "user id",
      "formbricks id",
      "language",
      "createdat",
      "person.id",
      "data",
      "no.",
    ],
    mapping: {
      text: [],
      id: ["response id", "id"],
      date: ["timestamp", "createdat", "created at"],
      author: ["user id", "person.id", "contact.id", "contactid"],
      email: ["email"],
    },
    shape: "questions",
  },
  {
    id: "typeform",
    name: { en: "Typeform responses", zh: "Typeform 回答" },
    needs: [["#"], ["network id", "response type"], ["submit date (utc)"]],
    usual: ["response type", "start date (utc)", "stage date (utc)", "network id", "tags"],
    mapping: {
      text: [],
      id: ["#"],
      date: ["submit date (utc)"],
      author: ["network id"],
      email: ["email"],
    },
    shape: "questions",
    isHtml: true,
  },
  {
    id: "google-forms",
    name: { en: "Google Forms responses", zh: "Google 表单回答" },
    needs: [FORM_TIMES],
    usual: ["email address", "username", "score", "电子邮件地址", "电子邮箱", "e mail adresse"],
    enough: 1,
    never: [
      "event",
      "distinct id",
      "user id",
      "text",
      "review",
      "content",
      "level",
      "body",
      "message",
      "comment",
      "feedback",
    ],
    mapping: {
      text: [],
      date: FORM_TIMES,
      author: ["email address", "username", "电子邮件地址", "电子邮箱", "e mail adresse"],
      email: ["email address", "电子邮件地址", "电子邮箱", "e mail adresse"],
    },
    shape: "questions",
  },
  {
    id: "wenjuanxing",
    name: { en: "Wenjuanxing responses", zh: "问卷星答卷" },
    needs: [["提交答卷时间"], ["所用时间", "来源", "序号"]],
    usual: ["序号", "所用时间", "来源", "来源详情", "来自ip", "总分"],
    mapping: { text: [], id: ["序号"], date: ["提交答卷时间"], channel: ["来源"] },
    shape: "questions",
  },
  {
    id: "microsoft-forms",
    name: { en: "Microsoft Forms responses", zh: "Microsoft Forms 回答" },
    needs: [["start time", "开始时间"], ["completion time", "完成时间"], ["id"]],
    usual: ["email", "name", "电子邮件", "名称", "last modified time"],
    enough: 2,
    mapping: {
      text: [],
      id: ["id"],
      date: ["completion time", "完成时间"],
      author: ["email", "name", "电子邮件", "名称"],
      email: ["email", "电子邮件"],
    },
    shape: "questions",
  },
  {
    id: "surveymonkey",
    name: { en: "SurveyMonkey responses", zh: "SurveyMonkey 回答" },
    needs: [["respondent id"], ["collector id"], ["start date", "end date"]],
    usual: ["ip address", "email address", "first name", "last name", "custom data 1"],
    enough: 1,
    mapping: {
      text: [],
      id: ["respondent id"],
      date: ["end date", "start date"],
      author: ["email address"],
      email: ["email address"],
    },
    shape: "questions",
  },
];

const OTHER_FORMATS: Readonly<Record<string, KnownExport["name"]>> = {
  survey: { en: "survey responses", zh: "问卷回答" },
  text: { en: "text", zh: "文本" },
  markdown: { en: "Markdown", zh: "Markdown" },
  subtitles: { en: "subtitles", zh: "字幕" },
  transcript: { en: "an interview transcript", zh: "访谈记录" },
  events: { en: "events", zh: "行为事件" },
  "events-capture": { en: "events as they came in", zh: "实时收到的事件" },
};

/** What a format of a plan is called in both languages; null for a plain table. */
export function formatName(format: string): KnownExport["name"] | null {
  return KNOWN_EXPORTS.find(({ id }) => id === format)?.name ?? OTHER_FORMATS[format] ?? null;
}

/** What survey tools write where nothing was answered, and SurveyMonkey below each open question. */
export const NO_ANSWER =
  /^(?:[(（](?:空|跳过|未填写|未作答)[)）]|open-ended response|n\/a|-{1,3})$/i;

/** Columns of survey exports that hold no answer in words, folded. */
export const SURVEY_FACTS =
  /^(?:#|id|no\.|序号|所用时间|来源|来源详情|来自ip|总分|timestamp|时间戳记?|提交答卷时间|response type|.*\(utc\)|network id|tags|email.*|username|score|survey id|surveyid|response id|formbricks id.*|user id|person.*|contact.*|language|finished|country|browser|os|device|url|source|quotas|meta\..*|ttc\..*|createdat|updatedat|created at|@file|@array|电子邮件地址|电子邮箱|e mail adresse|name|名称|电子邮件|last modified time|respondent id|collector id|start date|end date|ip address|first name|last name|start time|completion time|开始时间|完成时间|总用时|答题时长|答卷编号|提交时间|zeitstempel|horodateur|marca temporal|carimbo de data\/hora|タイムスタンプ|時間戳記|informazioni cronologiche)$/;
