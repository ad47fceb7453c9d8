// The pages of one stage, beside one another, over the page that is open.
import { Container } from "@mantine/core";
import { Link, type LinkProps, Outlet, useRouterState } from "@tanstack/react-router";

type Address = NonNullable<LinkProps["to"]>;

/** `tabs` are addresses with their names; of two that an address lies under, the later one is current. */
export function StageTabs<const To extends Address>({
  label,
  tabs,
  currentOf = (path) => tabs.findLast(([to]) => path.startsWith(to))?.[0] ?? null,
}: {
  /** Read out as the name of the tabs. */
  readonly label: string;
  readonly tabs: readonly (readonly [to: To, name: string])[];
  readonly currentOf?: (path: string) => To | null;
}) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const current = currentOf(path);
  return (
    <>
      <Container size="lg" pt="xs">
        <nav aria-label={label} className="tabs">
          {tabs.map(([to, name]) => (
            <Link
              key={to}
              to={to as Address}
              activeOptions={{ exact: true, includeSearch: false }}
              aria-current={current === to ? "page" : undefined}
            >
              {name}
            </Link>
          ))}
        </nav>
      </Container>
      <Outlet />
    </>
  );
}
