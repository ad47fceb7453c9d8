// What the experiments that test a specification told, beside its claims; and the way to plan the next.
import { Group, Text, Title } from "@mantine/core";
import { ButtonLink } from "../components/links.tsx";
import { QueryState } from "../components/query-state.tsx";
import { May } from "../people/may.tsx";
import { ToldExperiments } from "./need-experiments.tsx";
import { useSpecExperiments } from "./spec-picker.tsx";
import { useWords } from "./words.ts";

export function SpecExperiments({ specId }: { readonly specId: string }) {
  const t = useWords();
  const told = useSpecExperiments(specId);
  return (
    <section aria-labelledby="experiments-title">
      <Title order={2} size="h4" mb="xs" id="experiments-title">
        {t("spec.title")}
      </Title>
      <QueryState query={told}>
        {({ experiments }) =>
          experiments.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t("spec.untested")}
            </Text>
          ) : (
            <ToldExperiments experiments={experiments} />
          )
        }
      </QueryState>
      <May call="createExperiment">
        <Group mt="sm" className="no-print">
          <ButtonLink
            variant="light"
            size="xs"
            to="/optimise/experiments"
            search={{ spec: specId }}
            hash="plan-title"
          >
            {t("spec.plan")}
          </ButtonLink>
        </Group>
      </May>
    </section>
  );
}
