// Whose vectors themes and search go by, and that another choice is at work only after the next analysis.
import { Button, Group, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { May } from "../people/may.tsx";
import { useModelWords } from "./model-words.ts";

/** Name of the embedder that stands for no choice. */
const BUILT_IN = "heed-embedder";

/** `chosen` is the first model of the choice, null for the built-in embedder. */
export function EncoderNote({ chosen }: { readonly chosen: string | null }) {
  const t = useModelWords();
  const workspace = useQuery({ queryKey: ["workspace"], queryFn: () => api.getWorkspace() });
  const analyse = useMutation({ mutationFn: () => api.startAnalysis() });
  const now = workspace.data?.models.embedder?.name;
  if (now === undefined) return null;
  const told = (name: string) => (name === BUILT_IN ? t("own") : name);
  const next = chosen ?? BUILT_IN;
  if (next === now)
    return (
      <Text size="xs" c="dimmed">
        {t("embedNow", { model: told(now) })}
      </Text>
    );
  return (
    <Group gap="xs" role="note">
      <Text size="xs">{t("embedLater", { now: told(now), next: told(next) })}</Text>
      <May call="startAnalysis">
        <Button
          size="xs"
          variant="default"
          loading={analyse.isPending}
          disabled={analyse.isSuccess}
          onClick={() => analyse.mutate()}
        >
          {t("embedAnalyse")}
        </Button>
      </May>
      {analyse.isError && <Failure error={analyse.error} />}
    </Group>
  );
}
