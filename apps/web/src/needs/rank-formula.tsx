// Why a need stands where it does: the parts of its score as one line of arithmetic.
import type { NeedDetail } from "@heed/core/api";
import { Text, Title } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { percent } from "../components/figures.tsx";

export function RankFormula({ need }: { readonly need: NeedDetail }) {
  const { t } = useTranslation();
  const { reach, severity, growth, peopleShare, valueShare, valueWeight } = need.parts;
  const parts = [
    {
      name: t("formula.reach"),
      value: percent(reach),
      note:
        valueWeight > 0
          ? t("need.reachParts", {
              people: percent(peopleShare),
              value: percent(valueShare),
              weight: percent(valueWeight),
            })
          : t("formula.reachNote"),
    },
    { name: t("formula.severity"), value: severity.toFixed(2), note: t("formula.severityNote") },
    { name: t("formula.growth"), value: `×${growth.toFixed(2)}`, note: t("formula.growthNote") },
  ];
  return (
    <section aria-labelledby="formula-title">
      <Title order={2} size="h4" mb="xs" id="formula-title">
        {t("formula.title", { rank: need.rank })}
      </Title>
      <div className="formula">
        {parts.map(({ name, value, note }, index) => (
          <Fragment key={name}>
            {index > 0 && <span>×</span>}
            <div>
              <Text className="eyebrow">{name}</Text>
              <Text fw={680} fz="lg" className="tabular">
                {value}
              </Text>
              <Text size="xs" c="dimmed">
                {note}
              </Text>
            </div>
          </Fragment>
        ))}
        <span>× 100 =</span>
        <div>
          <Text className="eyebrow">{t("formula.score")}</Text>
          <Text fw={720} fz="lg" className="tabular">
            {need.score.value.toFixed(2)}
          </Text>
          <Text size="xs" c="dimmed" className="tabular">
            {need.score.low.toFixed(2)}–{need.score.high.toFixed(2)}
          </Text>
        </div>
      </div>
    </section>
  );
}
