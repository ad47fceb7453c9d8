// One release: a verdict for each theme and matter it was meant to help, and what changed though nobody had planned it.
import type { ReleaseAimsView, ReleaseImpactView } from "@heed/core/api";
import { Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { BelowHeadline } from "../components/headline.tsx";
import { AnchorLink } from "../components/links.tsx";
import { QueryState } from "../components/query-state.tsx";
import { Sparkline } from "../components/sparkline.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useMatterWords } from "../matters/matter-words.ts";
import { useThemeHeadline } from "../themes/use-themes.ts";
import { mondayOf } from "../trends/monday-of.ts";
import { AimPicker } from "./aim-picker.tsx";
import { RatioScale } from "./ratio-scale.tsx";
import { VERDICT_TONES } from "./verdicts.ts";

export function ReleaseImpact({ release }: { readonly release: ReleaseAimsView }) {
  const { version, themeIds, matterIds } = release;
  const impact = useQuery({
    queryKey: ["release-impact", version, themeIds, matterIds],
    queryFn: () => api.getReleaseImpact({ params: { version } }),
  });
  return (
    <Stack gap="lg">
      <AimPicker release={release} />
      <QueryState query={impact}>{(told) => <Told impact={told} />}</QueryState>
    </Stack>
  );
}

function Told({ impact }: { readonly impact: ReleaseImpactView }) {
  const { t } = useTranslation();
  const word = useMatterWords();
  const language = currentLanguage();
  const headlineOf = useThemeHeadline();
  const { release, themes, matters, questions, unplanned, nearby, looks } = impact;
  return (
    <>
      {impact.together !== null && (
        <Judged
          told={impact.together}
          releasedOn={release.date}
          name={t("optimise.together")}
          title={<Text fw={650}>{t("optimise.together")}</Text>}
        />
      )}
      {matters.map((matter) => (
        <Judged
          key={matter.matterId}
          told={matter}
          releasedOn={release.date}
          name={matter.name[language]}
          title={
            <>
              <Text fw={650}>{matter.name[language]}</Text>
              <Tag tone={matter.standing === "after-verdict" ? "complaint" : "plain"}>
                {word(`standing.${matter.standing}`)}
              </Tag>
            </>
          }
          more={
            <>
              <Text size="xs" c="dimmed">
                {matter.note[language]}
              </Text>
              <Text size="xs" c="dimmed" lineClamp={3}>
                {word("words", { words: matter.lists.map((list) => list.join(", ")).join(" + ") })}
              </Text>
              <AnchorLink to="/inbox" search={{ matter: matter.matterId }} size="xs">
                {word("rows")}
              </AnchorLink>
            </>
          }
        />
      ))}
      {themes.map((theme) => {
        const headline = headlineOf(theme.themeId);
        const name = headline?.text ?? theme.name[language];
        return (
          <Judged
            key={theme.themeId}
            told={theme}
            releasedOn={release.date}
            name={name}
            title={
              <AnchorLink to="/themes/$themeId" params={{ themeId: theme.themeId }} fw={650}>
                {name}
              </AnchorLink>
            }
            below={headline !== null && <BelowHeadline headline={headline} size="xs" />}
          />
        );
      })}
      {matters.length > 0 && questions > 1 && (
        <Text size="xs" c="dimmed">
          {word("questions", { count: questions })}
        </Text>
      )}
      <section>
        <Title order={2} size="h5">
          {t("optimise.unplanned")}
        </Title>
        <Text size="xs" c="dimmed" mb="xs">
          {t("optimise.looks", { count: looks })}
        </Text>
        {unplanned.length === 0 && <Text size="sm">{t("optimise.noUnplanned")}</Text>}
        <Stack gap="xs">
          {unplanned.map(({ themeId, name, direction, change }) => (
            <Group key={themeId} gap="xs" wrap="wrap">
              <Tag tone={VERDICT_TONES[direction]}>{t(`verdict.${direction}`)}</Tag>
              <AnchorLink to="/themes/$themeId" params={{ themeId }} size="sm">
                {headlineOf(themeId)?.text ?? name[language]}
              </AnchorLink>
              <Text size="sm" c="dimmed" className="tabular">
                {changeText(change)}
              </Text>
            </Group>
          ))}
        </Stack>
      </section>
      {nearby.length > 0 && (
        <Text size="sm" c="dimmed">
          {t("optimise.nearby", { versions: nearby.join(", "), date: dayText(release.date) })}
        </Text>
      )}
    </>
  );
}

/** A verdict with its rates, its interval and its weeks. */
function Judged({
  told,
  releasedOn,
  name,
  title,
  below,
  more,
}: {
  readonly told: NonNullable<ReleaseImpactView["together"]>;
  readonly releasedOn: string;
  readonly name: string;
  readonly title: ReactNode;
  /** What stands under the title. */
  readonly below?: ReactNode;
  /** What stands under the sentence. */
  readonly more?: ReactNode;
}) {
  const { t } = useTranslation();
  const { verdict, sentence, before, after, change, series } = told;
  return (
    <section aria-label={name}>
      <Group justify="space-between" align="flex-start" wrap="wrap" gap="md">
        <div style={{ flex: "1 1 20rem" }}>
          <Group gap="xs">
            {title}
            <Tag tone={VERDICT_TONES[verdict]}>{t(`verdict.${verdict}`)}</Tag>
          </Group>
          {below}
          <Text size="sm">{sentence[currentLanguage()]}</Text>
          {more}
          {before !== null && after !== null && (
            <Text size="xs" c="dimmed" className="tabular">
              {t("optimise.sides", {
                before: rateText(before),
                after: rateText(after),
                weeksBefore: before.weeks,
                weeksAfter: after.weeks,
              })}
            </Text>
          )}
          {change !== null && <RatioScale change={change} />}
        </div>
        <Sparkline
          weeks={series.weeks.map((weekDate, index) => ({
            weekDate,
            people: series.people[index]!,
          }))}
          flagged={[mondayOf(releasedOn)]}
          label={t("needs.weekly", { name })}
        />
      </Group>
    </section>
  );
}

function rateText({ people, exposure }: { people: number; exposure: number }): string {
  return exposure === 0 ? `${people}` : `${((people / exposure) * 100).toFixed(1)} %`;
}

function changeText({
  ratio,
  low,
  high,
}: {
  ratio: number | null;
  low: number;
  high: number | null;
}) {
  const digits = (value: number | null) => (value === null ? "∞" : value.toFixed(2));
  return `×${digits(ratio)} (${digits(low)}–${digits(high)})`;
}
