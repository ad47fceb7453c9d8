// The criteria of the weighted method: their weights, and criteria of one's own.
import type { PrioritySettingsView } from "@heed/core/api";
import { Button, CloseButton, Fieldset, Group, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { currentLanguage } from "../i18n/start-i18n.ts";
import type { Words } from "./priorities-words.ts";

const MOST = 12;

export function CriteriaEditor({
  settings,
  onChange,
  t,
}: {
  readonly settings: PrioritySettingsView;
  readonly onChange: (settings: PrioritySettingsView) => void;
  readonly t: Words;
}) {
  const [name, setName] = useState("");
  const { criteria } = settings;
  const change = (next: PrioritySettingsView["criteria"]) =>
    onChange({ ...settings, criteria: next });
  return (
    <Fieldset legend={t("criteria")} variant="filled">
      <Group gap="md" align="flex-end">
        {criteria.map((one) => {
          const spoken = one.name[currentLanguage()];
          return (
            <Group key={one.id} gap={4} align="flex-end" wrap="nowrap">
              <NumberInput
                size="xs"
                w={96}
                label={spoken}
                aria-label={t("weightOf", { name: spoken })}
                min={0}
                max={1000}
                value={one.weight}
                onChange={(value) =>
                  typeof value === "number" &&
                  change(
                    criteria.map((other) => (other === one ? { ...one, weight: value } : other)),
                  )
                }
              />
              {criteria.length > 1 && (
                <CloseButton
                  size="sm"
                  aria-label={t("remove", { name: spoken })}
                  onClick={() => change(criteria.filter((other) => other !== one))}
                />
              )}
            </Group>
          );
        })}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const given = name.trim();
            if (given === "" || criteria.length >= MOST) return;
            change([
              ...criteria,
              {
                ...{ id: freeId(given, criteria), source: "score", weight: 15 },
                name: { en: given, zh: given },
              },
            ]);
            setName("");
          }}
        >
          <Group gap={4} align="flex-end" wrap="nowrap">
            <TextInput
              size="xs"
              w={150}
              label={t("addCriterion")}
              aria-label={t("criterionName")}
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button size="xs" variant="default" type="submit" disabled={name.trim() === ""}>
              {t("add")}
            </Button>
          </Group>
        </form>
      </Group>
    </Fieldset>
  );
}

function freeId(name: string, criteria: PrioritySettingsView["criteria"]): string {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 30) || "own";
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!criteria.some((one) => one.id === id)) return id;
  }
}
