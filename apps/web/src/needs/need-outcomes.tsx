// What releases did about a need: each verdict in a sentence, the latest release first.
import type { NeedDetail } from "@heed/core/api";
import { Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { AnchorLink } from "../components/links.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { VERDICT_TONES } from "../optimise/verdicts.ts";

/** Nothing where no release that was meant to help has been measured. */
export function NeedOutcomes({ outcomes }: Pick<NeedDetail, "outcomes">) {
  const { t } = useTranslation();
  if (outcomes.length === 0) return null;
  return (
    <section aria-labelledby="outcomes-title">
      <Title order={2} size="h4" mb="xs" id="outcomes-title">
        {t("need.outcomes")}
      </Title>
      <Stack gap="xs">
        {outcomes.map(({ version, date, verdict, sentence }) => (
          <Group key={version} gap="sm" align="baseline">
            <AnchorLink to="/optimise" size="sm" fw={650} className="tabular">
              {version}
            </AnchorLink>
            {date !== null && (
              <Text size="xs" c="dimmed">
                {dayText(date)}
              </Text>
            )}
            <Tag tone={VERDICT_TONES[verdict]}>{t(`verdict.${verdict}`)}</Tag>
            <Text size="sm" style={{ flex: "1 1 18rem" }}>
              {sentence[currentLanguage()]}
            </Text>
          </Group>
        ))}
      </Stack>
    </section>
  );
}
