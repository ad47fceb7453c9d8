// The last stage: each release with what it was meant to help, and whether it did.
import type { ReleaseAimsView } from "@heed/core/api";
import {
  Accordion,
  Button,
  Container,
  Group,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { WhenAnalysed } from "../components/when-analysed.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { May } from "../people/may.tsx";
import { useThemeHeadline } from "../themes/use-themes.ts";
import { ReleaseImpact } from "./release-impact.tsx";
import { VERDICT_TONES } from "./verdicts.ts";

export function OptimisePage() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const releases = useQuery({ queryKey: ["release-aims"], queryFn: () => api.listReleaseAims() });
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <PageHead title={t("optimise.title")} lead={t("optimise.lead")} />
        <QueryState query={releases}>
          {({ rows, areListed }) => (
            <>
              {!areListed && rows.length > 0 && (
                <Text size="sm" c="dimmed">
                  {t("optimise.heard")}
                </Text>
              )}
              <Tally rows={rows} />
              {rows.length === 0 && (
                <WhenAnalysed noNeeds={t("nothing.optimise")}>
                  <Text c="dimmed">{t("optimise.none")}</Text>
                </WhenAnalysed>
              )}
              <Accordion variant="separated" radius="lg" value={open} onChange={setOpen}>
                {rows.map((release) => (
                  <Accordion.Item key={release.version} value={release.version}>
                    <Accordion.Control>
                      <ReleaseHead release={release} />
                    </Accordion.Control>
                    <Accordion.Panel>
                      {open === release.version && <ReleaseImpact release={release} />}
                    </Accordion.Panel>
                  </Accordion.Item>
                ))}
              </Accordion>
              <May call="putReleases">
                <EditReleases rows={rows} areListed={areListed} />
              </May>
            </>
          )}
        </QueryState>
      </Stack>
    </Container>
  );
}

const VERDICTS = ["fell", "rose", "no-change", "cannot-tell"] as const;

/** How many of the measured aims fell, rose, stayed or cannot be told, over all releases. */
function Tally({ rows }: { readonly rows: readonly ReleaseAimsView[] }) {
  const { t } = useTranslation();
  const verdicts = rows.flatMap(({ outcomes, matterOutcomes }) =>
    [...matterOutcomes, ...outcomes].map(({ verdict }) => verdict),
  );
  if (verdicts.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      {VERDICTS.map((verdict) => (
        <div key={verdict} className="voice">
          <Text className="eyebrow">{t(`verdict.${verdict}`)}</Text>
          <Text fw={720} fz={26} lh={1.3} className="tabular" c={COLOURS[verdict]}>
            {verdicts.filter((one) => one === verdict).length}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`verdictHint.${verdict}`)}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
const COLOURS = {
  fell: "var(--tone-good)",
  rose: "var(--tone-bad)",
  "no-change": undefined,
  "cannot-tell": "dimmed",
} as const;

function ReleaseHead({ release }: { readonly release: ReleaseAimsView }) {
  const { t } = useTranslation();
  const headlineOf = useThemeHeadline();
  const { version, date, notes, themeIds, matterIds, matterOutcomes } = release;
  const language = currentLanguage();
  const outcomes = [
    ...matterOutcomes.map((one) => ({ ...one, id: one.matterId, name: one.name[language] })),
    ...release.outcomes.map((one) => ({
      ...{ ...one, id: one.themeId },
      name: headlineOf(one.themeId)?.text ?? one.themeId,
    })),
  ];
  const told = outcomes.filter(({ verdict }) => verdict !== "cannot-tell");
  const untold = outcomes.filter(({ verdict }) => verdict === "cannot-tell");
  return (
    <Group gap="md" wrap="nowrap" align="baseline">
      <div style={{ minWidth: "6.5rem" }}>
        <Text fw={680} className="tabular">
          {version}
        </Text>
        <Text size="xs" c="dimmed">
          {dayText(date)}
        </Text>
      </div>
      <div>
        {notes !== null && (
          <Text size="sm" lineClamp={2}>
            {notes[language]}
          </Text>
        )}
        <Group gap={6}>
          {told.map(({ id, name, verdict }) => (
            <Text key={id} size="xs">
              <Tag tone={VERDICT_TONES[verdict]}>{t(`verdict.${verdict}`)}</Tag> {name}
            </Text>
          ))}
          {untold.length > 0 && (
            <Text size="xs" c="dimmed">
              {t("optimise.untold", {
                names: untold.map(({ name }) => name).join(" · "),
              })}
            </Text>
          )}
          {outcomes.length === 0 && (
            <Text size="xs" c="dimmed">
              {themeIds.length + matterIds.length === 0
                ? t("optimise.noAim")
                : t("optimise.aims", { count: themeIds.length + matterIds.length })}
            </Text>
          )}
        </Group>
      </div>
    </Group>
  );
}

/** The team's own list, one line a release: `4.2.0, 2026-06-16`. */
function EditReleases({
  rows,
  areListed,
}: {
  readonly rows: readonly ReleaseAimsView[];
  readonly areListed: boolean;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [words, setWords] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (lines: string) => {
      const notes = new Map(rows.map((row) => [row.version, row.notes] as const));
      return api.putReleases({
        body: {
          rows: linesOf(lines).map(([version = "", date = ""]) => ({
            ...{ version, date },
            notes: notes.get(version) ?? null,
          })),
        },
      });
    },
    onSuccess: () => setWords(null),
    onSettled: () => client.invalidateQueries(),
  });
  if (words === null)
    return (
      <Group>
        <Button
          variant="default"
          onClick={() =>
            setWords(rows.map(({ version, date }) => `${version}, ${date}`).join("\n"))
          }
        >
          {t(areListed ? "optimise.editList" : "optimise.makeList")}
        </Button>
      </Group>
    );
  return (
    <Stack gap="xs">
      <Textarea
        autosize
        minRows={4}
        label={t("optimise.list")}
        description={t("optimise.listHint")}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {save.isError && <Failure error={save.error} />}
      <Group gap="xs">
        <Button loading={save.isPending} onClick={() => save.mutate(words)}>
          {t("common.save")}
        </Button>
        <Button variant="subtle" onClick={() => setWords(null)}>
          {t("common.cancel")}
        </Button>
      </Group>
    </Stack>
  );
}

function linesOf(words: string): string[][] {
  return words
    .split("\n")
    .map((line) => line.split(/[,，\t]/).map((part) => part.trim()))
    .filter(([version]) => version !== undefined && version !== "");
}
