// The keys that work on every page: `/` or Ctrl-K opens the palette, `g` and a letter goes to a page.
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/** Second key after `g`. */
export const GO_KEYS = {
  n: "/",
  t: "/themes",
  m: "/themes/map",
  r: "/trends",
  i: "/inbox",
  b: "/brief",
  s: "/share",
  c: "/collect",
  o: "/optimise",
} as const;

const CHORD_MS = 1_200;

/** True while a person types into a field, where letters are letters. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function useHotkeys(openPalette: () => void): void {
  const navigate = useNavigate();
  const goPressedAt = useRef(0);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "/") {
        event.preventDefault();
        openPalette();
        return;
      }
      const to = GO_KEYS[event.key as keyof typeof GO_KEYS];
      if (to !== undefined && event.timeStamp - goPressedAt.current < CHORD_MS) {
        event.preventDefault();
        void navigate({ to });
      }
      goPressedAt.current = event.key === "g" ? event.timeStamp : 0;
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, [navigate, openPalette]);
}
