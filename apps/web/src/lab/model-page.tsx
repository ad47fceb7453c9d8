// One model: the four honest answers, its figures, why it answers so, and the way into the pipeline.
import { apiUrl, type LabModelDetail } from "@heed/core/api";
import { Anchor, Container, SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { PageHead } from "../components/page-head.tsx";
import { QueryState } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { AskMedia } from "./ask-media.tsx";
import { AskModel } from "./ask-model.tsx";
import { EvaluationView } from "./evaluation-view.tsx";
import { useLabWords } from "./lab-words.ts";
import { MeasureBox } from "./measure-box.tsx";
import { PromoteBox } from "./promote-box.tsx";
import { RobustnessBox } from "./robustness-box.tsx";

export type ModelId = `${string}@${number}`;

export function ModelPage() {
  const { modelId } = useParams({ strict: false }) as { modelId: ModelId };
  const model = useQuery({
    queryKey: ["lab-model", modelId],
    queryFn: () => api.getLabModel({ params: { modelId } }),
  });
  return (
    <Container size="lg" py="lg">
      <QueryState query={model}>{(data) => <Model model={data} />}</QueryState>
    </Container>
  );
}

function Model({ model }: { readonly model: LabModelDetail }) {
  const t = useLabWords();
  const language = currentLanguage();
  const card = apiUrl("getLabCard", { params: { modelId: model.id }, query: { lang: language } });
  return (
    <Stack gap="xl">
      <PageHead
        title={model.id}
        lead={`${model.target} · ${model.recipe} · ${t("models.on", { count: model.dataset.examples, dataset: model.dataset.name })}`}
      >
        <Anchor href={card} target="_blank" rel="noreferrer">
          {t("model.card")}
        </Anchor>
      </PageHead>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {(["quality", "data", "time", "safety"] as const).map((name) => (
          <div key={name} className="voice">
            <Text className="eyebrow">{t(`model.answers.${name}`)}</Text>
            <Text size="sm">{model.answers[name][language]}</Text>
          </div>
        ))}
      </SimpleGrid>
      {model.task === "text" && <AskModel modelId={model.id} />}
      {(model.task === "image" || model.task === "audio") && (
        <AskMedia modelId={model.id} task={model.task} />
      )}
      <PromoteBox model={model} />
      <EvaluationView model={model} />
      <MeasureBox model={model} />
      <RobustnessBox modelId={model.id} />
    </Stack>
  );
}
