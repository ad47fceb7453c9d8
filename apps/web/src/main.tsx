// Starts the workbench in the browser: theme, language, data and routes around one page.
import "@mantine/core/styles.css";
import "./shell/styles.css";
import { ApiError } from "@heed/core/api";
import { MantineProvider } from "@mantine/core";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "./i18n/start-i18n.ts";
import { createAppRouter } from "./shell/router.tsx";
import { theme, variables } from "./shell/theme.ts";

startI18n();
const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session that ended shows the way in again, whatever page noticed it.
    onError: (error, { queryKey }) => {
      const isOut = error instanceof ApiError && error.problem.code === "sign-in-needed";
      if (isOut && queryKey[0] !== "session")
        void queryClient.invalidateQueries({ queryKey: ["session"] });
    },
  }),
  defaultOptions: {
    // The server is most often on this machine: whether the browser thinks it is online says nothing about it.
    queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: false, networkMode: "always" },
    mutations: { networkMode: "always" },
  },
});
const router = createAppRouter();

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
