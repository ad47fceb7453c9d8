// Edits a specification: words of claims, claims that come and go; what no longer rests on its source becomes an assumption when saved.
import { type ClaimView, SPEC_SECTIONS, type SpecEdit, type SpecView } from "@heed/core/api";
import { Button, Group, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { BasisTag, ClaimText } from "./claim-card.tsx";
import { useDesignWords } from "./design-words.ts";

type Words = SpecEdit["claims"][number]["text"];
type Draft = SpecEdit["claims"][number];

export function SpecEditor({
  spec,
  onDone,
}: {
  readonly spec: SpecView;
  readonly onDone: () => void;
}) {
  const t = useDesignWords();
  const client = useQueryClient();
  const [title, setTitle] = useState(spec.title);
  const [claims, setClaims] = useState<readonly Draft[]>(() => spec.claims.map(draftOf));
  const [added, setAdded] = useState(0);
  const save = useMutation({
    mutationFn: () =>
      api.saveSpec({
        params: { specId: spec.id },
        body: { after: spec.latest, title, claims: claims.filter(hasWords) },
      }),
    onSuccess: onDone,
    onSettled: () =>
      client
        .invalidateQueries({ queryKey: ["specs"] })
        .then(() => client.invalidateQueries({ queryKey: ["spec", spec.id] })),
  });
  const known = new Map(spec.claims.map((claim) => [claim.id, claim]));
  const sections = SPEC_SECTIONS.filter((section) =>
    spec.claims.some((claim) => claim.section === section),
  );
  const change = (id: string, next: Draft) =>
    setClaims((all) => all.map((claim) => (claim.id === id ? next : claim)));
  return (
    <Stack gap="lg">
      <TextInput
        label={t("spec.titleField")}
        value={wordsIn(title)}
        onChange={(event) => setTitle(withWords(title, event.currentTarget.value))}
      />
      <Text size="sm" c="dimmed">
        {t("spec.editHint")}
      </Text>
      {sections.map((section) => (
        <section key={section} aria-label={t(`spec.section.${section}`)}>
          <Title order={2} size="h4" mb="xs">
            {t(`spec.section.${section}`)}
          </Title>
          <Stack gap="xs">
            {claims
              .filter((claim) => claim.section === section)
              .map((claim) => (
                <ClaimFields
                  key={claim.id}
                  claim={claim}
                  known={known.get(claim.id)}
                  onChange={(next) => change(claim.id, next)}
                  onRemove={() => setClaims((all) => all.filter(({ id }) => id !== claim.id))}
                />
              ))}
            <Group>
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  setAdded(added + 1);
                  setClaims((all) => [
                    ...all,
                    { id: `new-${added}`, section, text: { en: "", zh: "" } },
                  ]);
                }}
              >
                {t("spec.add")}
              </Button>
            </Group>
          </Stack>
        </section>
      ))}
      {save.isError && <Failure error={save.error} />}
      <Group gap="xs">
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {t("spec.save")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("spec.cancel")}
        </Button>
      </Group>
    </Stack>
  );
}

function ClaimFields({
  claim,
  known,
  onChange,
  onRemove,
}: {
  readonly claim: Draft;
  readonly known: ClaimView | undefined;
  readonly onChange: (next: Draft) => void;
  readonly onRemove: () => void;
}) {
  const t = useDesignWords();
  const { story, criterion } = claim;
  return (
    <div className="claim" data-status={known?.status ?? "assumption"}>
      {story !== undefined &&
        (["role", "want", "benefit"] as const).map((field) => (
          <WordsField
            key={field}
            label={t(`spec.fields.${field}`)}
            words={story[field]}
            onChange={(words) => onChange({ ...claim, story: { ...story, [field]: words } })}
          />
        ))}
      {criterion !== undefined &&
        (["given", "action", "outcome"] as const).map((field) => (
          <WordsField
            key={field}
            label={t(`spec.fields.${field}`)}
            words={criterion[field]}
            onChange={(words) =>
              onChange({ ...claim, criterion: { ...criterion, [field]: words } })
            }
          />
        ))}
      {story === undefined && criterion === undefined && (
        <WordsField
          label={t("spec.words")}
          words={claim.text}
          onChange={(text) => onChange({ ...claim, text })}
        />
      )}
      <Group gap={8} mt={6} justify="space-between">
        {known === undefined ? (
          <BasisTag claim={{ basis: "assumption", check: null }} />
        ) : (
          <BasisTag claim={known} />
        )}
        <Button size="compact-xs" variant="subtle" color="red" onClick={onRemove}>
          {t("spec.remove")}
        </Button>
      </Group>
      {known !== undefined && known.basis !== "assumption" && (
        <Text component="div" size="xs" c="dimmed">
          <ClaimText claim={known} />
        </Text>
      )}
    </div>
  );
}

function WordsField({
  label,
  words,
  onChange,
}: {
  readonly label: string;
  readonly words: Words;
  readonly onChange: (words: Words) => void;
}) {
  return (
    <Textarea
      autosize
      minRows={1}
      label={label}
      value={wordsIn(words)}
      maxLength={2000}
      onChange={(event) => onChange(withWords(words, event.currentTarget.value))}
    />
  );
}

function draftOf({ id, section, text, story, criterion }: ClaimView): Draft {
  return {
    id,
    section,
    text,
    ...(story === undefined ? {} : { story }),
    ...(criterion === undefined ? {} : { criterion }),
  };
}

function wordsIn(words: Words): string {
  const language = currentLanguage();
  return words[language] || words[language === "en" ? "zh" : "en"];
}

/** Words written anew in one language stand for both, until somebody writes the other. */
function withWords(_words: Words, written: string): Words {
  return currentLanguage() === "en" ? { en: written, zh: "" } : { en: "", zh: written };
}

function hasWords({ text, story, criterion }: Draft): boolean {
  return story !== undefined || criterion !== undefined || (text.en + text.zh).trim() !== "";
}
