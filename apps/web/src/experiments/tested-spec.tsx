// The specification that an experiment tests, as a link; and a dialog that links another.
import type { ExperimentView } from "@heed/core/api";
import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Dialog } from "../components/dialog.tsx";
import { AnchorLink } from "../components/links.tsx";
import { Failure } from "../components/query-state.tsx";
import { May } from "../people/may.tsx";
import { SpecPicker, specTitle, useSpecs } from "./spec-picker.tsx";
import { useWords } from "./words.ts";

export function TestedSpec({
  experiment: { id, requirement },
}: {
  readonly experiment: ExperimentView;
}) {
  const t = useWords();
  const specs = useSpecs();
  const [isLinking, setLinking] = useState(false);
  const spec = specs.find((one) => one.id === requirement);
  return (
    <Group gap={6}>
      {requirement !== "" && (
        <Text size="sm">
          {t("one.tests")}{" "}
          {spec === undefined ? (
            <bdi>{requirement}</bdi>
          ) : (
            <AnchorLink to="/design/specs/$specId" params={{ specId: spec.id }} size="sm">
              <bdi>{specTitle(spec)}</bdi>
            </AnchorLink>
          )}
        </Text>
      )}
      {specs.length > 0 && (
        <May call="changeExperiment">
          <Button size="compact-xs" variant="subtle" onClick={() => setLinking(true)}>
            {t("one.link")}
          </Button>
        </May>
      )}
      {isLinking && (
        <LinkDialog id={id} linked={spec?.id ?? null} onClose={() => setLinking(false)} />
      )}
    </Group>
  );
}

function LinkDialog({
  id,
  linked,
  onClose,
}: {
  readonly id: string;
  readonly linked: string | null;
  readonly onClose: () => void;
}) {
  const t = useWords();
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const [spec, setSpec] = useState(linked);
  const link = useMutation({
    mutationFn: () =>
      api.changeExperiment({ params: { experimentId: id }, body: { requirement: spec ?? "" } }),
    onSuccess: async () => {
      await Promise.all(
        [["experiment", id], ["experiments"], ["spec-experiments"]].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
      onClose();
    },
  });
  return (
    <Dialog title={t("one.link")} onClose={onClose}>
      <Stack gap="sm">
        <SpecPicker value={spec} onPick={setSpec} />
        {link.isError && <Failure error={link.error} />}
        <Group gap="xs">
          <Button loading={link.isPending} onClick={() => link.mutate()}>
            {t("spec.save")}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {common("common.cancel")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
