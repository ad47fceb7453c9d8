// The first reading under way: how far it is, and meanwhile what people said, in their own words.
import type { WorkspaceSummary } from "@heed/core/api";
import { Skeleton, Stack, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { PageHead } from "../components/page-head.tsx";
import { DraftList } from "./draft-list.tsx";
import { RunningJobs, useJobs } from "./running-jobs.tsx";
import { useImport } from "./use-import.tsx";

/** The stages of an analysis that a reader of the page waits for, in order. */
const STEPS = ["read", "split", "understand", "themes", "rank"] as const;
/** What comes after them is written, not waited for. */
const STAGES: readonly string[] = [...STEPS, "write"];
const QUOTES = 9;
/** Short enough to be read in passing, long enough to say something. */
const LEAST_UNITS = 12;
const MOST_UNITS = 160;

export function FirstReading({ summary }: { readonly summary: WorkspaceSummary }) {
  const { t } = useTranslation();
  const desk = useImport();
  const { items, people } = summary.counts;
  return (
    <Stack gap="lg">
      <PageHead
        title={t("firstReading.title")}
        lead={
          items === 0
            ? t("firstReading.lead")
            : t("firstReading.heard", {
                items: items.toLocaleString(),
                people: people.toLocaleString(),
              })
        }
      />
      <Steps />
      <RunningJobs />
      <DraftList desk={desk} />
      {items === 0 ? <Shadows /> : <Meanwhile items={items} />}
    </Stack>
  );
}

/** Which of the stages are done, which is at work, which are to come. */
function Steps() {
  const { t } = useTranslation();
  const stage = useJobs().find(({ status }) => status === "running")?.stage ?? STEPS[0];
  // Vectors of a chosen encoder are made on the way to themes.
  const at = STAGES.indexOf(stage === "encode" ? "themes" : stage);
  return (
    <ol className="steps">
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === at ? "step" : undefined} data-done={index < at}>
          {index < at ? <IconCheck size={15} aria-hidden /> : <i aria-hidden />}
          {t(`stageName.${step}`)}
        </li>
      ))}
    </ol>
  );
}

function Shadows() {
  return (
    <Stack gap="xs" aria-hidden>
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} height={104} radius="lg" />
      ))}
    </Stack>
  );
}

function Meanwhile({ items }: { readonly items: number }) {
  const { t } = useTranslation();
  const said = useQuery({
    queryKey: ["items", "meanwhile", items],
    queryFn: () => api.listItems({ query: { limit: 60, order: "newest" } }),
  });
  const shown = (said.data?.rows ?? [])
    .filter(({ text }) => text.length >= LEAST_UNITS && text.length <= MOST_UNITS)
    .slice(0, QUOTES);
  if (said.isPending) return <Shadows />;
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="meanwhile">
      <Text component="h2" className="eyebrow" id="meanwhile" mb="xs">
        {t("firstReading.meanwhile")}
      </Text>
      <div className="masonry">
        {shown.map(({ id, text, language }) => (
          <Link key={id} to="/items/$itemId" params={{ itemId: id }} className="voice said">
            <blockquote className="hero-quote" lang={language}>
              “<bdi>{text}</bdi>”
            </blockquote>
          </Link>
        ))}
      </div>
    </section>
  );
}
