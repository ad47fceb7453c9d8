// Where a person fixes the words of a matter: they see what the words find and miss before anything is kept.
import type { MatterView } from "@heed/core/api";
import { Autocomplete, Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Dialog } from "../components/dialog.tsx";
import { Failure } from "../components/query-state.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { MatterFindings } from "./matter-findings.tsx";
import { useMatterWords } from "./matter-words.ts";

/** Words to begin with: those of a matter that is changed, or a draft. */
export interface MatterDraft {
  readonly matter: MatterView | null;
  readonly name: string;
  readonly lists: readonly (readonly string[])[];
}

const MOST_LISTS = 5;
const BETWEEN = /[,，、;；|\n]+/u;

export function MatterEditor({
  draft,
  onClose,
  onKept,
}: {
  readonly draft: MatterDraft;
  readonly onClose: () => void;
  readonly onKept: (matter: MatterView) => void;
}) {
  const { t: common } = useTranslation();
  const t = useMatterWords();
  const client = useQueryClient();
  const { matter } = draft;
  const [name, setName] = useState(draft.name);
  const [lists, setLists] = useState(() =>
    [...draft.lists, [], []]
      .slice(0, Math.max(2, draft.lists.length))
      .map((list) => list.join(", ")),
  );
  const [without, setWithout] = useState(matter?.without.join(", ") ?? "");
  const words = {
    ...wordsOf(lists, without),
    ...(matter === null ? {} : { kinds: matter.kinds }),
  };
  const looked = useMutation({ mutationFn: () => api.examineMatter({ body: words }) });
  const kept = useMutation({
    mutationFn: () => {
      const body = { name: namesOf(name, matter), ...words };
      return matter === null
        ? api.defineMatter({ body })
        : api.changeMatter({ params: { matterId: matter.id }, body });
    },
    onSuccess: (fixed) => {
      void client.invalidateQueries();
      onKept(fixed);
    },
  });
  const removed = useMutation({
    mutationFn: (matterId: MatterView["id"]) => api.removeMatter({ params: { matterId } }),
    onSuccess: () => {
      void client.invalidateQueries();
      onClose();
    },
  });
  const setList = (at: number, text: string) => setLists(lists.with(at, text));
  const addConcept = (id: string, at: number) =>
    setList(at, [lists[at], `#${id}`].filter((part) => part !== "").join(", "));
  const isReady = words.lists.length > 0;
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("lead")}
        </Text>
        <TextInput
          required
          maxLength={80}
          label={t("name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {lists.map((list, at) => (
          <Textarea
            // biome-ignore lint/suspicious/noArrayIndexKey: lists have no other name than their place.
            key={at}
            autosize
            minRows={1}
            maxRows={6}
            label={t("list", { number: at + 1 })}
            description={at === 0 ? t("listHint") : undefined}
            placeholder={at === 0 ? t("firstExample") : at === 1 ? t("secondExample") : ""}
            value={list}
            onChange={(event) => setList(at, event.currentTarget.value)}
          />
        ))}
        <Group gap="xs">
          {lists.length < MOST_LISTS && (
            <Button size="compact-sm" variant="subtle" onClick={() => setLists([...lists, ""])}>
              {t("addList")}
            </Button>
          )}
          {lists.length > 1 && (
            <Button size="compact-sm" variant="subtle" onClick={() => setLists(lists.slice(0, -1))}>
              {t("removeList")}
            </Button>
          )}
        </Group>
        <TextInput
          label={t("without")}
          value={without}
          onChange={(event) => setWithout(event.currentTarget.value)}
        />
        <ConceptPicker onPick={(id) => addConcept(id, 0)} />
        {matter !== null && (
          <Text size="xs" c="dimmed">
            {t("fixed", { day: dayText(matter.definedOn), number: matter.definitions })}{" "}
            {matter.knew.length > 0 && t("knew", { versions: matter.knew.join(", ") })}
          </Text>
        )}
        {looked.isError && <Failure error={looked.error} />}
        {kept.isError && <Failure error={kept.error} />}
        {looked.data !== undefined && <MatterFindings found={looked.data} onConcept={addConcept} />}
        <Group gap="xs">
          <Button
            variant="default"
            disabled={!isReady}
            loading={looked.isPending}
            onClick={() => looked.mutate()}
          >
            {t("look")}
          </Button>
          <Button
            disabled={!isReady || name.trim() === ""}
            loading={kept.isPending}
            onClick={() => kept.mutate()}
          >
            {t("fix")}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {common("common.cancel")}
          </Button>
          {matter !== null && (
            <Button
              variant="subtle"
              color="red"
              loading={removed.isPending}
              onClick={() => removed.mutate(matter.id)}
            >
              {t("remove")}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

/** Concepts of the lexicon by a word of either language. */
function ConceptPicker({ onPick }: { readonly onPick: (id: string) => void }) {
  const t = useMatterWords();
  const [typed, setTyped] = useState("");
  const word = typed.trim().slice(0, 60);
  const found = useQuery({
    queryKey: ["concepts", word],
    queryFn: () => api.findConcepts({ query: { word } }),
    enabled: word.length > 0 && !word.startsWith("#"),
  });
  const language = currentLanguage();
  const options = (found.data?.rows ?? []).map(({ id, ...forms }) => ({
    value: `#${id}`,
    label: `#${id} · ${forms[language].slice(0, 4).join(", ")}`,
  }));
  return (
    <Autocomplete
      label={t("concepts")}
      description={t("conceptsHint")}
      value={typed}
      data={options}
      filter={({ options: all }) => all}
      onChange={setTyped}
      onOptionSubmit={(value) => {
        onPick(value.replace(/^#/, "").split(" ")[0]!);
        setTyped("");
      }}
    />
  );
}

function wordsOf(lists: readonly string[], without: string) {
  const parts = (text: string) =>
    text
      .split(BETWEEN)
      .map((part) => part.trim())
      .filter((part) => part !== "");
  return {
    lists: lists.map(parts).filter((list) => list.length > 0),
    without: parts(without),
  };
}

/** The name in the language of the page; the other one stays, where there was one. */
function namesOf(name: string, matter: MatterView | null) {
  const both = { en: name.trim(), zh: name.trim() };
  if (matter === null) return both;
  const language = currentLanguage();
  return matter.name.en === matter.name.zh ? both : { ...matter.name, [language]: name.trim() };
}
