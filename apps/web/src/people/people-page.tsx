// Who works in the workspace: members with their roles, invitations, and one's own session.
import type { MemberView } from "@heed/core/api";
import {
  Button,
  Container,
  Group,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { MadeLink } from "../components/copy.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { SureButton } from "../components/sure-button.tsx";
import { dayText } from "../filters/value-names.ts";
import { useSession } from "./session-gate.tsx";

const ROLES = ["viewer", "editor", "owner"] as const;
type Role = (typeof ROLES)[number];

export function PeoplePage() {
  const { t } = useTranslation();
  const { needsSignIn, role, member } = useSession();
  return (
    <Container size="lg" py="lg" className="column">
      <Stack gap="xl">
        <PageHead title={t("people.title")} lead={t("people.lead")} />
        {!needsSignIn && <Text>{t("people.alone")}</Text>}
        {member !== null && (
          <Text size="sm">
            {t("people.you", { name: member.name, email: member.email, role: t(`role.${role!}`) })}
          </Text>
        )}
        {needsSignIn && role === "owner" && <Team own={member?.id ?? ""} />}
        {needsSignIn && role !== "owner" && <Text c="dimmed">{t("people.notOwner")}</Text>}
      </Stack>
    </Container>
  );
}

function Team({ own }: { readonly own: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const people = useQuery({ queryKey: ["people"], queryFn: () => api.listPeople() });
  const again = () => client.invalidateQueries({ queryKey: ["people"] });
  const revoke = useMutation({
    mutationFn: (invitationId: string) => api.revokeInvitation({ params: { invitationId } }),
    onSettled: again,
  });
  return (
    <QueryState query={people}>
      {({ members, invitations }) => (
        <>
          <MemberTable members={members} own={own} onChange={again} />
          <Invite onDone={again} />
          {invitations.length > 0 && (
            <Stack gap={6}>
              <Title order={2} size="h5">
                {t("people.invited")}
              </Title>
              {invitations.map(({ id, email, role, expiresAt }) => (
                <Group key={id} gap="sm">
                  <Text size="sm">
                    {email} · {t(`role.${role}`)} · {t("share.until")} {dayText(expiresAt)}
                  </Text>
                  <SureButton
                    size="compact-xs"
                    label={t("people.revoke")}
                    ask={t("people.revokeAsk", { email })}
                    act={() => revoke.mutateAsync(id)}
                  />
                </Group>
              ))}
            </Stack>
          )}
        </>
      )}
    </QueryState>
  );
}

function MemberTable({
  members,
  own,
  onChange,
}: {
  readonly members: readonly MemberView[];
  readonly own: string;
  readonly onChange: () => void;
}) {
  const { t } = useTranslation();
  const change = useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) =>
      api.setRole({ params: { memberId: id }, body: { role } }),
    onSettled: onChange,
  });
  const remove = useMutation({
    mutationFn: (memberId: string) => api.removeMember({ params: { memberId } }),
    onSettled: onChange,
  });
  const failure = change.error;
  return (
    <div>
      <Table.ScrollContainer minWidth={520}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("signIn.name")}</Table.Th>
              <Table.Th>{t("signIn.email")}</Table.Th>
              <Table.Th>{t("people.role")}</Table.Th>
              <Table.Th>
                <span className="visually-hidden">{t("people.remove")}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {members.map(({ id, name, email, role }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <bdi>{name}</bdi>
                </Table.Td>
                <Table.Td>{email}</Table.Td>
                <Table.Td>
                  <Select
                    size="xs"
                    w={120}
                    allowDeselect={false}
                    aria-label={`${t("people.role")} ${name}`}
                    value={role}
                    data={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
                    onChange={(next) => change.mutate({ id, role: next as Role })}
                  />
                </Table.Td>
                <Table.Td ta="right">
                  {id !== own && (
                    <SureButton
                      size="compact-xs"
                      label={t("people.remove")}
                      ask={t("people.removeAsk", { name })}
                      act={() => remove.mutateAsync(id)}
                    />
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {failure !== null && <Failure error={failure} />}
    </div>
  );
}

function Invite({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("editor");
  const invite = useMutation({
    mutationFn: () => api.invite({ body: { email, role } }),
    onSuccess: () => setEmail(""),
    onSettled: onDone,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate();
      }}
    >
      <Group gap="sm" align="flex-end">
        <TextInput
          required
          type="email"
          label={t("people.inviteWhom")}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Select
          w={130}
          allowDeselect={false}
          label={t("people.role")}
          value={role}
          data={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
          onChange={(next) => setRole(next as Role)}
        />
        <Button type="submit" loading={invite.isPending}>
          {t("people.invite")}
        </Button>
      </Group>
      {invite.isError && <Failure error={invite.error} />}
      {invite.data !== undefined && (
        <MadeLink label={t("people.link")} path={invite.data.path} hint={t("people.linkHint")} />
      )}
    </form>
  );
}
