// What every page of this stage reads: which events and properties there are, and the saved cohorts.
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";

export function useOverview(refetchInterval?: number) {
  return useQuery({
    queryKey: ["event-overview"],
    queryFn: () => api.getEventOverview(),
    ...(refetchInterval === undefined ? {} : { refetchInterval }),
  });
}

export function useCohorts() {
  return useQuery({ queryKey: ["cohorts"], queryFn: () => api.listCohorts() });
}
