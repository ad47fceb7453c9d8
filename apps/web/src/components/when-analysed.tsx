// What a page over needs shows: itself once there are needs, before that the way to bring feedback in.
import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "../api/client.ts";
import { ButtonLink } from "./links.tsx";
import { QueryState } from "./query-state.tsx";

export function WhenAnalysed({
  noNeeds,
  collect,
  children,
}: {
  /** What is said before there are needs. */
  readonly noNeeds: string;
  /** The words on the way to collecting. */
  readonly collect: string;
  readonly children: ReactNode;
}) {
  const workspace = useQuery({ queryKey: ["workspace"], queryFn: () => api.getWorkspace() });
  return (
    <QueryState query={workspace}>
      {({ counts }) =>
        counts.needs > 0 ? (
          children
        ) : (
          <Stack align="flex-start">
            <Text c="dimmed">{noNeeds}</Text>
            <ButtonLink to="/collect">{collect}</ButtonLink>
          </Stack>
        )
      }
    </QueryState>
  );
}
