// Draws fifty thousand points and lets a reader move, come nearer, and read the one under the pointer.
import type { ThemeMap } from "@heed/core/api";
import { ActionIcon, Text, useComputedColorScheme } from "@mantine/core";
import { IconFocusCentered, IconMinus, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { KIND_NAMES } from "../components/kinds.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { drawMap, fitOf, type MapView, wholeOf } from "./draw-map.ts";
import { PointGrid } from "./point-grid.ts";

const NEAREST = 40;
/** How near the pointer must come, in pixels. */
const REACH = 8;

export function MapCanvas({ map }: { readonly map: ThemeMap }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const scheme = useComputedColorScheme("light");
  const canvas = useRef<HTMLCanvasElement>(null);
  const [view, setView] = useState(() => wholeOf(map));
  const [under, setUnder] = useState<{ index: number; x: number; y: number } | null>(null);
  const grid = useMemo(() => new PointGrid(map.points.x, map.points.y), [map]);
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const language = currentLanguage();

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the scheme changes.
  useEffect(() => {
    const place = canvas.current!;
    const paint = () => drawMap(place, map, view, under?.index ?? null, language);
    const frame = requestAnimationFrame(paint);
    const follow = new ResizeObserver(paint);
    follow.observe(place);
    return () => {
      cancelAnimationFrame(frame);
      follow.disconnect();
    };
  }, [map, view, under?.index, scheme, language]);

  /** Units of the map for one pixel. */
  const scaleOf = (at: MapView) => {
    const { clientWidth, clientHeight } = canvas.current!;
    return 1 / (fitOf(map, clientWidth, clientHeight) * at.zoom);
  };
  const zoomBy = (factor: number, px?: number, py?: number) =>
    setView((now) => {
      const { clientWidth, clientHeight } = canvas.current!;
      const zoom = Math.min(NEAREST, Math.max(0.7, now.zoom * factor));
      const [dx, dy] = [
        (px ?? clientWidth / 2) - clientWidth / 2,
        (py ?? clientHeight / 2) - clientHeight / 2,
      ];
      const change = scaleOf(now) - scaleOf({ ...now, zoom });
      return { zoom, x: now.x + dx * change, y: now.y + dy * change };
    });
  const moveBy = (dx: number, dy: number) =>
    setView((now) => ({ ...now, x: now.x - dx * scaleOf(now), y: now.y - dy * scaleOf(now) }));

  useEffect(() => {
    const place = canvas.current!;
    // React listens to wheels passively, where a page cannot be kept from scrolling.
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      zoomBy(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.offsetX, event.offsetY);
    };
    place.addEventListener("wheel", turn, { passive: false });
    return () => place.removeEventListener("wheel", turn);
  });

  const pointAt = (px: number, py: number) => {
    const { clientWidth, clientHeight } = canvas.current!;
    const scale = scaleOf(view);
    return grid.nearest(
      view.x + (px - clientWidth / 2) * scale,
      view.y + (py - clientHeight / 2) * scale,
      REACH * scale,
    );
  };
  return (
    <div className="map">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={t("map.title")}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { x: event.clientX, y: event.clientY, moved: false };
        }}
        onPointerMove={(event) => {
          const { offsetX, offsetY } = event.nativeEvent;
          const from = drag.current;
          if (from === null) {
            const index = pointAt(offsetX, offsetY);
            setUnder(index === null ? null : { index, x: offsetX, y: offsetY });
            return;
          }
          const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
          if (!from.moved && Math.hypot(dx, dy) < 4) return;
          drag.current = { x: event.clientX, y: event.clientY, moved: true };
          setUnder(null);
          moveBy(dx, dy);
        }}
        onPointerUp={(event) => {
          const wasMoved = drag.current?.moved === true;
          drag.current = null;
          const index = pointAt(event.nativeEvent.offsetX, event.nativeEvent.offsetY);
          const id = index === null ? undefined : map.points.mentionIds[index];
          if (!wasMoved && id !== undefined)
            void navigate({
              to: "/items/$itemId",
              params: { itemId: id.slice(0, id.indexOf(".")) },
            });
        }}
        onPointerLeave={() => setUnder(null)}
        onKeyDown={(event) => {
          const step = {
            ArrowLeft: [60, 0],
            ArrowRight: [-60, 0],
            ArrowUp: [0, 60],
            ArrowDown: [0, -60],
          }[event.key];
          if (step !== undefined) moveBy(step[0]!, step[1]!);
          else if (event.key === "+" || event.key === "=") zoomBy(1.4);
          else if (event.key === "-") zoomBy(1 / 1.4);
          else if (event.key === "0") setView(wholeOf(map));
          else return;
          event.preventDefault();
        }}
      />
      <div className="map-tools">
        <ActionIcon variant="default" aria-label={t("map.nearer")} onClick={() => zoomBy(1.5)}>
          <IconPlus size={16} />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t("map.further")} onClick={() => zoomBy(1 / 1.5)}>
          <IconMinus size={16} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={t("map.whole")}
          onClick={() => setView(wholeOf(map))}
        >
          <IconFocusCentered size={16} />
        </ActionIcon>
      </div>
      {under !== null && <Tip map={map} index={under.index} x={under.x} y={under.y} />}
    </div>
  );
}

/** The words under the pointer. */
function Tip({
  map,
  index,
  x,
  y,
}: {
  readonly map: ThemeMap;
  readonly index: number;
  readonly x: number;
  readonly y: number;
}) {
  const { t } = useTranslation();
  const id = map.points.mentionIds[index]!;
  const itemId = id.slice(0, id.indexOf(".")) as `item_${number}`;
  const [start, end] = id
    .slice(id.lastIndexOf(".") + 1)
    .split("-")
    .map(Number);
  const item = useQuery({
    queryKey: ["item", itemId],
    queryFn: () => api.getItem({ params: { itemId } }),
    staleTime: 5 * 60_000,
  });
  const theme = map.themes[map.points.theme[index]!]!;
  const kind = KIND_NAMES[map.points.kind[index]!] ?? "other";
  return (
    <div
      className="map-tip"
      style={{ left: x + 14, top: y + 14, translate: x > 500 ? "calc(-100% - 28px) 0" : undefined }}
    >
      <Text size="sm" lineClamp={4}>
        <bdi>{item.data?.text.slice(start, end) ?? "…"}</bdi>
      </Text>
      <Text size="xs" c="dimmed">
        {theme.name[currentLanguage()]} · {t(`kind.${kind}`)}
      </Text>
    </div>
  );
}
