// The workbench's look: pine green on warm paper, one family of type for both scripts, colours that can be read by everyone.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const pine: MantineColorsTuple = [
  "#eef6f3",
  "#dbe9e3",
  "#b5d3c7",
  "#8cbca9",
  "#6aa98f",
  "#539d7f",
  "#3f8a6e",
  "#34785f",
  "#24594a",
  "#1d4a3d",
];

const FONT =
  'Inter, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';

export const theme = createTheme({
  primaryColor: "pine",
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  colors: { pine },
  fontFamily: FONT,
  headings: { fontFamily: FONT, fontWeight: "680" },
  defaultRadius: "md",
  cursorType: "pointer",
  components: {
    Badge: { defaultProps: { tt: "none" } },
    // Whoever has no mouse scrolls a wide table by its own focus.
    TableScrollContainer: {
      defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } },
    },
  },
});

/** Colours of kinds and of good and bad news stand at least 4.5 to 1 against what they lie on. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#faf9f5",
    "--mantine-color-text": "#1b231f",
    "--mantine-color-dimmed": "#59635d",
    "--mantine-color-placeholder": "#656f69",
    "--mantine-color-default-border": "#e3e0d6",
    "--mantine-color-anchor": "#1d5a47",
    "--heed-surface": "#ffffff",
    "--heed-sunken": "#f2f0e9",
    "--heed-island": "#f0ede3",
    "--heed-amber": "#b45309",
    "--tone-bug": "#b42323",
    "--tone-request": "#1a5fa8",
    "--tone-complaint": "#9a4a00",
    "--tone-praise": "#0c6b4c",
    "--tone-question": "#6036b5",
    "--tone-other": "#55605a",
    "--tone-good": "#0c6b4c",
    "--tone-bad": "#b42323",
    "--tone-new": "#6036b5",
    "--tone-plain": "#4d5852",
  },
  dark: {
    "--mantine-color-body": "#131816",
    "--mantine-color-text": "#e6ebe8",
    "--mantine-color-dimmed": "#a3ada7",
    "--mantine-color-placeholder": "#97a19b",
    "--mantine-color-default": "#1d2421",
    "--mantine-color-default-hover": "#252d29",
    "--mantine-color-default-border": "#303a35",
    "--mantine-color-anchor": "#8cc9b1",
    "--mantine-color-pine-light": "rgb(63 138 110 / 24%)",
    "--mantine-color-pine-light-hover": "rgb(63 138 110 / 32%)",
    "--heed-surface": "#1a201d",
    "--heed-sunken": "#171d1a",
    "--heed-island": "#242d29",
    "--heed-amber": "#f0a94b",
    "--tone-bug": "#ff9b94",
    "--tone-request": "#8cc2f7",
    "--tone-complaint": "#f5b26b",
    "--tone-praise": "#71d3ac",
    "--tone-question": "#bfa6f5",
    "--tone-other": "#a9b3ae",
    "--tone-good": "#71d3ac",
    "--tone-bad": "#ff9b94",
    "--tone-new": "#bfa6f5",
    "--tone-plain": "#b4beb8",
  },
});
