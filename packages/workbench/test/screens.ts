// The drawn screens that tests read, and what people say in them.
import { join } from "node:path";
import { drawScreen } from "../../../bench/evaluate/data/screenshot-pages.ts";

interface DrawnScreen {
  readonly file: string;
  readonly screen: Parameters<typeof drawScreen>;
  /** Pixels of the picture for one of the page. */
  readonly scale: number;
}

export const SCREENS: readonly DrawnScreen[] = [
  { file: "reviews-en.png", screen: ["reviews", "en", "light", 0], scale: 1 },
  { file: "reviews-mixed-dark.png", screen: ["reviews", "mixed", "dark", 1], scale: 2 },
  { file: "chat-zh-dark.png", screen: ["chat", "zh", "dark", 0], scale: 2 },
  { file: "list-en-dark.png", screen: ["list", "en", "dark", 1], scale: 1 },
];

/** Path of a drawn screen. */
export function pictureOf(file: string): string {
  return join(import.meta.dirname, "pictures", file);
}

/** What people say in a drawn screen, from top to bottom. */
export function saidIn(file: string): readonly string[] {
  const found = SCREENS.find((one) => one.file === file)!;
  return drawScreen(...found.screen).said;
}
