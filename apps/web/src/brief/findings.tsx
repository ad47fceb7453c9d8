// What the voices say to each hypothesis: a verdict, its counts, and the words behind each count.
import type { BriefFindings } from "@heed/core/api";
import { Button, Group, Paper, Skeleton, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { AnchorLink } from "../components/links.tsx";
import { Failure } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { useMay } from "../people/may.tsx";

const VERDICT_TONES = {
  supported: "good",
  contradicted: "bad",
  divided: "complaint",
  "too-few": "plain",
  "not-mentioned": "plain",
} as const;
const SIDES = ["supports", "contradicts", "neutral"] as const;
type Finding = BriefFindings["rows"][number];
type Side = (typeof SIDES)[number];
/** So many voices of a side are shown. */
const SHOWN = 6;

export function Findings() {
  const { t } = useTranslation();
  const findings = useQuery({
    queryKey: ["brief-findings"],
    queryFn: () => api.getBriefFindings(),
  });
  if (findings.data === undefined || findings.data.rows.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t("brief.findings")}
      </Title>
      {findings.data.rows.map((finding) => (
        <FindingCard key={finding.hypothesis.id} finding={finding} />
      ))}
    </Stack>
  );
}

function FindingCard({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Side | null>(null);
  const { hypothesis, verdict } = finding;
  return (
    <Paper withBorder p="sm" radius="lg">
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600}>{hypothesis.statement}</Text>
        <Tag tone={VERDICT_TONES[verdict]}>{t(`brief.${verdict}`)}</Tag>
      </Group>
      <Group gap="md" mt={4}>
        {SIDES.map((side) => {
          const { people } = finding[side];
          const words = t(`brief.side-${side}`, { count: people });
          return people === 0 ? (
            <Text key={side} size="sm" c="dimmed">
              {words}
            </Text>
          ) : (
            <UnstyledButton
              key={side}
              className="side-count tabular"
              aria-expanded={open === side}
              onClick={() => setOpen(open === side ? null : side)}
            >
              {words}
            </UnstyledButton>
          );
        })}
      </Group>
      <ReadAs hypothesis={hypothesis} />
      {open !== null && <Voices ids={finding[open].mentionIds.slice(0, SHOWN)} />}
    </Paper>
  );
}

/** What the statement was taken to claim, and the way to say that it claims the other. */
function ReadAs({ hypothesis: { id, expects } }: Pick<Finding, "hypothesis">) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayWrite = useMay()("putBrief");
  const other: typeof expects = expects === "praise" ? "need" : "praise";
  const turn = useMutation({
    mutationFn: async () => {
      const brief = await api.getBrief();
      const hypotheses = brief.hypotheses.map((one) =>
        one.id === id ? { ...one, expects: other } : one,
      );
      return api.putBrief({ body: { ...brief, hypotheses } });
    },
    onSuccess: () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith("brief"),
      }),
  });
  return (
    <>
      <Group gap="xs" mt={2}>
        <Text size="xs" c="dimmed">
          {t(`brief.claims-${expects}`)}
        </Text>
        {mayWrite && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={turn.isPending}
            onClick={() => turn.mutate()}
          >
            {t(`brief.read-as-${other}`)}
          </Button>
        )}
      </Group>
      {turn.isError && <Failure error={turn.error} />}
    </>
  );
}

/** The words of mentions, cut out of their items by their offsets. */
function Voices({ ids }: { readonly ids: Finding["supports"]["mentionIds"] }) {
  const { t } = useTranslation();
  const items = useQueries({
    queries: ids.map((id) => {
      const itemId = id.slice(0, id.indexOf(".")) as `item_${number}`;
      return { queryKey: ["item", itemId], queryFn: () => api.getItem({ params: { itemId } }) };
    }),
  });
  return (
    <Stack gap="xs" mt="sm">
      {ids.map((id, index) => {
        const item = items[index]?.data;
        if (item === undefined) return <Skeleton key={id} height={40} radius="md" data-waiting />;
        const mention = item.mentions.find((one) => one.id === id);
        return (
          <div key={id}>
            <blockquote className="quote" lang={item.language}>
              <bdi>
                {mention === undefined ? item.text : item.text.slice(mention.start, mention.end)}
              </bdi>
            </blockquote>
            <Text size="xs" c="dimmed" mt={2}>
              {[item.writtenAt === null ? null : dayText(item.writtenAt), item.source]
                .filter((fact) => fact !== null)
                .join(" · ")}{" "}
              <AnchorLink
                to="/items/$itemId"
                params={{ itemId: item.id }}
                size="xs"
                className="quiet-link"
              >
                {t("need.openItem")}
              </AnchorLink>
            </Text>
          </div>
        );
      })}
    </Stack>
  );
}
