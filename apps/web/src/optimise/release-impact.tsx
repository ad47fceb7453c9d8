// One release: a verdict for each theme it was meant to help, and what changed though nobody had planned it.
import type { ReleaseAimsView, ReleaseImpactView } from "@heed/core/api";
import { Group, MultiSelect, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { AnchorLink } from "../components/links.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { Sparkline } from "../components/sparkline.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { leafChoices, useThemes } from "../themes/use-themes.ts";
import { mondayOf } from "../trends/monday-of.ts";
import { RatioScale } from "./ratio-scale.tsx";
import { VERDICT_TONES } from "./verdicts.ts";

type ThemeId = `theme_${number}`;

export function ReleaseImpact({ release }: { readonly release: ReleaseAimsView }) {
  const { t } = useTranslation();
  const { version } = release;
  const client = useQueryClient();
  const impact = useQuery({
    queryKey: ["release-impact", version, release.themeIds],
    queryFn: () => api.getReleaseImpact({ params: { version } }),
  });
  const themes = useThemes();
  const aim = useMutation({
    mutationFn: (ids: ThemeId[]) => api.putReleaseAims({ params: { version }, body: { ids } }),
    onSuccess: (list) => client.setQueryData(["release-aims"], list),
  });
  return (
    <Stack gap="lg">
      <MultiSelect
        searchable
        clearable
        label={t("optimise.aim")}
        description={t("optimise.aimHint")}
        value={aim.isPending ? aim.variables : release.themeIds}
        data={leafChoices(themes.data, "")}
        onChange={(ids) => aim.mutate(ids as ThemeId[])}
      />
      {aim.isError && <Failure error={aim.error} />}
      <QueryState query={impact}>{(told) => <Told impact={told} />}</QueryState>
    </Stack>
  );
}

function Told({ impact }: { readonly impact: ReleaseImpactView }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const { release, themes, unplanned, nearby, looks } = impact;
  return (
    <>
      {themes.map((theme) => (
        <section key={theme.themeId} aria-label={theme.name[language]}>
          <Group justify="space-between" align="flex-start" wrap="wrap" gap="md">
            <div style={{ flex: "1 1 20rem" }}>
              <Group gap="xs">
                <AnchorLink to="/themes/$themeId" params={{ themeId: theme.themeId }} fw={650}>
                  {theme.name[language]}
                </AnchorLink>
                <Tag tone={VERDICT_TONES[theme.verdict]}>{t(`verdict.${theme.verdict}`)}</Tag>
              </Group>
              <Text size="sm">{theme.sentence[language]}</Text>
              {theme.before !== null && theme.after !== null && (
                <Text size="xs" c="dimmed" className="tabular">
                  {t("optimise.sides", {
                    before: rateText(theme.before),
                    after: rateText(theme.after),
                    weeksBefore: theme.before.weeks,
                    weeksAfter: theme.after.weeks,
                  })}
                </Text>
              )}
              {theme.change !== null && <RatioScale change={theme.change} />}
            </div>
            <Sparkline
              weeks={theme.series.weeks.map((weekDate, index) => ({
                weekDate,
                people: theme.series.people[index]!,
              }))}
              flagged={[mondayOf(release.date)]}
              label={t("needs.weekly", { name: theme.name[language] })}
            />
          </Group>
        </section>
      ))}
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
                {name[language]}
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
