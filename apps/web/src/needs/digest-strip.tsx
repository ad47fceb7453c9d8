// What changed since last week, each with a person's words and the way to its need.
import type { DigestEntryView } from "@heed/core/api";
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { percent } from "../components/figures.tsx";
import { BelowHeadline, headlineNow } from "../components/headline.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";

const TONES = { new: "new", rising: "bad", falling: "good", resolved: "good" } as const;
const SHOWN = 4;

export function DigestStrip() {
  const { t } = useTranslation();
  const digest = useQuery({ queryKey: ["digest"], queryFn: () => api.getDigest() });
  if (digest.data === undefined || digest.data.asOfDate === null) return null;
  const { asOfDate, rows } = digest.data;
  return (
    <section aria-labelledby="digest-title">
      <Text component="h2" id="digest-title" className="eyebrow" mb={6}>
        {t("digest.title", { week: dayText(asOfDate) })}
      </Text>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("digest.nothing")}
        </Text>
      ) : (
        <div className="digest-row">
          {rows.slice(0, SHOWN).map((entry) => {
            const { needId, state, firstQuote } = entry;
            const headline = headlineNow(entry);
            return (
              <Link
                key={needId}
                to="/needs/$needId"
                params={{ needId }}
                className="voice brand digest"
              >
                <Tag tone={TONES[state]}>{t(`digest.${state}`)}</Tag>
                <Text fw={650} mt={4} lineClamp={2} lh={1.35} className="matter">
                  {headline.text}
                </Text>
                <BelowHeadline headline={headline} size="xs" />
                {firstQuote !== null && (
                  <Text size="sm" lineClamp={1}>
                    “<bdi>{firstQuote.quote}</bdi>”
                  </Text>
                )}
                <Text size="xs" c="dimmed" className="tabular">
                  {restsOn(entry, t)}
                </Text>
              </Link>
            );
          })}
        </div>
      )}
    </section>
  );
}

/** What the state rests on: a lasting change, the last four weeks, or the last week alone. */
function restsOn(entry: DigestEntryView, t: TFunction): string {
  const { evidence, ratio, sinceDate, lastWeek } = entry;
  const since = sinceDate === null ? null : dayText(sinceDate);
  if (evidence === "change" && ratio?.value != null && since !== null)
    return t("digest.left", { part: percent(ratio.value), since });
  if (evidence === "month" && ratio?.value != null)
    return t("digest.month", { times: ratio.value.toFixed(1) });
  if (since !== null) return t("digest.since", { since });
  return lastWeek.expected === null
    ? t("digest.lastWeek", { count: lastWeek.people })
    : t("digest.against", { count: lastWeek.people, expected: lastWeek.expected.toFixed(1) });
}
