// Makes a collection plan of a brief by template: what to ask in a survey, what in an interview, and where to listen.
import type { Brief } from "./brief.ts";

/** One line in both languages. */
export interface PlanLine {
  readonly en: string;
  readonly zh: string;
}

export interface SurveyQuestion extends PlanLine {
  readonly answer: "text" | "one-of" | "scale-5";
  readonly options?: readonly PlanLine[];
  /** Hypothesis that the question tests. */
  readonly tests?: string;
}

export interface PlanSection {
  readonly title: PlanLine;
  readonly lines: readonly PlanLine[];
}

export interface CollectionPlan {
  readonly survey: readonly SurveyQuestion[];
  readonly interview: readonly PlanSection[];
  readonly sources: readonly PlanLine[];
}

const line = (en: string, zh: string): PlanLine => ({ en, zh });

/** The plan: a survey of at most 5 + hypotheses questions, an interview guide and the sources to pull. The brief's words are kept. */
export function collectionPlan(brief: Brief): CollectionPlan {
  return { survey: surveyOf(brief), interview: interviewOf(brief), sources: sourcesOf(brief) };
}

function surveyOf({ users, hypotheses, rivals }: Brief): SurveyQuestion[] {
  const who: SurveyQuestion[] =
    users.length < 2
      ? []
      : [
          {
            ...line("Which describes you best?", "哪一项最符合你？"),
            answer: "one-of",
            options: [...users.map((user) => line(user, user)), line("None of these", "都不是")],
          },
        ];
  const compared: SurveyQuestion[] =
    rivals.length === 0
      ? []
      : [
          {
            ...line("Which of these did you use in the last month?", "过去一个月你用过哪些？"),
            answer: "one-of",
            options: [...rivals.map(({ name }) => line(name, name)), line("None", "都没用过")],
          },
        ];
  return [
    ...who,
    {
      ...line(
        "Tell us about the last time you tried to do this. What happened?",
        "说说你最近一次做这件事的经过：发生了什么？",
      ),
      answer: "text",
    },
    {
      ...line("What was the hardest part, and why?", "哪一步最难？为什么？"),
      answer: "text",
    },
    ...hypotheses.map(
      ({ id, statement }): SurveyQuestion => ({
        ...line(
          `How true is this for you? “${statement}”`,
          `下面这句话符合你的情况吗？“${statement}”`,
        ),
        answer: "scale-5",
        tests: id,
      }),
    ),
    ...compared,
    {
      ...line("What have we not asked that we should have?", "还有什么是我们该问而没问的？"),
      answer: "text",
    },
  ];
}

function interviewOf({ question, users, outcome, hypotheses, rivals }: Brief): PlanSection[] {
  return [
    {
      title: line("Opening (5 min)", "开场（5 分钟）"),
      lines: [
        line(
          "Ask whether you may record, and say that there are no wrong answers.",
          "先征得录音同意，并说明没有错误答案。",
        ),
        line(
          `Whom to invite: five people of each kind (${users.join("; ") || "your users"}).`,
          `邀请谁：每类各五位（${users.join("；") || "你的用户"}）。`,
        ),
        line(
          `Keep to yourself what you want to know: ${question}`,
          `心里记住要回答的问题，不要直接问：${question}`,
        ),
      ],
    },
    {
      title: line("The last time (15 min)", "最近一次（15 分钟）"),
      lines: [
        line(
          "When did you last do this? Start at the beginning.",
          "你上一次做这件事是什么时候？请从头讲起。",
        ),
        line("What did you try first? What then?", "你先试了什么？后来呢？"),
        line("What did it cost you: time, money, nerves?", "为此付出了什么：时间、金钱、心情？"),
        line("How did you get by without a solution?", "没有解决办法时你怎么凑合的？"),
      ],
    },
    {
      title: line(
        "The guesses, never as leading questions (15 min)",
        "检验假设，切勿诱导（15 分钟）",
      ),
      lines: hypotheses.map(({ id, statement }) =>
        line(
          `${id}: ask for a time when this happened, and for one when it did not: “${statement}”`,
          `${id}：请对方举一个发生过的例子，再举一个没发生的例子：“${statement}”`,
        ),
      ),
    },
    {
      title: line("What else there is (5 min)", "其他选择（5 分钟）"),
      lines: [
        ...rivals.map(({ name }) =>
          line(
            `Have you used ${name}? What made you stay, or leave?`,
            `用过 ${name} 吗？为什么留下，或为什么离开？`,
          ),
        ),
        line(
          `If it worked, what would be different?${outcome === "" ? "" : ` (We hope for: ${outcome})`}`,
          `如果解决了，会有什么不同？${outcome === "" ? "" : `（我们期望：${outcome}）`}`,
        ),
        line("Whom else should we talk to?", "还应该和谁聊聊？"),
      ],
    },
  ].filter(({ lines }) => lines.length > 0);
}

function sourcesOf({ rivals }: Brief): PlanLine[] {
  return [
    line(
      "Your own store reviews of the last twelve months, every country.",
      "自家应用近十二个月的商店评论，所有国家和地区。",
    ),
    line(
      "Support tickets with plan and revenue of the account.",
      "客服工单，附带账户的套餐与收入。",
    ),
    line(
      "Answers to the survey above; reasons given when people cancel.",
      "上面问卷的回答，以及用户取消订阅时填写的原因。",
    ),
    ...rivals.map(({ name }) =>
      line(
        `Store reviews of ${name}, imported as a rival's.`,
        `${name} 的商店评论，导入时标记为竞品。`,
      ),
    ),
    line("Transcripts of the interviews, speakers named.", "访谈逐字稿，标明说话人。"),
  ];
}
