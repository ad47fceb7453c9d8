// How the terminal tells what a release did.
import type { Impact, ImpactSide } from "@heed/core";
import {
  changeText,
  type MeasuredMatter,
  type MeasuredTheme,
  type ReleaseImpact,
  writeTerms,
} from "@heed/workbench";
import { type Language, table } from "../output.ts";

const VERDICTS = {
  fell: { en: "fell", zh: "下降" },
  rose: { en: "rose", zh: "上升" },
  "no-change": { en: "no change", zh: "未见变化" },
  "cannot-tell": { en: "cannot tell", zh: "无法判断" },
} as const;

export function impactText(measured: ReleaseImpact, language: Language): string[] {
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  const { release, themes, matters, unplanned, nearby, exposure, looks } = measured;
  const per =
    exposure === "users" ? say("per user", "按用户数") : say("of people heard", "按发声人数");
  const head = `${release.version} · ${release.date} · ${per}`;
  const near =
    nearby.length === 0
      ? []
      : [
          say(
            `Releases within 4 weeks may share what is seen: ${nearby.join(", ")}`,
            `四周内还有其他版本，变化可能与之有关：${nearby.join("、")}`,
          ),
        ];
  const planned =
    themes.length + matters.length === 0
      ? [
          say(
            `Nothing is linked to it. Say what it was meant to help: heed releases link ${release.version} THEME... (or a matter, see heed matters)`,
            `尚未关联主题。关联：heed releases link ${release.version} 主题...（或议题，见 heed matters）`,
          ),
        ]
      : [
          ...summary(measured, language),
          ...(measured.together === null
            ? []
            : ["", ...detail(wholeOf(measured.together), language)]),
          ...matters.flatMap((matter) => ["", ...matterDetail(matter, language)]),
          ...themes.flatMap((theme) => ["", ...detail(theme, language)]),
          ...sharing(measured, language),
        ];
  const others = unplanned.map(({ name, themeId, direction, change }) => {
    const size = changeText(change)[language];
    return `  ${name[language]} (${themeId}): ${VERDICTS[direction][language]}, ${size}`;
  });
  const title = say(
    `Changed without being planned (corrected for ${looks} looks)`,
    `计划外的变化（已按 ${looks} 次比较校正）`,
  );
  const none = say("  nothing beyond chance", "  没有超出偶然的变化");
  return [head, ...near, "", ...planned, "", title, ...(others.length === 0 ? [none] : others)];
}

/** All linked themes together, told as if they were one. */
function wholeOf(together: NonNullable<ReleaseImpact["together"]>): MeasuredTheme {
  const name = { en: "all of these together", zh: "以上合计" };
  return { ...together, name, themeId: "theme_0", parts: [] };
}

/** How many questions share the level, where there is more than one. */
function sharing({ questions, themes, matters }: ReleaseImpact, language: Language): string[] {
  if (questions < 2) return [];
  const asked = themes.length + Number(themes.length > 1) + matters.length;
  const tried = questions - asked;
  const en = `The level is shared by ${questions} questions`;
  const zh = `显著性水平由 ${questions} 个问题分担`;
  if (tried === 0) return ["", language === "en" ? `${en}.` : `${zh}。`];
  return [
    "",
    language === "en"
      ? `${en}, ${tried} of them matters with words that it was held to earlier.`
      : `${zh}，其中 ${tried} 个是该版本此前用过的议题用词。`,
  ];
}

/** A matter: its verdict, when its words were fixed, what they are, and where to look at what they found. */
function matterDetail(matter: MeasuredMatter, language: Language): string[] {
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  const { matterId, words, note } = matter;
  const [head, sentence, ...rest] = detail(
    { ...matter, themeId: matterId as never, parts: [] },
    language,
  );
  const lists = words.lists.map((list) => writeTerms(list).join(", ")).join(say(" + ", " + "));
  return [
    head!,
    sentence!,
    `  ${note[language]}`,
    ...rest,
    `  ${say("words", "用词")}: ${lists}`,
    `  ${say("what they find and miss", "查看命中与遗漏")}: heed matters show ${matterId}`,
  ];
}

function summary({ themes, matters, together }: ReleaseImpact, language: Language): string[] {
  const judged = matters.map((matter) => ({ ...matter, themeId: matter.matterId as string }));
  const rows = [...judged, ...themes, ...(together === null ? [] : [wholeOf(together)])];
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  const titles = [
    matters.length === 0 ? say("theme", "主题") : say("matter, theme", "议题、主题"),
    say("id", "编号"),
    say("before", "发布前"),
    say("after", "发布后"),
    say("change", "变化"),
    say("verdict", "结论"),
  ];
  return table(
    titles.map((title, index) => ({
      title,
      most: 36,
      align: index === 2 || index === 3 ? ("right" as const) : ("left" as const),
    })),
    rows.map(({ name, themeId, impact }) => [
      name[language],
      themeId === "theme_0" ? "" : themeId,
      rate(impact.before),
      rate(impact.after),
      impact.change === null ? "–" : changeText(impact.change)[language],
      VERDICTS[impact.verdict][language],
    ]),
  );
}

function detail(
  { name, themeId, impact, sentence, parts }: MeasuredTheme,
  language: Language,
): string[] {
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  const { before, after, placebo, versions, isCut, besideTrend } = impact;
  const lines = [sentence[language]];
  if (before !== null && after !== null) {
    lines.push(
      `${say("weeks compared", "比较的周")}: ${span(before)} (${before.weeks}) / ${span(after)} (${after.weeks})${methodText(impact, language)}`,
    );
  }
  if (isCut.before || isCut.after) {
    lines.push(say("cut short where the rate had changed at another time", "已在其他变化处截断"));
  }
  if (besideTrend !== null && impact.method === "level") {
    lines.push(`${say("beside a trend", "扣除趋势")}: ${changeText(besideTrend)[language]}`);
  }
  if (versions.ok) {
    lines.push(
      `${say("new versions against old ones", "新旧版本对比")}: ${changeText(versions)[language]} · ${versions.weeks} ${say("weeks", "周")}`,
    );
  }
  if (placebo !== null) {
    const strong = Math.round(placebo.share * (placebo.placebos + 1)) - 1;
    lines.push(
      `${say("as strong a step at other weeks", "其他周出现同样大变化")}: ${strong} / ${placebo.placebos}`,
    );
  }
  if (parts.length > 0) {
    lines.push(
      `${say("opened beside it or split off since, counted apart", "此后在旁新出现或拆出、单独统计的主题")}: ${parts.join(" ")}`,
    );
  }
  const id = themeId === "theme_0" ? "" : ` (${themeId})`;
  return [`${name[language]}${id}`, ...lines.map((line) => `  ${line}`)];
}

function methodText({ method, hasSeason }: Impact, language: Language): string {
  if (method === null) return "";
  const words = {
    trend: { en: "step beside a trend", zh: "扣除趋势的阶跃" },
    level: { en: "levels", zh: "前后水平" },
    versions: { en: "versions", zh: "版本" },
  }[method][language];
  const season = hasSeason ? (language === "en" ? ", yearly season" : "、年度季节") : "";
  return ` · ${words}${season}`;
}

function rate(side: ImpactSide | null): string {
  if (side === null) return "–";
  return `${side.people}/${Math.round(side.exposure)}`;
}

function span({ fromWeek, toWeek }: ImpactSide): string {
  return `${fromWeek} – ${toWeek}`;
}
