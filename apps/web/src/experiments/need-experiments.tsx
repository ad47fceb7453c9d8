// What experiments told of a need, each verdict in a sentence, the latest first.
import type { NeedDetail } from "@heed/core/api";
import { Group, Stack, Text, Title } from "@mantine/core";
import { AnchorLink } from "../components/links.tsx";
import { Tag } from "../components/tag.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { VERDICT_TONES } from "./judgement.tsx";
import { useWords } from "./words.ts";

/** Nothing where no experiment is for it. */
export function NeedExperiments({ experiments }: Pick<NeedDetail, "experiments">) {
  const t = useWords();
  if (experiments.length === 0) return null;
  return (
    <section aria-labelledby="experiments-title">
      <Title order={2} size="h4" mb="xs" id="experiments-title">
        {t("need.title")}
      </Title>
      <ToldExperiments experiments={experiments} />
    </section>
  );
}

/** Each experiment with its verdict in a sentence. */
export function ToldExperiments({ experiments }: Pick<NeedDetail, "experiments">) {
  const t = useWords();
  return (
    <Stack gap="xs">
      {experiments.map(({ id, name, status, verdict, sentence }) => (
        <Group key={id} gap="sm" align="baseline">
          <AnchorLink
            to="/optimise/experiments/$experimentId"
            params={{ experimentId: id }}
            size="sm"
            fw={650}
          >
            <bdi>{name}</bdi>
          </AnchorLink>
          <Tag tone={verdict === null ? "other" : VERDICT_TONES[verdict]}>
            {verdict === null ? t(`status.${status}`) : t(`verdict.${verdict}`)}
          </Tag>
          {sentence !== null && (
            <Text size="sm" style={{ flex: "1 1 18rem" }}>
              {sentence[currentLanguage()]}
            </Text>
          )}
        </Group>
      ))}
    </Stack>
  );
}
