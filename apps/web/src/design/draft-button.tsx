// Drafts a specification from a need and opens it; on wish a model writes its sentences, and is watched.
import type { SpecTemplate } from "@heed/core/api";
import { Button, Group, Menu } from "@mantine/core";
import { IconChevronDown, IconPencil } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { useDesignWords } from "./design-words.ts";
import { WatchedDraft } from "./watched-draft.tsx";

const TEMPLATES = ["full", "one-page", "experiment"] as const satisfies readonly SpecTemplate[];

export function DraftButton({ needId }: { readonly needId: `need_${number}` }) {
  const t = useDesignWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const draft = useMutation({
    mutationFn: (template: SpecTemplate) => api.draftSpec({ body: { needId, template } }),
    onSuccess: ({ id }) => void navigate({ to: "/design/specs/$specId", params: { specId: id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["specs"] }),
  });
  const [isWatching, setWatching] = useState(false);
  return (
    <div>
      <Group gap={4} wrap="nowrap">
        <Button
          variant="light"
          leftSection={<IconPencil size={16} aria-hidden />}
          loading={draft.isPending}
          onClick={() => draft.mutate("full")}
        >
          {t("draft.button")}
        </Button>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button variant="light" px={8} aria-label={t("list.template")}>
              <IconChevronDown size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {TEMPLATES.map((template) => (
              <Menu.Item key={template} onClick={() => draft.mutate(template)}>
                {t(`list.templates.${template}`)}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item onClick={() => setWatching(true)}>{t("draft.withModel")}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {isWatching && <WatchedDraft needId={needId} onClose={() => setWatching(false)} />}
      {draft.error !== null && <Failure error={draft.error} />}
    </div>
  );
}
