// The pages of one stage, beside one another, over the page that is open.
import { Container } from "@mantine/core";
import { Link, type LinkProps, Outlet, useRouterState } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef } from "react";

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
  const strip = useRef<HTMLElement>(null);
  useStripOfTabs(strip, `${current} ${label}`);
  return (
    <>
      <Container size="lg" pt="xs">
        <nav aria-label={label} className="tabs" ref={strip}>
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

/** Shows the current tab where not all fit, and marks the edges beyond which there are more. */
function useStripOfTabs(strip: RefObject<HTMLElement | null>, current: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab, or another language, lies elsewhere in the strip.
  useEffect(() => {
    const tabs = strip.current;
    if (tabs === null) return;
    const mark = () => {
      const left = tabs.scrollWidth - tabs.clientWidth - tabs.scrollLeft;
      tabs.toggleAttribute("data-more-before", tabs.scrollLeft > 1);
      tabs.toggleAttribute("data-more-after", left > 1);
    };
    const tab = tabs.querySelector<HTMLElement>("[aria-current]");
    if (tab !== null)
      tabs.scrollLeft =
        tab.offsetLeft + tab.offsetWidth / 2 - tabs.offsetLeft - tabs.clientWidth / 2;
    mark();
    tabs.addEventListener("scroll", mark, { passive: true });
    const size = new ResizeObserver(mark);
    size.observe(tabs);
    return () => {
      tabs.removeEventListener("scroll", mark);
      size.disconnect();
    };
  }, [current, strip]);
}
