// What sort of claims were made, as colours and words.
import { Badge, Group, Text, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";

export const KIND_NAMES = ["bug", "request", "complaint", "praise", "question", "other"] as const;
export type KindName = (typeof KIND_NAMES)[number];

export const KIND_COLORS: Readonly<Record<KindName, string>> = {
  bug: "red",
  request: "blue",
  complaint: "orange",
  praise: "teal",
  question: "violet",
  other: "gray",
};

export function KindBadge({ kind }: { readonly kind: KindName }) {
  const { t } = useTranslation();
  return (
    <Badge variant="light" color={KIND_COLORS[kind]} size="sm" tt="none">
      {t(`kind.${kind}`)}
    </Badge>
  );
}

/** The shares of kinds as one thin bar, with the counts beneath. */
export function KindBar({ kinds }: { readonly kinds: Readonly<Record<string, number>> }) {
  const { t } = useTranslation();
  const parts = KIND_NAMES.filter((kind) => (kinds[kind] ?? 0) > 0);
  return (
    <div>
      <Tooltip label={parts.map((kind) => `${t(`kind.${kind}`)} ${kinds[kind]}`).join(" · ")}>
        <div className="kind-bar" aria-hidden>
          {parts.map((kind) => (
            <i
              key={kind}
              style={{
                flex: kinds[kind],
                background: `var(--mantine-color-${KIND_COLORS[kind]}-5)`,
              }}
            />
          ))}
        </div>
      </Tooltip>
      <Group gap={10} mt={4}>
        {parts.slice(0, 4).map((kind) => (
          <Text key={kind} size="xs" c="dimmed">
            {kinds[kind]} {t(`kind.${kind}`)}
          </Text>
        ))}
      </Group>
    </div>
  );
}
