// What the team decided about a need: now, next or later, and how far it is.

import type { NeedDetail, NeedPlanView } from "@heed/core/api";
import { Button, Group, SegmentedControl, Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";

const LANES = ["now", "next", "later"] as const;
const STATUSES = ["open", "planned", "building", "shipped", "declined"] as const;

export function PlanControls({ need }: { readonly need: NeedDetail }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isCopied, setIsCopied] = useState(false);
  const plan = useMutation({
    mutationFn: (body: Partial<Pick<NeedPlanView, "lane" | "status">>) =>
      api.planNeed({ params: { needId: need.id }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["need", need.id] }),
  });
  const copy = async () => {
    await navigator.clipboard.writeText(
      t("plan.message", { name: need.name.en, nameZh: need.name.zh }),
    );
    setIsCopied(true);
  };
  return (
    <div>
      <Group gap="md">
        <SegmentedControl
          aria-label={t("plan.lane")}
          value={need.plan.lane ?? "none"}
          onChange={(lane) =>
            plan.mutate({ lane: lane === "none" ? null : (lane as (typeof LANES)[number]) })
          }
          data={[
            { value: "none", label: t("plan.none") },
            ...LANES.map((lane) => ({ value: lane, label: t(`plan.${lane}`) })),
          ]}
        />
        <Select
          aria-label={t("plan.status")}
          value={need.plan.status}
          allowDeselect={false}
          onChange={(status) =>
            status !== null && plan.mutate({ status: status as (typeof STATUSES)[number] })
          }
          data={STATUSES.map((status) => ({ value: status, label: t(`plan.${status}`) }))}
          w={150}
        />
        {need.plan.status === "shipped" && (
          <Button variant="light" onClick={() => void copy()}>
            {isCopied ? t("plan.copied") : t("plan.copy")}
          </Button>
        )}
      </Group>
      {plan.isError && <Failure error={plan.error} />}
    </div>
  );
}
