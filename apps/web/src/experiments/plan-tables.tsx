// A plan's two small tables: what each look ends on, and what so many weeks can find.
import type { DesignView } from "@heed/core/api";
import { SimpleGrid, Table } from "@mantine/core";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useWords } from "./words.ts";

export function PlanTables({ design }: { readonly design: DesignView }) {
  const t = useWords();
  const count = (value: number) => value.toLocaleString(currentLanguage());
  const share = (value: number | null) =>
    value === null ? "–" : `${(100 * value).toFixed(1).replace("-", "−")} %`;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      {design.looks.length > 0 && (
        <Rows
          heads={[
            t("plan.look"),
            t("plan.people"),
            t("plan.day"),
            t("plan.ends"),
            t("plan.endsBy"),
          ]}
          rows={design.looks.map(({ units, day, nominalPValue, endsBy }, at) => [
            String(at + 1),
            count(units),
            day === null ? "–" : String(day),
            nominalPValue.toPrecision(2),
            share(endsBy),
          ])}
        />
      )}
      {design.detectable.length > 0 && (
        <Rows
          heads={[t("plan.weeks"), t("plan.people"), t("plan.rise"), t("plan.fall")]}
          rows={design.detectable.map(({ weeks, units, increase, decrease }) => [
            String(weeks),
            count(units),
            share(increase),
            share(decrease),
          ])}
        />
      )}
    </SimpleGrid>
  );
}

function Rows({
  heads,
  rows,
}: {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) {
  return (
    <Table.ScrollContainer minWidth={300} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing={4} className="tabular">
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row[0]}>
              {row.map((cell, at) => (
                <Table.Td key={heads[at]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
