// The workbench's look: one calm green, warm paper, system type in both scripts.
import { createTheme, type MantineColorsTuple } from "@mantine/core";

const pine: MantineColorsTuple = [
  "#eef6f3",
  "#dbe9e3",
  "#b5d3c7",
  "#8cbca9",
  "#6aa98f",
  "#539d7f",
  "#3f8a6e",
  "#2f6d59",
  "#2f5d50",
  "#1d4a3d",
];

const FONT =
  'Inter, system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

export const theme = createTheme({
  primaryColor: "pine",
  primaryShade: { light: 8, dark: 4 },
  colors: { pine },
  fontFamily: FONT,
  headings: { fontFamily: FONT, fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
});
