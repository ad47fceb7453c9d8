// Starts the workbench in the browser: theme, language, data and routes around one page.
import "@mantine/core/styles.css";
import "./shell/styles.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "./i18n/start-i18n.ts";
import { createAppRouter } from "./shell/router.tsx";
import { theme, variables } from "./shell/theme.ts";

startI18n();
const queryClient = new QueryClient({
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
