// One specification: its claims with what each rests on, what is to be looked at again, and everything to do with it.
import { SPEC_SECTIONS, type SpecView } from "@heed/core/api";
import { Alert, Button, Container, Group, Stack, Text, Title, Tooltip } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Dialog } from "../components/dialog.tsx";
import { AnchorLink } from "../components/links.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { SpecExperiments } from "../experiments/spec-experiments.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { ClaimCard } from "./claim-card.tsx";
import "./design.css";
import { useDesignWords } from "./design-words.ts";
import { SpecEditor } from "./spec-editor.tsx";
import { Coverage, Dissent, TakeAlong, Versions } from "./spec-sides.tsx";
import { Wireframe } from "./spec-wireframe.tsx";

export function SpecPage() {
  const { specId } = useParams({ from: "/design-tabs/design/specs/$specId" });
  return <OneSpec key={specId} id={specId as SpecView["id"]} />;
}

function OneSpec({ id }: { readonly id: SpecView["id"] }) {
  const [version, setVersion] = useState<number | null>(null);
  const [isEditing, setEditing] = useState(false);
  const spec = useQuery({
    queryKey: ["spec", id, version],
    queryFn: () =>
      api.getSpec({ params: { specId: id }, query: version === null ? {} : { version } }),
  });
  return (
    <Container size="lg" py="lg">
      <QueryState query={spec}>
        {(shown) => (
          <Stack gap="xl">
            <Head
              spec={shown}
              isEditing={isEditing}
              onEdit={() => setEditing(true)}
              onShow={setVersion}
            />
            {isEditing ? (
              <SpecEditor spec={shown} onDone={() => setEditing(false)} />
            ) : (
              <>
                <Sections spec={shown} />
                <Wireframe key={shown.version} spec={shown} />
                <SpecExperiments specId={shown.id} />
                <Coverage coverage={shown.coverage} />
                <Dissent dissent={shown.dissent} />
                <Versions
                  spec={shown}
                  onShow={(next) => setVersion(next === shown.latest ? null : next)}
                />
              </>
            )}
          </Stack>
        )}
      </QueryState>
    </Container>
  );
}

interface HeadProps {
  readonly spec: SpecView;
  readonly isEditing: boolean;
  readonly onEdit: () => void;
  readonly onShow: (version: number | null) => void;
}

function Head({ spec, isEditing, onEdit, onShow }: HeadProps) {
  const t = useDesignWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isSure, setSure] = useState(false);
  const params = { specId: spec.id };
  const settle = () =>
    client
      .invalidateQueries({ queryKey: ["spec", spec.id] })
      .then(() => client.invalidateQueries({ queryKey: ["specs"] }));
  const refresh = useMutation({
    mutationFn: () => api.refreshSpec({ params, body: { after: spec.latest } }),
    onSettled: settle,
  });
  const restore = useMutation({
    mutationFn: () =>
      api.restoreSpec({ params, body: { after: spec.latest, version: spec.version } }),
    onSuccess: () => onShow(null),
    onSettled: settle,
  });
  const remove = useMutation({
    mutationFn: () => api.deleteSpec({ params }),
    onSuccess: () =>
      void navigate({ to: "/design" }).then(() =>
        client.invalidateQueries({ queryKey: ["specs"] }),
      ),
  });
  const isLatest = spec.version === spec.latest;
  const error = refresh.error ?? restore.error ?? remove.error;
  const counts = (basis: SpecView["claims"][number]["basis"]) =>
    spec.claims.filter((claim) => claim.basis === basis).length;
  return (
    <div>
      <AnchorLink to="/design" size="sm">
        {t("spec.back")}
      </AnchorLink>
      <Title order={1} fz={30} mt={6} className="matter">
        {spec.title[currentLanguage()] || spec.title.en || spec.title.zh}
      </Title>
      <Group gap="sm" mt={4}>
        <Text size="sm" c="dimmed" className="tabular">
          {t("list.version", { version: spec.version })} · {t(`spec.change.${spec.change}`)} ·{" "}
          {dayText(spec.at)}
        </Text>
        {spec.needId !== null && (
          <AnchorLink to="/needs/$needId" params={{ needId: spec.needId }} size="sm">
            {t("spec.need")}
          </AnchorLink>
        )}
        {(["quoted", "counted", "supported", "assumption"] as const).map((basis) =>
          counts(basis) === 0 ? null : (
            <Tag key={basis} tone="plain">
              {t(`spec.basis.${basis}`)} {counts(basis)}
            </Tag>
          ),
        )}
      </Group>
      {spec.model !== null && (
        <Text size="sm" c="dimmed">
          {t("spec.byModel", { model: spec.model.name })}
        </Text>
      )}
      {!isEditing && (
        <Group gap="xs" mt="md" className="no-print">
          {isLatest && <Button onClick={onEdit}>{t("spec.edit")}</Button>}
          {isLatest && (
            <Tooltip label={t("spec.refreshHint")} multiline maw={320}>
              <Button
                variant="default"
                loading={refresh.isPending}
                onClick={() => refresh.mutate()}
              >
                {t("spec.refresh")}
              </Button>
            </Tooltip>
          )}
          <TakeAlong specId={spec.id} />
          <Button variant="subtle" color="red" onClick={() => setSure(true)}>
            {t("spec.delete")}
          </Button>
        </Group>
      )}
      {!isLatest && (
        <Alert
          variant="light"
          mt="md"
          title={t("spec.isOld", { version: spec.version, latest: spec.latest })}
        >
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => onShow(null)}>
              {t("spec.showLatest")}
            </Button>
            <Button size="xs" loading={restore.isPending} onClick={() => restore.mutate()}>
              {t("spec.restore")}
            </Button>
          </Group>
        </Alert>
      )}
      {spec.stale > 0 && (
        <Alert color="orange" variant="light" mt="md" role="status">
          <Text size="sm">{t("spec.staleNote", { count: spec.stale })}</Text>
        </Alert>
      )}
      {error !== null && <Failure error={error} />}
      {isSure && (
        <Dialog title={t("spec.delete")} onClose={() => setSure(false)}>
          <Text mb="md">{t("spec.deleteSure")}</Text>
          <Group gap="xs">
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t("spec.delete")}
            </Button>
            <Button variant="subtle" onClick={() => setSure(false)}>
              {t("spec.cancel")}
            </Button>
          </Group>
        </Dialog>
      )}
    </div>
  );
}

function Sections({ spec }: { readonly spec: SpecView }) {
  const t = useDesignWords();
  return (
    <Stack gap="lg">
      {SPEC_SECTIONS.map((section) => {
        const claims = spec.claims.filter((claim) => claim.section === section);
        if (claims.length === 0) return null;
        return (
          <section key={section} aria-labelledby={`section-${section}`}>
            <Title order={2} size="h4" mb="xs" id={`section-${section}`}>
              {t(`spec.section.${section}`)}
            </Title>
            <Stack gap="xs">
              {claims.map((claim) => (
                <ClaimCard key={claim.id} claim={claim} />
              ))}
            </Stack>
          </section>
        );
      })}
    </Stack>
  );
}
