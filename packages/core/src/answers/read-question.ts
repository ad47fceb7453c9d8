// What a question asks for, told by rules: which feedback, about what, and whether to count, to rank or to listen.
import type { CountFilter } from "../counts/count-query.ts";
import { InvalidInput } from "../errors.ts";

/** Values that a workspace holds, so that a question can name them. */
export interface QuestionVocabulary {
  readonly versions: readonly string[];
  readonly sources: readonly string[];
  readonly rivals: readonly string[];
}

export interface ReadQuestion {
  /** Words to search for; empty when the question is about everything. */
  readonly about: string;
  readonly filter: CountFilter;
  /** `ranking`: what is said most; `voices`: what is said about something. */
  readonly wants: "ranking" | "voices";
  /** The language it is asked in. */
  readonly language: "en" | "zh";
}

const LONGEST = 500;

const KIND_CUES: readonly (readonly [RegExp, NonNullable<CountFilter["kind"]>])[] = [
  [/\bbugs?\b|\bdefects?\b|缺陷|漏洞|[Bb]ug/u, ["bug"]],
  [
    /\bcomplain(?:s|ts?|ing|ed)?\b|\bannoy\w*|\bhates?\b|\bdislikes?\b|抱怨|吐槽|不满|讨厌/u,
    ["bug", "complaint"],
  ],
  [
    /\b(?:feature )?requests?\b|\bwish(?:es)?\b|\bask(?:s|ed|ing)? for\b|\bwant(?:s|ed)?\b|请求|诉求|希望有|想要|需求/u,
    ["request"],
  ],
  [
    /\bprais(?:e|es|ed|ing)\b|\bloves?\b|\blikes?\b|\bhappy\b|喜欢|夸|好评|满意的?地方/u,
    ["praise"],
  ],
];
const LANGUAGE_CUES: readonly (readonly [RegExp, string])[] = [
  [/\bchinese(?:[- ]speaking)?\b|中文(?:用户)?|国内用户/iu, "zh"],
  [/\benglish(?:[- ]speaking)?\b|英文(?:用户)?|英语(?:用户)?/iu, "en"],
];
const RANKING =
  /\b(?:most|top|main|biggest|common(?:ly|est)?|often|important|urgent|worst|frequent(?:ly)?|prioriti[sz]e|overall|in general|rank\w*)\b|最(?:多|大|常|想|需|重|急|严重|迫切)|主要|首要|排名|排行|整体|总体|哪些问题|有哪些(?:问题|需求|抱怨)/iu;
/** Words of asking, that no mention need hold. */
const ASKING_EN = new Set(
  (
    "anybody anyone anything everybody everyone somebody someone nobody a about all am an and any are as at be been being but by can could did do does doing each ever every feedback find for from get give had has have how i if in into is it its " +
    "just kind least list many me mention mentions mentioned more most much my need needs of often on or our people person please problem problems product reason reasons report reports review " +
    "reviews say saying says said should show so some someone summarise summarize tell than that the their them there these they thing things think this those to top us use user users using " +
    "voice voices feature features functionality was we were what when where which who whom whose why will with would you your customer customers issue issues main biggest common commonly important worst frequent frequently talk talking app"
  ).split(" "),
);
const ASKING_ZH =
  /为什么|为何|怎么样|怎么|怎样|如何|什么|哪些|哪个|哪里|哪种|有没有|是不是|是否|有多少|多少|几个|多大|最多|最大|最常|最想要|最需要|最|主要|首要|用户们?|大家|人们|客户|顾客|有人|反馈|提到|提及|说过?(?!明)|认为|觉得|评价|评论|看法|意见|功能|特性|关于|对于|对(?!话)|请问|请|告诉我?|列出|总结|一下|问题|需求|抱怨|吐槽|原因|的|了|吗|呢|吧|是|在|有|和|与|及|我们|产品|应用|想要|希望|被|都|会(?![员议话计])|(?<![功性智职])能|(?<![重主])要/gu;

/** Reads a question of at most 500 characters. @throws `question-not-valid` when it is empty or longer. */
export function readQuestion(typed: string, known: QuestionVocabulary): ReadQuestion {
  const question = typed.normalize("NFKC").replace(/\s+/gu, " ").trim();
  if (question === "" || question.length > LONGEST || !/[\p{L}\p{N}]/u.test(question))
    throw notValid(question);
  const { filter, rest } = readFilters(question, known);
  const language =
    (question.match(/\p{sc=Han}/gu) ?? []).length * 2 > question.length / 2 ? "zh" : "en";
  const about = contentWords(rest);
  return {
    about,
    filter,
    language,
    wants: about === "" || (RANKING.test(question) && about.length < 3) ? "ranking" : "voices",
  };
}

function readFilters(question: string, known: QuestionVocabulary) {
  let rest = question;
  const filter: { -readonly [Field in keyof CountFilter]: CountFilter[Field] } = {};
  const take = (pattern: RegExp): boolean => {
    if (!pattern.test(rest)) return false;
    rest = rest.replace(pattern, " ");
    return true;
  };
  for (const [cue, kinds] of KIND_CUES)
    if (filter.kind === undefined && take(cue)) filter.kind = kinds;
  for (const [cue, language] of LANGUAGE_CUES)
    if (take(cue)) filter.language = [...(filter.language ?? []), language];
  const stars = /([1-5])\s*(?:-\s*)?(?:stars?\b|星)/iu.exec(rest);
  if (stars !== null && take(stars[0] === "" ? /$^/u : new RegExp(asPattern(stars[0]), "u")))
    filter.rating = [Number(stars[1])];
  for (const [field, names] of [
    ["version", known.versions],
    ["source", known.sources],
    ["rival", known.rivals],
  ] as const) {
    const named = names.filter(
      (name) =>
        name.length > 1 &&
        take(
          new RegExp(
            `(?<![\\p{L}\\p{N}.])v?${asPattern(name)}(?:['’]s)?(?![\\p{L}\\p{N}]|\\.\\p{N})`,
            "iu",
          ),
        ),
    );
    if (named.length > 0) filter[field] = named;
  }
  return { filter, rest };
}

function asPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}

function contentWords(rest: string): string {
  const plain = rest.replace(/[^\p{L}\p{N}.'-]+/gu, " ").replace(ASKING_ZH, " ");
  const words = plain
    .split(" ")
    .map((word) => word.replace(/^[.'-]+|[.'-]+$|['’]s$/gu, ""))
    .filter(
      (word) => word !== "" && /[\p{L}\p{N}]/u.test(word) && !ASKING_EN.has(word.toLowerCase()),
    );
  return words.slice(0, 16).join(" ").slice(0, 300);
}

function notValid(question: string): InvalidInput {
  return new InvalidInput(
    "question-not-valid",
    `The question cannot be used: received ${question.length} characters, expected words, at most ${LONGEST} characters.`,
    {
      hint: "Ask one question, such as: why do people lose notes?",
      zh: {
        message: `这个问题无法使用：需要有文字，且不超过 ${LONGEST} 个字符。`,
        hint: "请提一个问题，例如：用户为什么丢笔记？",
      },
    },
  );
}
