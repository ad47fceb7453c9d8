// The ways in: signing in, becoming the first owner, joining by invitation.
import type { SessionView } from "@heed/core/api";
import {
  Button,
  Container,
  Group,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { switchLanguage } from "../i18n/start-i18n.ts";

type Way = "signIn" | "setup" | "join";

export function SignInPage({
  session,
  path,
}: {
  readonly session: SessionView;
  readonly path: string;
}) {
  const { t } = useTranslation();
  const way: Way = path === "/join" ? "join" : session.hasOwner ? "signIn" : "setup";
  return (
    <main>
      <Container size={440} py={72}>
        <Stack gap="lg">
          <Group gap={10} justify="space-between">
            <Group gap={10}>
              <img src="/heed.svg" width={34} height={34} alt="" />
              <Text fw={720} fz={24}>
                {t("app.fullName")}
              </Text>
            </Group>
            <Button variant="subtle" onClick={switchLanguage} lang={t("common.languageCode")}>
              {t("common.language")}
            </Button>
          </Group>
          <div>
            <Title order={1} fz={28}>
              {t(`signIn.title-${way}`)}
            </Title>
            <Text c="dimmed">{t(`signIn.lead-${way}`)}</Text>
          </div>
          <WayIn way={way} />
        </Stack>
      </Container>
    </main>
  );
}

function WayIn({ way }: { readonly way: Way }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const code = useRouterState({
    select: ({ location }) => String((location.search as { code?: unknown }).code ?? ""),
  });
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({
    mutationFn: () => {
      if (way === "setup") return api.createOwner({ body: { code, name, email, password } });
      if (way === "join") return api.join({ body: { code, name, password } });
      return api.signIn({ body: { email, password } });
    },
    onSuccess: (told) => {
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
      client.setQueryData(["session"], told);
      void navigate({ to: "/", search: {} });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <Stack gap="sm">
        {way !== "signIn" && (
          <TextInput
            required
            label={t("signIn.name")}
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        {way !== "join" && (
          <TextInput
            required
            type="email"
            label={t("signIn.email")}
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          required
          label={t("signIn.password")}
          description={way === "signIn" ? undefined : t("signIn.passwordHint")}
          autoComplete={way === "signIn" ? "current-password" : "new-password"}
          visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {enter.isError && <Failure error={enter.error} />}
        <Button type="submit" size="md" loading={enter.isPending}>
          {t(`signIn.do-${way}`)}
        </Button>
      </Stack>
    </form>
  );
}
