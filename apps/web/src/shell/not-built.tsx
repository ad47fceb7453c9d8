// Says plainly that a stage of the loop is not built yet, what it will do, and what works today.

import { Container, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { AnchorLink } from "../components/links.tsx";

export function NotBuilt({
  stage,
}: {
  readonly stage: "models" | "design" | "analyse" | "optimise";
}) {
  const { t } = useTranslation();
  return (
    <Container size="sm" py={64}>
      <Stack gap="md">
        <Text c="dimmed" size="sm">
          {t(`stage.${stage}`)}
        </Text>
        <Title order={1}>{t("notBuilt.title")}</Title>
        <Text size="lg">{t(`notBuilt.${stage}`)}</Text>
        <AnchorLink to="/">{t("notBuilt.meanwhile")}</AnchorLink>
      </Stack>
    </Container>
  );
}
