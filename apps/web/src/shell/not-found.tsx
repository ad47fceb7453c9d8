// An address that leads nowhere says so, and where to go on.
import { Container, Stack, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { AnchorLink } from "../components/links.tsx";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Container size="sm" py={64}>
      <Stack gap="md">
        <Title order={1}>{t("common.notFound")}</Title>
        <AnchorLink to="/">{t("need.back")}</AnchorLink>
      </Stack>
    </Container>
  );
}
