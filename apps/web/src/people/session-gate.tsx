// Lets in whoever may come in: at once on this machine alone, after signing in on a team's server.
import type { SessionView } from "@heed/core/api";
import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { createContext, lazy, type ReactNode, Suspense, useContext } from "react";
import { api } from "../api/client.ts";
import { QueryState, Waiting } from "../components/query-state.tsx";

const SignInPage = lazy(() =>
  import("./sign-in-page.tsx").then(({ SignInPage }) => ({ default: SignInPage })),
);
const Session = createContext<SessionView | null>(null);

/** Who works here. */
export function useSession(): SessionView {
  return useContext(Session)!;
}

export function SessionGate({ children }: { readonly children: ReactNode }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const session = useQuery({
    queryKey: ["session"],
    queryFn: () => api.getSession(),
    staleTime: 60_000,
  });
  return (
    <QueryState query={session}>
      {(told) =>
        told.role === null || path === "/join" || path === "/setup" ? (
          <Suspense fallback={<Waiting />}>
            <SignInPage session={told} path={path} />
          </Suspense>
        ) : (
          <Session.Provider value={told}>{children}</Session.Provider>
        )
      }
    </QueryState>
  );
}
