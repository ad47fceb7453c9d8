// What sort of claims were made, as colours and words.
import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Tag, toneStyle } from "./tag.tsx";

export const KIND_NAMES = ["bug", "request", "complaint", "praise", "question", "other"] as const;
export type KindName = (typeof KIND_NAMES)[number];

export function KindBadge({ kind }: { readonly kind: KindName }) {
  const { t } = useTranslation();
  return <Tag tone={kind}>{t(`kind.${kind}`)}</Tag>;
}

/** The shares of kinds as one thin bar, with the counts beneath. */
export function KindBar({
  kinds,
  most = 4,
}: {
  readonly kinds: Readonly<Record<string, number>>;
  readonly most?: number;
}) {
  const { t } = useTranslation();
  const parts = KIND_NAMES.filter((kind) => (kinds[kind] ?? 0) > 0);
  return (
    <div>
      <div className="kind-bar" aria-hidden>
        {parts.map((kind) => (
          <i key={kind} style={{ flex: kinds[kind], background: `var(--tone-${kind})` }} />
        ))}
      </div>
      <Group gap={12} mt={5}>
        {parts.slice(0, most).map((kind) => (
          <Text
            key={kind}
            size="xs"
            c="dimmed"
            className="kind-key tabular"
            style={toneStyle(kind)}
          >
            {t(`kind.${kind}`)} {kinds[kind]}
          </Text>
        ))}
      </Group>
    </div>
  );
}
