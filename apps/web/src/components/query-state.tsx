// Every view's loading, failing and offline states, in one place.
import { Alert, Button, Skeleton, Stack, Text } from "@mantine/core";
import { IconCloudOff, IconExclamationCircle } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { failureOf } from "../api/client.ts";

/** Shows `children` with the data once it is there. */
export function QueryState<Data>({
  query,
  children,
}: {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <Waiting />;
}

/** Something is being fetched: the shadows of what will stand here, shown only when it takes a while. */
export function Waiting() {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" role="status" aria-label={t("common.loading")} className="shadows" data-waiting>
      <Skeleton height={26} width="38%" radius="md" />
      <Skeleton height={84} radius="lg" />
      <Skeleton height={84} radius="lg" />
    </Stack>
  );
}

export function Failure({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}) {
  const { t } = useTranslation();
  const { detail, hint, isOffline } = failureOf(error);
  return (
    <Alert
      color={isOffline ? "gray" : "red"}
      variant="light"
      icon={isOffline ? <IconCloudOff /> : <IconExclamationCircle />}
      title={t("common.error")}
      my="md"
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{isOffline ? t("common.offline") : detail}</Text>
        {hint !== undefined && !isOffline && (
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        )}
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t("common.retry")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
