// The command palette: any page, need, theme or deed by a few letters; anything else is searched for in people's words.
import { Modal, Text, TextInput, useMantineColorScheme } from "@mantine/core";
import {
  IconArrowRight,
  IconBolt,
  IconBulb,
  IconSearch,
  IconStack2,
  type TablerIcon,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { currentLanguage, switchLanguage } from "../i18n/start-i18n.ts";
import { useMay } from "../people/may.tsx";
import { GO_KEYS } from "./use-hotkeys.ts";

interface Command {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon: TablerIcon;
  readonly run: () => void;
}

const MOST_SHOWN = 12;
const PAGES = [
  ["/", "tab.needs"],
  ["/themes", "tab.themes"],
  ["/themes/map", "tab.map"],
  ["/trends", "tab.trends"],
  ["/inbox", "tab.inbox"],
  ["/brief", "tab.brief"],
  ["/share", "tab.share"],
  ["/collect", "stage.collect"],
  ["/models", "stage.models"],
  ["/design", "stage.design"],
  ["/analyse", "stage.analyse"],
  ["/optimise", "stage.optimise"],
] as const;
/** Pages that are found by their names, each with the stage that it belongs to. */
const FURTHER_PAGES = [
  ["/people", "people.title"],
  ["/models/lab", "palette.lab", "stage.models"],
  ["/models/gold", "palette.gold", "stage.models"],
  ["/design", "palette.specs", "stage.design"],
  ["/design/ask", "palette.ask", "stage.design"],
  ["/design/priorities", "palette.priorities", "stage.design"],
  ["/design/tree", "palette.tree", "stage.design"],
  ["/design/conversation", "palette.conversation", "stage.design"],
  ["/analyse/funnels", "palette.funnels", "stage.analyse"],
  ["/analyse/retention", "palette.retention", "stage.analyse"],
  ["/analyse/trends", "palette.eventTrends", "stage.analyse"],
  ["/analyse/behaviour", "palette.behaviour", "stage.analyse"],
  ["/analyse/cohorts", "palette.cohorts", "stage.analyse"],
  ["/analyse/sql", "palette.sql", "stage.analyse"],
  ["/analyse/alerts", "palette.alerts", "stage.analyse"],
  ["/optimise", "palette.releases", "stage.optimise"],
  ["/optimise/experiments", "palette.experiments", "stage.optimise"],
  ["/optimise/flags", "palette.flags", "stage.optimise"],
] as const;

export function Palette({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  if (!isOpen) return null;
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size="lg"
      yOffset="10vh"
      centered={false}
      padding="sm"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t("palette.title")}>
        <Modal.Body>
          <Seek onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Seek({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = useCommands(words);
  const chosen = Math.min(at, found.length - 1);
  const run = (command: Command | undefined) => {
    onClose();
    command?.run();
  };
  return (
    <>
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        leftSection={<IconSearch size={18} aria-hidden />}
        placeholder={t("palette.placeholder")}
        aria-label={t("palette.title")}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={`${listId}-${chosen}`}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "ArrowDown") setAt(Math.min(chosen + 1, found.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(chosen - 1, 0));
          else if (event.key === "Enter") run(found[chosen]);
          else return;
          event.preventDefault();
        }}
      />
      <div id={listId} role="listbox" aria-label={t("palette.title")}>
        {found.map(({ id, label, hint, icon: Icon }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above moves through the list and chooses by Enter.
          <div
            key={id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className="palette-row"
            onMouseMove={() => setAt(index)}
            onClick={() => run(found[index])}
          >
            <Icon size={17} stroke={1.7} aria-hidden />
            <Text span size="sm" lineClamp={1} style={{ flex: 1 }}>
              {label}
            </Text>
            {hint !== undefined && (
              <Text span size="xs" c="dimmed" className="tabular">
                {hint}
              </Text>
            )}
          </div>
        ))}
      </div>
    </>
  );
}

/** What the words may mean; searching for them comes first when nothing is named so. */
function useCommands(words: string): Command[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { toggleColorScheme } = useMantineColorScheme();
  const may = useMay();
  const needs = useQuery({ queryKey: ["needs", {}], queryFn: () => api.listNeeds() });
  const themes = useQuery({ queryKey: ["themes", false], queryFn: () => api.listThemes({}) });
  const language = currentLanguage();
  const keyOf = (path: string) =>
    Object.entries(GO_KEYS).find(([, to]) => to === path)?.[0] ?? undefined;
  const pages = PAGES.map(([to, name]): Command => {
    const key = keyOf(to);
    return {
      id: to,
      label: i18n.t(name as never),
      ...(key === undefined ? {} : { hint: `g ${key}` }),
      icon: IconArrowRight,
      run: () => void navigate({ to }),
    };
  });
  const further = FURTHER_PAGES.map(
    ([to, name, stage]): Command => ({
      id: name,
      label: i18n.t(name as never),
      ...(stage === undefined ? {} : { hint: i18n.t(stage as never) }),
      icon: IconArrowRight,
      run: () => void navigate({ to }),
    }),
  );
  const deeds: Command[] = [
    { id: "language", label: t("common.language"), icon: IconBolt, run: switchLanguage },
    { id: "scheme", label: t("common.colours"), icon: IconBolt, run: () => toggleColorScheme() },
    ...(may("startAnalysis")
      ? [
          {
            id: "analyse",
            label: t("needs.analyse"),
            icon: IconBolt,
            run: () => void api.startAnalysis(),
          },
        ]
      : []),
  ];
  const named: Command[] = [
    ...(needs.data?.rows ?? []).map(({ id, name, people }) => ({
      id,
      label: name[language],
      hint: t("common.heads", { count: people }),
      icon: IconBulb,
      run: () => void navigate({ to: "/needs/$needId", params: { needId: id } }),
    })),
    ...(themes.data?.rows ?? []).map(({ id, name, people }) => ({
      id,
      label: name[language],
      hint: t("common.heads", { count: people }),
      icon: IconStack2,
      run: () => void navigate({ to: "/themes/$themeId", params: { themeId: id } }),
    })),
  ];
  const asked = words.trim().toLowerCase();
  if (asked === "") return [...pages, ...deeds].slice(0, MOST_SHOWN);
  const matching = [...pages, ...further, ...deeds, ...named].filter(({ label }) =>
    label.toLowerCase().includes(asked),
  );
  const search: Command = {
    id: "search",
    label: t("palette.search", { words: words.trim() }),
    icon: IconSearch,
    run: () => void navigate({ to: "/search", search: { q: words.trim() } }),
  };
  return [search, ...matching.slice(0, MOST_SHOWN - 1)];
}
