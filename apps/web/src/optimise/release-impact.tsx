// One release: a verdict for each theme it was meant to help, and what changed though nobody had planned it.
import type { ReleaseAimsView, ReleaseImpactView } from "@heed/core/api";
import { Button, Group, MultiSelect, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { AnchorLink } from "../components/links.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { Sparkline } from "../components/sparkline.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useMay } from "../people/may.tsx";
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
  const mayAim = useMay()("putReleaseAims");
  const aim = useMutation({
    mutationFn: (ids: ThemeId[]) => api.putReleaseAims({ params: { version }, body: { ids } }),
    onSuccess: (list) => client.setQueryData(["release-aims"], list),
  });
  return (
    <Stack gap="lg">
      <MultiSelect
        readOnly={!mayAim}
        searchable
        clearable={mayAim}
        label={t("optimise.aim")}
        description={t("optimise.aimHint")}
        value={aim.isPending ? aim.variables : release.themeIds}
        data={leafChoices(themes.data, "")}
        onChange={(ids) => aim.mutate(ids as ThemeId[])}
      />
      {mayAim && release.suggested.length > 0 && !aim.isPending && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t("optimise.suggested")}
          </Text>
          {release.suggested.map((id) => (
            <Tag key={id} tone="plain">
              {themes.data?.rows.find((theme) => theme.id === id)?.name[currentLanguage()] ?? id}
            </Tag>
          ))}
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => aim.mutate([...release.suggested])}
          >
            {t("optimise.useSuggested")}
          </Button>
        </Group>
      )}
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
      {impact.together !== null && (
        <Judged
          told={impact.together}
          releasedOn={release.date}
          name={t("optimise.together")}
          title={<Text fw={650}>{t("optimise.together")}</Text>}
        />
      )}
      {themes.map((theme) => (
        <Judged
          key={theme.themeId}
          told={theme}
          releasedOn={release.date}
          name={theme.name[language]}
          title={
            <AnchorLink to="/themes/$themeId" params={{ themeId: theme.themeId }} fw={650}>
              {theme.name[language]}
            </AnchorLink>
          }
        />
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

/** A verdict with its rates, its interval and its weeks. */
function Judged({
  told,
  releasedOn,
  name,
  title,
}: {
  readonly told: NonNullable<ReleaseImpactView["together"]>;
  readonly releasedOn: string;
  readonly name: string;
  readonly title: ReactNode;
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
          <Text size="sm">{sentence[currentLanguage()]}</Text>
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
