// What a release was meant to help: themes, matters told by words, and what its notes suggest of either.
import type { MatterView, ReleaseAimsView } from "@heed/core/api";
import { Button, Group, MultiSelect, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { type MatterDraft, MatterEditor } from "../matters/matter-editor.tsx";
import { useMatterWords } from "../matters/matter-words.ts";
import { useMatters } from "../matters/use-matters.ts";
import { useMay } from "../people/may.tsx";
import { themeChoosing } from "../themes/theme-choice.tsx";
import { leafChoices, useThemeHeadline, useThemes } from "../themes/use-themes.ts";

type AimId = ReleaseAimsView["themeIds"][number] | ReleaseAimsView["matterIds"][number];

const NOTHING: MatterDraft = { matter: null, name: "", lists: [] };

export function AimPicker({ release }: { readonly release: ReleaseAimsView }) {
  const { t } = useTranslation();
  const word = useMatterWords();
  const { version } = release;
  const client = useQueryClient();
  const themes = useThemes();
  const headlineOf = useThemeHeadline();
  const matters = useMatters();
  const may = useMay();
  const mayAim = may("putReleaseAims");
  const [draft, setDraft] = useState<MatterDraft | null>(null);
  const aim = useMutation({
    mutationFn: (ids: AimId[]) => api.putReleaseAims({ params: { version }, body: { ids } }),
    onSuccess: (list) => client.setQueryData(["release-aims"], list),
  });
  const language = currentLanguage();
  const known = matters.data?.rows ?? [];
  const chosen: AimId[] = [...release.matterIds, ...release.themeIds];
  const ofMatters = known.map(({ id, name }) => ({ value: id as string, label: name[language] }));
  const choices = [
    ...(ofMatters.length === 0 ? [] : [{ group: word("group"), items: ofMatters }]),
    ...leafChoices(themes.data, ""),
  ];
  const keep = (matter: MatterView) => {
    setDraft(null);
    if (!chosen.includes(matter.id)) aim.mutate([matter.id, ...chosen]);
  };
  return (
    <Stack gap="xs">
      <MultiSelect
        readOnly={!mayAim}
        searchable
        clearable={mayAim}
        label={t("optimise.aim")}
        description={t("optimise.aimHint")}
        value={aim.isPending ? aim.variables : chosen}
        data={choices}
        {...themeChoosing}
        onChange={(ids) => aim.mutate(ids as AimId[])}
      />
      {mayAim && release.suggested.length > 0 && !aim.isPending && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t("optimise.suggested")}
          </Text>
          {release.suggested.map((id) => (
            <Tag key={id} tone="plain">
              {headlineOf(id)?.text ?? id}
            </Tag>
          ))}
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => aim.mutate([...release.suggested])}
          >
            {t("optimise.useSuggested")}
          </Button>
        </Group>
      )}
      {mayAim && may("defineMatter") && (
        <Group gap="xs">
          {known
            .filter(({ id }) => release.matterIds.includes(id))
            .map((matter) => (
              <Button
                key={matter.id}
                size="compact-sm"
                variant="subtle"
                onClick={() =>
                  setDraft({ matter, name: matter.name[language], lists: matter.lists })
                }
              >
                {matter.name[language]}: {word("change")}
              </Button>
            ))}
          <Drafts release={release} onDraft={setDraft} />
          <Button size="compact-sm" variant="default" onClick={() => setDraft(NOTHING)}>
            {word("define")}
          </Button>
        </Group>
      )}
      {draft !== null && (
        <MatterEditor draft={draft} onClose={() => setDraft(null)} onKept={keep} />
      )}
      {aim.isError && <Failure error={aim.error} />}
    </Stack>
  );
}

/** Words that the notes of the release suggest, where no matter is linked yet. */
function Drafts({
  release,
  onDraft,
}: {
  readonly release: ReleaseAimsView;
  readonly onDraft: (draft: MatterDraft) => void;
}) {
  const word = useMatterWords();
  const { data } = useMatters();
  const drafts = data?.drafts.filter(({ version }) => version === release.version) ?? [];
  if (release.matterIds.length > 0 || drafts.length === 0) return null;
  return (
    <>
      <Text size="sm" c="dimmed">
        {word("drafts")}
      </Text>
      {drafts.map(({ clause, lists }) => (
        <Button
          key={clause}
          size="compact-sm"
          variant="default"
          onClick={() => onDraft({ matter: null, name: clause.slice(0, 80), lists })}
        >
          {lists.map((list) => list[0]).join(" + ")}
        </Button>
      ))}
    </>
  );
}
