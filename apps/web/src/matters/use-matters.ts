// The matters of the workspace, read once for every page that names one.
import type { MatterList } from "@heed/core/api";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";

export function useMatters(): UseQueryResult<MatterList> {
  return useQuery({ queryKey: ["matters"], queryFn: () => api.listMatters() });
}
