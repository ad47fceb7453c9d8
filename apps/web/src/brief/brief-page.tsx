// Where the loop starts: the question, the users, the outcome, the hypotheses and the rivals, and what to collect for them.
import type { BriefRequest } from "@heed/core/api";
import { Button, Container, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { useMay } from "../people/may.tsx";
import { Plan } from "./collection-plan.tsx";
import { Findings } from "./findings.tsx";

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
function briefOf(draft: Draft, before: Brief): BriefRequest {
  const known = new Map(before.hypotheses.map((hypothesis) => [hypothesis.statement, hypothesis]));
  return {
    question: draft.question,
    outcome: draft.outcome,
    users: linesOf(draft.users),
    hypotheses: linesOf(draft.hypotheses).map((statement, index) => ({
      ...(known.get(statement) ?? { statement, signs: [] }),
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
