// Asks a model about a sentence and shows what its answer rests on, with a check that this is so.
import type { ExplanationView } from "@heed/core/api";
import { Button, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type CSSProperties, type ReactNode, useState } from "react";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { share } from "./figure-texts.ts";
import { useLabWords } from "./lab-words.ts";
import type { ModelId } from "./model-page.tsx";

export function AskModel({ modelId }: { readonly modelId: ModelId }) {
  const t = useLabWords();
  const [text, setText] = useState("");
  const ask = useMutation({
    mutationFn: (words: string) =>
      api.explainWithLabModel({ params: { modelId }, body: { text: words } }),
  });
  return (
    <section aria-labelledby="lab-ask">
      <Title order={2} size="h4" id="lab-ask" mb="xs">
        {t("ask.title")}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") ask.mutate(text.trim());
        }}
      >
        <Group gap="xs" align="flex-end">
          <TextInput
            style={{ flex: 1, minWidth: 200 }}
            aria-label={t("ask.placeholder")}
            placeholder={t("ask.placeholder")}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" loading={ask.isPending}>
            {t("ask.go")}
          </Button>
        </Group>
      </form>
      {ask.isError && <Failure error={ask.error} />}
      {ask.data !== undefined && <Explained explanation={ask.data} text={ask.variables} />}
    </section>
  );
}

function Explained({
  explanation: { answer, parts, faithfulness, similar },
  text,
}: {
  readonly explanation: ExplanationView;
  readonly text: string;
}) {
  const t = useLabWords();
  const shares = faithfulness && {
    top: share(faithfulness.withoutTop),
    random: share(faithfulness.withoutRandom),
  };
  return (
    <Paper withBorder p="md" radius="lg" mt="sm" aria-live="polite">
      <Stack gap="xs">
        <Group gap="md">
          {answer.shares.slice(0, 4).map(({ label, probability }, at) => (
            <Text key={label} fw={at === 0 ? 700 : 400} c={at === 0 ? undefined : "dimmed"}>
              {label} {share(probability)}
            </Text>
          ))}
        </Group>
        <p className="lab-words">
          <bdi>{weighed(text, parts)}</bdi>
        </p>
        <Text size="xs" c="dimmed">
          {t("ask.rests")}
        </Text>
        {faithfulness !== null && shares !== null && (
          <Text size="xs" c="dimmed">
            {t(faithfulness.isFaithful ? "ask.holds" : "ask.fails", shares)}
          </Text>
        )}
        {similar.length > 0 && (
          <div>
            <Text className="eyebrow">{t("ask.similar")}</Text>
            {similar.map(({ example, label, text: words }) => (
              <Text key={example} size="sm" lineClamp={1}>
                <b>{label}</b> {words}
              </Text>
            ))}
          </div>
        )}
      </Stack>
    </Paper>
  );
}

/** Words shaded by their weight against the heaviest one. */
function weighed(text: string, parts: ExplanationView["parts"]): ReactNode[] {
  const most = Math.max(1e-6, ...parts.map(({ weight }) => Math.abs(weight)));
  const nodes: ReactNode[] = [];
  let at = 0;
  for (const { start, end, weight } of parts) {
    nodes.push(text.slice(at, start));
    const words = text.slice(start, end);
    const style = { "--weight": `${Math.round((70 * Math.max(0, weight)) / most)}%` };
    nodes.push(
      weight < -0.1 * most ? (
        <s key={start}>{words}</s>
      ) : (
        <b key={start} style={style as CSSProperties}>
          {words}
        </b>
      ),
    );
    at = end;
  }
  nodes.push(text.slice(at));
  return nodes;
}
