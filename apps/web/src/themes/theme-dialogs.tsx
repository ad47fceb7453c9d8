// The dialogs in which a decision about a theme is put into words: rename, merge, another group.
import type { ThemeDetail } from "@heed/core/api";
import { Button, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../components/dialog.tsx";
import { Failure } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import type { ThemeDecision } from "./use-theme-edit.ts";
import { useThemes } from "./use-themes.ts";

type ThemeId = `theme_${number}`;

interface DialogProps {
  readonly theme: ThemeDetail;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onDecide: (decision: ThemeDecision) => void;
}

export function RenameDialog({ theme, error, onClose, onDecide }: DialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(theme.name);
  return (
    <Dialog title={t("themes.rename")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onDecide({ type: "rename", themeId: theme.id, name });
        }}
      >
        <Stack gap="sm">
          <NameFields name={name} onChange={setName} />
          {error !== null && <Failure error={error} />}
          <Button type="submit" disabled={name.en.trim() === "" || name.zh.trim() === ""}>
            {t("common.save")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}

/** A name in both languages. */
export function NameFields({
  name,
  onChange,
}: {
  readonly name: { readonly en: string; readonly zh: string };
  readonly onChange: (name: { en: string; zh: string }) => void;
}) {
  return (
    <>
      <TextInput
        label="English"
        lang="en"
        maxLength={200}
        value={name.en}
        onChange={(event) => onChange({ ...name, en: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label="中文"
        lang="zh-Hans"
        maxLength={200}
        value={name.zh}
        onChange={(event) => onChange({ ...name, zh: event.currentTarget.value })}
      />
    </>
  );
}

export function MergeDialog({ theme, error, onClose, onDecide }: DialogProps) {
  const { t } = useTranslation();
  const [into, setInto] = useState<string | null>(null);
  const themes = useThemes();
  const choices = (themes.data?.rows ?? [])
    .filter(
      ({ id, parentId, hidden }) =>
        id !== theme.id && !hidden && (parentId === null) === (theme.parentId === null),
    )
    .map(({ id, name, people }) => ({
      value: id,
      label: `${name[currentLanguage()]} (${people})`,
    }));
  return (
    <Dialog title={t("themes.merge")} onClose={onClose}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("themes.mergeHint", { name: theme.name[currentLanguage()] })}
        </Text>
        <Select
          searchable
          data-autofocus
          label={t("themes.mergeInto")}
          data={choices}
          value={into}
          onChange={setInto}
        />
        {error !== null && <Failure error={error} />}
        <Button
          disabled={into === null}
          onClick={() => onDecide({ type: "merge", from: [theme.id], into: into as ThemeId })}
        >
          {t("themes.merge")}
        </Button>
      </Stack>
    </Dialog>
  );
}

/** As many parts as the words themselves make. */
export function TakeApartDialog({
  theme,
  error,
  onClose,
  onDecide,
  isPending,
}: DialogProps & { readonly isPending: boolean }) {
  const { t } = useTranslation();
  const [parts, setParts] = useState(3);
  return (
    <Dialog title={t("themes.takeApart")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onDecide({ type: "split-into", themeId: theme.id, parts });
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t("themes.takeApartHint")}
          </Text>
          <NumberInput
            data-autofocus
            label={t("themes.parts")}
            min={2}
            max={20}
            value={parts}
            onChange={(value) => setParts(Number(value) || 2)}
          />
          {error !== null && <Failure error={error} />}
          <Button type="submit" loading={isPending}>
            {t("themes.takeApart")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}

export function RegroupDialog({ theme, error, onClose, onDecide }: DialogProps) {
  const { t } = useTranslation();
  const [group, setGroup] = useState<string | null>(theme.parentId);
  const themes = useThemes();
  const choices = (themes.data?.rows ?? [])
    .filter(({ id, parentId }) => parentId === null && id !== theme.id)
    .map(({ id, name }) => ({ value: id, label: name[currentLanguage()] }));
  return (
    <Dialog title={t("themes.regroup")} onClose={onClose}>
      <Stack gap="sm">
        <Select
          searchable
          data-autofocus
          label={t("themes.group")}
          data={choices}
          value={group}
          onChange={setGroup}
        />
        {error !== null && <Failure error={error} />}
        <Button
          disabled={group === null || group === theme.parentId}
          onClick={() =>
            onDecide({ type: "regroup", themeId: theme.id, parentId: group as ThemeId })
          }
        >
          {t("common.save")}
        </Button>
      </Stack>
    </Dialog>
  );
}
