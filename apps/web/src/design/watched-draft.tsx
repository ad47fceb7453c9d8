// A specification while a model writes it: each claim as it is checked, a way to stop that keeps nothing, then the whole.
import { ApiError, type ClaimView, type Problem, type SpecView } from "@heed/core/api";
import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { Dialog } from "../components/dialog.tsx";
import { Failure } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { ClaimCard } from "./claim-card.tsx";
import "./design.css";
import { useDesignWords } from "./design-words.ts";
import { readEvents } from "./read-events.ts";

interface WatchedDraftProps {
  readonly needId: `need_${number}`;
  /** Called when it was stopped, or a failure was read. */
  readonly onClose: () => void;
}

export function WatchedDraft({ needId, onClose }: WatchedDraftProps) {
  const t = useDesignWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [claims, setClaims] = useState<readonly ClaimView[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const watch = async () => {
      const response = await api.streamSpecDraft(
        { body: { needId, language: currentLanguage() } },
        { signal: stop.signal },
      );
      for await (const { event, data } of readEvents(response)) {
        if (stop.signal.aborted) return;
        if (event === "claim") {
          const claim = JSON.parse(data) as ClaimView;
          setClaims((before) => [...before, claim]);
        } else if (event === "draft") {
          const { specId } = JSON.parse(data) as { specId: SpecView["id"] };
          await navigate({ to: "/design/specs/$specId", params: { specId } });
          return client.invalidateQueries({ queryKey: ["specs"] });
        } else if (event === "problem") throw new ApiError(JSON.parse(data) as Problem);
      }
      if (!stop.signal.aborted) setCut(true);
    };
    watch().catch((failure: unknown) => {
      if (!stop.signal.aborted) setError(failure);
    });
    // Going away stops the model, and nothing is kept.
    return () => stop.abort();
  }, [needId, client, navigate]);
  const hasEnded = error !== null || isCut;
  return (
    <Dialog title={t("draft.writing")} onClose={onClose}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("draft.watched")}
        </Text>
        <Group gap="sm">
          {!hasEnded && <Loader size="sm" aria-hidden />}
          <Button variant="default" onClick={onClose}>
            {t(hasEnded ? "draft.close" : "draft.stop")}
          </Button>
        </Group>
        {error !== null && <Failure error={error} />}
        {isCut && (
          <Text role="alert" c="red">
            {t("draft.cut")}
          </Text>
        )}
        <Stack gap="xs" role="log" aria-label={t("draft.writing")}>
          {claims.map((claim) => (
            <div key={claim.id}>
              <Text size="xs" c="dimmed">
                {t(`spec.section.${claim.section}`)}
              </Text>
              <ClaimCard claim={claim} />
            </div>
          ))}
        </Stack>
      </Stack>
    </Dialog>
  );
}
