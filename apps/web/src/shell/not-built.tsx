// Says plainly that a stage of the loop is not built yet, what it will do, and what works today.

import { Container, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { AnchorLink } from "../components/links.tsx";
import { PageHead } from "../components/page-head.tsx";
import { STAGES } from "./stages.ts";

export function NotBuilt({ stage }: { readonly stage: "design" | "analyse" }) {
  const { t } = useTranslation();
  const { icon: Icon } = STAGES.find(({ key }) => key === stage)!;
  return (
    <Container size="sm" py={64}>
      <Stack gap="md" align="flex-start">
        <span className="loop-mark" style={{ width: 64, height: 64 }}>
          <Icon size={30} stroke={1.5} aria-hidden />
        </span>
        <PageHead title={t(`stage.${stage}`)} />
        <Text size="lg">{t(`notBuilt.${stage}`)}</Text>
        <Text c="dimmed">{t("notBuilt.title")}</Text>
        <AnchorLink to="/">{t("notBuilt.meanwhile")}</AnchorLink>
      </Stack>
    </Container>
  );
}
