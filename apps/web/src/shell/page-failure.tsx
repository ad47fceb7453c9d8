// A page that could not be shown (its part did not arrive, or it failed) says so and can be tried again.
import { Container } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { Failure } from "../components/query-state.tsx";

export function PageFailure({ error }: ErrorComponentProps) {
  return (
    <Container size="sm" py={64}>
      <Failure error={error} onRetry={() => location.reload()} />
    </Container>
  );
}
