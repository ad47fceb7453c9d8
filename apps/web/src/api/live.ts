// Keeps the pages true: when data changes on the server, what is shown is read again.
import { type JobView, readJobEvents } from "@heed/core/api";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "./client.ts";

const RECONNECT_MS = 3_000;

/** Listens to the server for as long as the workbench is open. */
export function useLiveData(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    const listen = async () => {
      while (!stop.signal.aborted) {
        try {
          for await (const event of readJobEvents(api, stop.signal)) {
            if (event.event === "job")
              client.setQueryData(["jobs"], (jobs?: JobView[]) => withJob(jobs ?? [], event.job));
            if (event.event === "workspace")
              void client.invalidateQueries({
                predicate: ({ queryKey }) => queryKey[0] !== "jobs",
              });
          }
        } catch {
          // The pages themselves say when the server does not answer.
        }
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      }
    };
    void listen();
    return () => stop.abort();
  }, [client]);
}

function withJob(jobs: readonly JobView[], job: JobView): JobView[] {
  const others = jobs.filter(({ id }) => id !== job.id);
  return [job, ...others].sort((a, b) => Number(b.id.slice(4)) - Number(a.id.slice(4)));
}
