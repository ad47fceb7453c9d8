// Pages that ask of events show the way to some where there are none.
import type { EventOverview } from "@heed/core/api";
import { Button, Container, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "../api/client.ts";
import { RunningJobs } from "../collect/running-jobs.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { useWords } from "./analyse-words.ts";
import { SendEvents } from "./send-events.tsx";
import { useOverview } from "./use-events.ts";

/** A page of this stage: its head, and its body once there are events. */
export function EventPage({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead: string;
  readonly children: (overview: EventOverview) => ReactNode;
}) {
  const overview = useOverview();
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <QueryState query={overview}>
          {(data) =>
            data.events === 0 ? (
              <NoEvents />
            ) : (
              <>
                <PageHead title={title} lead={lead} />
                {children(data)}
              </>
            )
          }
        </QueryState>
      </Stack>
    </Container>
  );
}

function NoEvents() {
  const t = useWords();
  const sample = useMutation({ mutationFn: () => api.loadSampleEvents() });
  return (
    <>
      <PageHead title={t("empty.title")} lead={t("empty.lead")} />
      <RunningJobs />
      <Group gap="sm">
        <Button
          radius="xl"
          loading={sample.isPending}
          disabled={sample.isSuccess}
          onClick={() => sample.mutate()}
        >
          {sample.isSuccess ? t("empty.loading") : t("empty.sample")}
        </Button>
        <Text size="sm" c="dimmed" maw={480}>
          {t("empty.sampleHint")}
        </Text>
      </Group>
      {sample.isError && <Failure error={sample.error} />}
      <SendEvents />
    </>
  );
}
