// The audit log: which call went where, why, how much of it, and how it ended; never its words.
import { Button, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { QueryState } from "../components/query-state.tsx";
import { useModelWords } from "./model-words.ts";

const SHOWN = 50;

export function ModelCalls() {
  const t = useModelWords();
  const [isOpen, setIsOpen] = useState(false);
  const calls = useQuery({
    queryKey: ["model-calls"],
    queryFn: () => api.listModelCalls({ query: { limit: SHOWN } }),
    enabled: isOpen,
  });
  return (
    <div>
      <Title order={3} size="h5" mb="xs">
        {t("log")}
      </Title>
      {!isOpen ? (
        <Button size="xs" variant="default" onClick={() => setIsOpen(true)}>
          {t("showLog")}
        </Button>
      ) : (
        <QueryState query={calls}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Text size="sm">{t("nothing")}</Text>
            ) : (
              <Table.ScrollContainer minWidth={760}>
                <Table verticalSpacing={6}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t("when")}</Table.Th>
                      <Table.Th>{t("purpose")}</Table.Th>
                      <Table.Th>{t("model")}</Table.Th>
                      <Table.Th>{t("host")}</Table.Th>
                      <Table.Th>{t("status")}</Table.Th>
                      <Table.Th ta="right">{t("bytes")}</Table.Th>
                      <Table.Th ta="right">{t("redacted")}</Table.Th>
                      <Table.Th ta="right">{t("cost")}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {rows.map((row) => (
                      <Table.Tr key={row.id}>
                        <Table.Td className="tabular">
                          {row.at.slice(0, 19).replace("T", " ")}
                        </Table.Td>
                        <Table.Td>{row.purpose}</Table.Td>
                        <Table.Td>{row.model}</Table.Td>
                        <Table.Td>{row.host}</Table.Td>
                        <Table.Td>
                          {t(row.status)}
                          {row.error === null ? "" : ` (${row.error})`}
                        </Table.Td>
                        <Table.Td ta="right" className="tabular">
                          {row.bytesSent.toLocaleString()}
                        </Table.Td>
                        <Table.Td ta="right" className="tabular">
                          {row.redacted}
                        </Table.Td>
                        <Table.Td ta="right" className="tabular">
                          {row.currency === null ? "–" : `${row.cost} ${row.currency}`}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            )
          }
        </QueryState>
      )}
    </div>
  );
}
