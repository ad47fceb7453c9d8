// Questions in SQL over the events: written by hand or drafted from words, run read-only, shown as a table or a chart, kept.
import type { SqlAnswer } from "@heed/core/api";
import {
  Button,
  Group,
  SegmentedControl,
  Stack,
  Table,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Failure, Waiting } from "../components/query-state.tsx";
import { SureButton } from "../components/sure-button.tsx";
import { useWords } from "./analyse-words.ts";
import { EventPage } from "./need-events.tsx";
import { chartOf, SqlChart } from "./sql-chart.tsx";

const EXAMPLES = [
  "SELECT toDate(at) AS day, count() AS events, uniq(person) AS people FROM events GROUP BY day ORDER BY day",
  "SELECT name, count() AS times, uniq(person) AS people FROM events GROUP BY name ORDER BY times DESC",
  "SELECT dateDiff('day', first_at, last_at) AS days, count() AS people FROM people GROUP BY days ORDER BY days",
];
const SHOWN_ROWS = 1_000;

export function SqlPage() {
  const t = useWords();
  return (
    <EventPage title={t("sql.title")} lead={t("sql.lead")}>
      {() => <Notebook />}
    </EventPage>
  );
}

function Notebook() {
  const t = useWords();
  const { q } = useSearch({ from: "/analyse-tabs/analyse/sql" });
  const navigate = useNavigate();
  const asked = typeof q?.sql === "string" ? q.sql : EXAMPLES[0]!;
  const [sql, setSql] = useState(asked);
  const run = useMutation({
    mutationFn: (query: string) => api.askSql({ body: { sql: query, limit: SHOWN_ROWS } }),
  });
  const put = (query: string) => {
    setSql(query);
    run.reset();
  };
  const start = () => {
    void navigate({ to: "/analyse/sql", search: { q: { sql } }, replace: true });
    run.mutate(sql);
  };
  return (
    <>
      <DraftFromWords onDraft={put} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <Textarea
          autosize
          minRows={4}
          maxRows={20}
          required
          label={t("sql.query")}
          spellCheck={false}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 13 } }}
          value={sql}
          onChange={(event) => setSql(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) start();
          }}
        />
        <Group gap="sm" mt="sm">
          <Button type="submit" loading={run.isPending}>
            {t("sql.run")}
          </Button>
          <KeepQuery sql={sql} />
        </Group>
      </form>
      {run.isError && <Failure error={run.error} />}
      {run.isPending && <Waiting />}
      {run.data !== undefined && <Answer answer={run.data} />}
      <KeptQueries onChoose={put} />
      <section aria-labelledby="examples-title">
        <Title order={2} size="h5" id="examples-title" mb={4}>
          {t("sql.examples")}
        </Title>
        <Stack gap={4} align="flex-start">
          {EXAMPLES.map((example) => (
            <Button
              key={example}
              variant="subtle"
              size="compact-xs"
              h="auto"
              mih={28}
              py={4}
              styles={{ label: { whiteSpace: "normal", textAlign: "left" } }}
              onClick={() => put(example)}
            >
              {example}
            </Button>
          ))}
        </Stack>
      </section>
    </>
  );
}

/** The draft stands in the editor, where it is read before anybody runs it. */
function DraftFromWords({ onDraft }: { readonly onDraft: (sql: string) => void }) {
  const t = useWords();
  const [question, setQuestion] = useState("");
  const draft = useMutation({
    mutationFn: () => api.draftSql({ body: { question } }),
    onSuccess: ({ sql }) => sql !== "" && onDraft(sql),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        draft.mutate();
      }}
    >
      <Group gap="sm" align="flex-end">
        <TextInput
          required
          style={{ flex: 1, minWidth: 200 }}
          label={t("sql.question")}
          description={t("sql.noModel")}
          value={question}
          onChange={(event) => setQuestion(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={draft.isPending}>
          {t("sql.write")}
        </Button>
      </Group>
      {draft.isError && <Failure error={draft.error} />}
      {draft.data !== undefined && (
        <Text size="sm" mt="xs" role="status">
          {draft.data.note} {t("sql.written", { model: draft.data.model.name })}
        </Text>
      )}
    </form>
  );
}

function KeepQuery({ sql }: { readonly sql: string }) {
  const t = useWords();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const keep = useMutation({
    mutationFn: () => api.keepQuery({ body: { name, sql } }),
    onSuccess: () => {
      setName("");
      return client.invalidateQueries({ queryKey: ["kept-queries"] });
    },
  });
  return (
    <Group gap="xs">
      <TextInput
        w={180}
        aria-label={t("sql.saveAs")}
        placeholder={t("sql.saveAs")}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={name.trim() === ""}
        loading={keep.isPending}
        onClick={() => keep.mutate()}
      >
        {t("sql.save")}
      </Button>
      {keep.isError && <Failure error={keep.error} />}
    </Group>
  );
}

function KeptQueries({ onChoose }: { readonly onChoose: (sql: string) => void }) {
  const t = useWords();
  const client = useQueryClient();
  const kept = useQuery({ queryKey: ["kept-queries"], queryFn: () => api.listQueries() });
  const remove = useMutation({
    mutationFn: (queryId: string) => api.deleteQuery({ params: { queryId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["kept-queries"] }),
  });
  if (kept.data === undefined || kept.data.rows.length === 0) return null;
  return (
    <section aria-labelledby="kept-title">
      <Title order={2} size="h5" id="kept-title" mb={4}>
        {t("sql.saved")}
      </Title>
      {kept.data.rows.map(({ id, name, sql }) => (
        <Group key={id} gap="xs">
          <Button variant="light" size="compact-sm" onClick={() => onChoose(sql)}>
            <bdi>{name}</bdi>
          </Button>
          <SureButton
            size="compact-xs"
            label={t("sql.delete", { name })}
            ask={t("ask.gone")}
            act={() => remove.mutateAsync(id)}
          />
        </Group>
      ))}
    </section>
  );
}

function Answer({ answer }: { readonly answer: SqlAnswer }) {
  const t = useWords();
  const chart = chartOf(answer);
  const [view, setView] = useState<"chart" | "table">("table");
  return (
    <section aria-live="polite">
      <Group justify="space-between" gap="sm" mb="xs">
        <Text size="sm" className="tabular">
          {t("sql.rows", { count: answer.rows.length })} {answer.isCut ? t("sql.cut") : ""}
        </Text>
        {chart !== null && (
          <SegmentedControl
            size="xs"
            data={(["table", "chart"] as const).map((one) => ({
              value: one,
              label: t(`sql.${one}`),
            }))}
            value={view}
            onChange={(next) => setView(next as "chart" | "table")}
          />
        )}
      </Group>
      {chart !== null && view === "chart" ? <SqlChart chart={chart} /> : <Rows answer={answer} />}
    </section>
  );
}

function Rows({ answer: { columns, rows } }: { readonly answer: SqlAnswer }) {
  return (
    <Table.ScrollContainer minWidth={Math.min(1_600, columns.length * 130)} mah={520}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ name, type }) => (
              <Table.Th key={name} ta={isNumber(type) ? "right" : undefined} title={type}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of an answer have no names.
            <Table.Tr key={index}>
              {row.map((cell, place) => (
                <Table.Td
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column.
                  key={place}
                  className="tabular"
                  ta={isNumber(columns[place]!.type) ? "right" : undefined}
                  style={{ overflowWrap: "anywhere" }}
                >
                  {typeof cell === "string" ? cell : JSON.stringify(cell)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function isNumber(type: string): boolean {
  return /^(?:Nullable\()?(?:U?Int|Float|Decimal)/.test(type);
}
