// What the team decided about a need: now, next or later, how far it is, and in which version it shipped.

import type { NeedDetail, NeedPlanView } from "@heed/core/api";
import { Group, SegmentedControl, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { useMay } from "../people/may.tsx";

const LANES = ["now", "next", "later"] as const;
const STATUSES = ["open", "planned", "building", "shipped", "declined"] as const;
type Change = Partial<Pick<NeedPlanView, "lane" | "status" | "shippedIn">>;

export function PlanControls({ need }: { readonly need: NeedDetail }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayPlan = useMay()("planNeed");
  const isShipped = need.plan.status === "shipped";
  const releases = useQuery({
    queryKey: ["releases"],
    queryFn: () => api.listReleases(),
    enabled: isShipped,
  });
  const plan = useMutation({
    mutationFn: (body: Change) => api.planNeed({ params: { needId: need.id }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: ["need", need.id] }),
  });
  const shown = { ...need.plan, ...(plan.isPending ? plan.variables : {}) };
  return (
    <div>
      <Group gap="md">
        <SegmentedControl
          disabled={!mayPlan}
          radius="xl"
          aria-label={t("plan.lane")}
          value={shown.lane ?? "none"}
          onChange={(lane) =>
            plan.mutate({ lane: lane === "none" ? null : (lane as (typeof LANES)[number]) })
          }
          data={[
            { value: "none", label: t("plan.none") },
            ...LANES.map((lane) => ({ value: lane, label: t(`plan.${lane}`) })),
          ]}
        />
        <Select
          readOnly={!mayPlan}
          aria-label={t("plan.status")}
          value={shown.status}
          allowDeselect={false}
          onChange={(status) =>
            status !== null && plan.mutate({ status: status as (typeof STATUSES)[number] })
          }
          data={STATUSES.map((status) => ({ value: status, label: t(`plan.${status}`) }))}
          w={150}
        />
        {isShipped && (
          <Select
            readOnly={!mayPlan}
            clearable={mayPlan}
            searchable
            aria-label={t("plan.shippedIn")}
            placeholder={t("plan.shippedIn")}
            value={shown.shippedIn}
            onChange={(shippedIn) => plan.mutate({ shippedIn })}
            data={[
              ...new Set([
                ...(need.plan.shippedIn === null ? [] : [need.plan.shippedIn]),
                ...(releases.data?.rows ?? []).map(({ version }) => version),
              ]),
            ]}
            w={190}
          />
        )}
      </Group>
      {plan.isError && <Failure error={plan.error} />}
    </div>
  );
}
