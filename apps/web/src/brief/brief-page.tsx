// Where the loop starts: the question, the users, the outcome, the hypotheses and the rivals, and what to collect for them.
import { Button, Container, Group, List, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useMay } from "../people/may.tsx";

type Brief = Awaited<ReturnType<typeof api.getBrief>>;

export function BriefPage() {
  const { t } = useTranslation();
  const brief = useQuery({ queryKey: ["brief"], queryFn: () => api.getBrief() });
  return (
    <Container size="lg" py="lg" className="column">
      <Stack gap="lg">
        <PageHead title={t("brief.title")} lead={t("brief.lead")} />
        <Findings />
        <QueryState query={brief}>{(stored) => <BriefForm stored={stored} />}</QueryState>
        <Plan />
      </Stack>
    </Container>
  );
}

/** The brief as a person types it: one line each for what is a list. */
interface Draft {
  readonly question: string;
  readonly users: string;
  readonly outcome: string;
  readonly hypotheses: string;
  readonly rivals: string;
}
const FIELDS = ["question", "users", "outcome", "hypotheses", "rivals"] as const;

function draftOf({ question, users, outcome, hypotheses, rivals }: Brief): Draft {
  return {
    question,
    outcome,
    users: users.join("\n"),
    hypotheses: hypotheses.map(({ statement }) => statement).join("\n"),
    rivals: rivals.map(({ name, aliases }) => [name, ...aliases].join(", ")).join("\n"),
  };
}

/** A hypothesis that was not reworded keeps what was set for it. */
function briefOf(draft: Draft, before: Brief): Brief {
  const known = new Map(before.hypotheses.map((hypothesis) => [hypothesis.statement, hypothesis]));
  return {
    question: draft.question,
    outcome: draft.outcome,
    users: linesOf(draft.users),
    hypotheses: linesOf(draft.hypotheses).map((statement, index) => ({
      ...(known.get(statement) ?? { statement, signs: [], expects: "need" as const }),
      id: `H${index + 1}`,
    })),
    rivals: linesOf(draft.rivals).map((line) => {
      const [name, ...aliases] = line.split(/[,，]/).map((part) => part.trim());
      return { name: name!, aliases: aliases.filter((alias) => alias !== "") };
    }),
  };
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function BriefForm({ stored }: { readonly stored: Brief }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayWrite = useMay()("putBrief");
  const [draft, setDraft] = useState(draftOf(stored));
  const save = useMutation({
    mutationFn: () => api.putBrief({ body: briefOf(draft, stored) }),
    onSuccess: () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith("brief"),
      }),
  });
  return (
    <Stack gap="sm">
      {FIELDS.map((field) => (
        <Textarea
          key={field}
          autosize
          readOnly={!mayWrite}
          minRows={field === "hypotheses" ? 3 : 2}
          label={t(`brief.${field}`)}
          description={
            field === "question" || field === "outcome" ? undefined : t("brief.onePerLine")
          }
          placeholder={t(`brief.${field}Example`)}
          value={draft[field]}
          onChange={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })}
        />
      ))}
      <Group>
        {mayWrite && (
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t("common.save")}
          </Button>
        )}
        {save.isSuccess && (
          <Text size="sm" c="dimmed" role="status">
            {t("brief.saved")}
          </Text>
        )}
      </Group>
      {save.isError && <Failure error={save.error} />}
    </Stack>
  );
}

const VERDICT_TONES = {
  supported: "good",
  contradicted: "bad",
  divided: "complaint",
  "too-few": "plain",
  "not-mentioned": "plain",
} as const;

/** What the voices say to each hypothesis. */
function Findings() {
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
      {findings.data.rows.map(({ hypothesis, verdict, supports, contradicts, neutral }) => (
        <Paper key={hypothesis.id} withBorder p="sm" radius="md">
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{hypothesis.statement}</Text>
            <Tag tone={VERDICT_TONES[verdict]}>{t(`brief.${verdict}`)}</Tag>
          </Group>
          <Text size="xs" c="dimmed" className="tabular">
            {t("brief.voices", {
              supporting: supports.people,
              contradicting: contradicts.people,
              neutral: neutral.people,
            })}
          </Text>
        </Paper>
      ))}
    </Stack>
  );
}

/** Survey questions, an interview guide and sources, made from the brief by template. */
function Plan() {
  const { t } = useTranslation();
  const language = currentLanguage();
  const plan = useQuery({ queryKey: ["brief-plan"], queryFn: () => api.getCollectionPlan() });
  if (plan.data === undefined) return null;
  const { survey, interview, sources } = plan.data;
  const items = (lines: readonly { readonly en: string; readonly zh: string }[]) =>
    lines.map((line) => <List.Item key={line.en}>{line[language]}</List.Item>);
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t("brief.plan")}
      </Title>
      <Text fw={600} size="sm">
        {t("brief.survey")}
      </Text>
      <List size="sm" type="ordered">
        {items(survey)}
      </List>
      <Text fw={600} size="sm">
        {t("brief.interview")}
      </Text>
      {interview.map(({ title, lines }) => (
        <div key={title.en}>
          <Text size="sm">{title[language]}</Text>
          <List size="sm">{items(lines)}</List>
        </div>
      ))}
      <Text fw={600} size="sm">
        {t("brief.sources")}
      </Text>
      <List size="sm">{items(sources)}</List>
    </Stack>
  );
}
