// A ratio on its interval, on a scale on which halving and doubling lie equally far from "as before".
import type { ReleaseImpactView } from "@heed/core/api";
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

type Change = NonNullable<ReleaseImpactView["themes"][number]["change"]>;

/** Ends of the scale: a quarter and four times. */
const END = 2;

export function RatioScale({ change }: { readonly change: Change }) {
  const { t } = useTranslation();
  const place = (ratio: number) =>
    `${(((Math.min(END, Math.max(-END, Math.log2(ratio || 2 ** -END))) + END) / (2 * END)) * 100).toFixed(2)}%`;
  const high = place(change.high ?? 2 ** END);
  return (
    <div className="ratio-scale" aria-hidden>
      <div className="interval">
        <i style={{ left: place(change.low), width: `calc(${high} - ${place(change.low)})` }} />
        {change.ratio !== null && <b style={{ left: place(change.ratio) }} />}
      </div>
      <Text size="xs" c="dimmed" className="ratio-words">
        <span>×¼</span>
        <span>×½</span>
        <span>{t("optimise.asBefore")}</span>
        <span>×2</span>
        <span>×4</span>
      </Text>
    </div>
  );
}
