// What stands beside a specification's claims: coverage, dissent, versions with what changed, files, and the wireframe.
import { apiUrl, SPEC_FORMATS, type SpecView } from "@heed/core/api";
import { Button, Group, Menu, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { MentionCard } from "../components/mention-card.tsx";
import { QueryState } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText, dimensionName, valueName } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { ClaimText } from "./claim-card.tsx";
import { useDesignWords } from "./design-words.ts";

export function Coverage({
  coverage: { people, peopleQuoted, segments },
}: Pick<SpecView, "coverage">) {
  const t = useDesignWords();
  const { t: names } = useTranslation();
  return (
    <section aria-labelledby="coverage-title">
      <Title order={2} size="h4" mb="xs" id="coverage-title">
        {t("spec.coverage")}
      </Title>
      <Text size="sm" mb="xs">
        {t("spec.coverageLead", { people, quoted: peopleQuoted })}
      </Text>
      <Table.ScrollContainer minWidth={280}>
        <Table className="tabular" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("spec.segment")}</Table.Th>
              <Table.Th>{t("spec.voices")}</Table.Th>
              <Table.Th>{t("spec.quoted")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {segments.map((one) => (
              <Table.Tr key={`${one.dimension} ${one.value}`}>
                <Table.Td>
                  <Text span size="xs" c="dimmed">
                    {dimensionName(one.dimension, names)}{" "}
                  </Text>
                  {valueName(one.dimension, one.value, names)}
                </Table.Td>
                <Table.Td>{one.people}</Table.Td>
                <Table.Td>{one.quoted}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

export function Dissent({ dissent: { people, rows } }: Pick<SpecView, "dissent">) {
  const t = useDesignWords();
  return (
    <section aria-labelledby="dissent-title">
      <Title order={2} size="h4" mb="xs" id="dissent-title">
        {t("spec.dissent")}
      </Title>
      <Text size="sm" mb="xs">
        {people === 0 ? t("spec.dissentNone") : t("spec.dissentLead", { count: people })}
      </Text>
      <Stack gap="xs">
        {rows.slice(0, 3).map((row) => (
          <MentionCard key={row.id} mention={row} />
        ))}
      </Stack>
    </section>
  );
}

export function Versions({
  spec,
  onShow,
}: {
  readonly spec: SpecView;
  readonly onShow: (version: number) => void;
}) {
  const t = useDesignWords();
  const [from, setFrom] = useState<number | null>(null);
  const versions = useQuery({
    queryKey: ["spec", spec.id, "versions"],
    queryFn: () => api.listSpecVersions({ params: { specId: spec.id } }),
  });
  return (
    <section aria-labelledby="versions-title">
      <Title order={2} size="h4" mb="xs" id="versions-title">
        {t("spec.versions")}
      </Title>
      <QueryState query={versions}>
        {({ rows }) => (
          <Stack gap={4}>
            {rows.map(({ version, at, change }) => (
              <Group key={version} gap="xs">
                <Button
                  size="compact-sm"
                  variant={version === spec.version ? "light" : "subtle"}
                  onClick={() => onShow(version)}
                >
                  {t("list.version", { version })}
                </Button>
                <Text size="sm" c="dimmed">
                  {t(`spec.change.${change}`)} · {dayText(at)}
                </Text>
                {version < spec.version && (
                  <Button size="compact-xs" variant="default" onClick={() => setFrom(version)}>
                    {t("spec.compareWith", { version })}
                  </Button>
                )}
              </Group>
            ))}
          </Stack>
        )}
      </QueryState>
      {from !== null && from < spec.version && <Changes spec={spec} from={from} />}
    </section>
  );
}

function Changes({ spec, from }: { readonly spec: SpecView; readonly from: number }) {
  const t = useDesignWords();
  const diff = useQuery({
    queryKey: ["spec", spec.id, "diff", from, spec.version],
    queryFn: () => api.diffSpec({ params: { specId: spec.id }, query: { from, to: spec.version } }),
  });
  return (
    <Stack gap="xs" mt="sm" role="region" aria-label={t("spec.compare")}>
      <QueryState query={diff}>
        {({ rows }) => (
          <>
            {rows.length === 0 && <Text size="sm">{t("spec.noChange")}</Text>}
            {rows.map(({ id, section, change, before, after }) => (
              <div key={id} className="claim">
                <Group gap={6}>
                  <Tag
                    tone={change === "added" ? "good" : change === "removed" ? "bad" : "request"}
                  >
                    {t(`spec.diff.${change}`)}
                  </Tag>
                  <Text size="xs" c="dimmed">
                    {t(`spec.section.${section}`)}
                  </Text>
                </Group>
                {before !== null && (
                  <Text component="del" size="sm" c="dimmed" display="block">
                    <ClaimText claim={before} />
                  </Text>
                )}
                {after !== null && (
                  <Text component="ins" size="sm" display="block" td="none">
                    <ClaimText claim={after} />
                  </Text>
                )}
              </div>
            ))}
          </>
        )}
      </QueryState>
    </Stack>
  );
}

export function TakeAlong({ specId }: { readonly specId: SpecView["id"] }) {
  const t = useDesignWords();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default">{t("spec.take")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SPEC_FORMATS.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={apiUrl("exportSpec", {
              params: { specId, format },
              query: { lang: currentLanguage() },
            })}
            target={format === "html" ? "_blank" : undefined}
          >
            {t(`spec.formats.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
