// The wireframe of a specification's stories: plain, or with screens that a chosen model proposes; shown where nothing can run.
import { apiUrl, type SpecView, type WireframeView } from "@heed/core/api";
import { Button, Group, Stack, Switch, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "../api/client.ts";
import { Failure, Waiting } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useMay } from "../people/may.tsx";
import { useDesignWords } from "./design-words.ts";

export function Wireframe({ spec }: { readonly spec: SpecView }) {
  const t = useDesignWords();
  const may = useMay();
  const stop = useRef<AbortController | null>(null);
  const writer = useQuery({ queryKey: ["spec-writer"], queryFn: () => api.getSpecWriter() });
  // Asked on wish only, never again by itself: each question may cost.
  const propose = useMutation({
    mutationFn: () => {
      stop.current = new AbortController();
      return api.proposeWireframe(
        { params: { specId: spec.id }, body: { language: currentLanguage() } },
        { signal: stop.current.signal },
      );
    },
  });
  useEffect(() => () => stop.current?.abort(), []);
  if (!spec.claims.some(({ section }) => section === "stories")) return null;
  // The latest version is what is drawn; of an earlier one no model is asked.
  const model =
    may("proposeWireframe") && spec.version === spec.latest ? (writer.data?.model ?? null) : null;
  const isProposed = model !== null && !propose.isIdle;
  return (
    <section aria-labelledby="wireframe-title">
      <Title order={2} size="h4" mb="xs" id="wireframe-title">
        {t("spec.wireframe")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t("spec.wireframeLead")}
      </Text>
      {model !== null && (
        <Switch
          mb="sm"
          className="no-print"
          checked={isProposed}
          label={t("spec.wireframeModel", { model })}
          description={t("spec.wireframeModelHint")}
          onChange={(event) => {
            if (event.currentTarget.checked) return propose.mutate();
            stop.current?.abort();
            propose.reset();
          }}
        />
      )}
      {!isProposed && <Plain spec={spec} />}
      {isProposed && propose.isPending && <Waiting />}
      {isProposed && propose.error !== null && (
        <Failure error={propose.error} onRetry={() => propose.mutate()} />
      )}
      {isProposed && propose.data !== undefined && <Proposed id={spec.id} drawn={propose.data} />}
    </section>
  );
}

function Plain({ spec }: { readonly spec: SpecView }) {
  const t = useDesignWords();
  const address = apiUrl("getWireframe", {
    params: { specId: spec.id },
    query: { lang: currentLanguage() },
  });
  return (
    <Stack gap="xs">
      <iframe
        key={spec.version}
        className="wireframe"
        title={t("spec.wireframe")}
        src={address}
        sandbox=""
        referrerPolicy="no-referrer"
        loading="lazy"
      />
      <a href={address} target="_blank" rel="noreferrer" className="quiet-link">
        {t("spec.wireframeOpen")}
      </a>
    </Stack>
  );
}

function Proposed({
  id,
  drawn: { html, model, failure },
}: {
  readonly id: SpecView["id"];
  readonly drawn: WireframeView;
}) {
  const t = useDesignWords();
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed" role="status">
        {model === null
          ? t("spec.wireframeFailed", { code: failure })
          : t("spec.wireframeProposed", { model: model.name })}
      </Text>
      <iframe
        className="wireframe"
        title={t("spec.wireframe")}
        srcDoc={html}
        sandbox=""
        referrerPolicy="no-referrer"
      />
      <Group className="no-print">
        <Button size="xs" variant="default" onClick={() => save(`${id}-wireframe.html`, html)}>
          {t("spec.wireframeSave")}
        </Button>
      </Group>
    </Stack>
  );
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/html" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
