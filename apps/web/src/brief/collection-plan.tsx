// Survey questions, an interview guide and sources, made from the brief by template, to be taken along as Markdown.
import { Group, List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { CopyText } from "../components/copy.tsx";
import { ButtonLink } from "../components/links.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";

interface Line {
  readonly en: string;
  readonly zh: string;
}

export function Plan() {
  const { t } = useTranslation();
  const language = currentLanguage();
  const plan = useQuery({ queryKey: ["brief-plan"], queryFn: () => api.getCollectionPlan() });
  if (plan.data === undefined) return null;
  const { survey, interview, sources } = plan.data;
  const items = (lines: readonly Line[]) =>
    lines.map((line) => <List.Item key={line.en}>{line[language]}</List.Item>);
  const guide = interview
    .flatMap(({ title, lines }) => [
      `## ${title[language]}`,
      ...lines.map((line) => `- ${line[language]}`),
      "",
    ])
    .join("\n");
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t("brief.plan")}
      </Title>
      <Part
        title={t("brief.survey")}
        text={survey.map((line, index) => `${index + 1}. ${line[language]}`).join("\n")}
      />
      <List size="sm" type="ordered">
        {items(survey)}
      </List>
      <Part title={t("brief.interview")} text={guide} />
      {interview.map(({ title, lines }) => (
        <div key={title.en}>
          <Text size="sm">{title[language]}</Text>
          <List size="sm">{items(lines)}</List>
        </div>
      ))}
      <Part
        title={t("brief.sources")}
        text={sources.map((line) => `- ${line[language]}`).join("\n")}
      />
      <List size="sm">{items(sources)}</List>
      <Group mt="sm">
        <ButtonLink to="/collect">{t("nothing.bring")}</ButtonLink>
      </Group>
    </Stack>
  );
}

function Part({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <Group gap="sm" mt="xs">
      <Text fw={600} size="sm">
        {title}
      </Text>
      <CopyText value={text} of={title} size="compact-xs" />
    </Group>
  );
}
