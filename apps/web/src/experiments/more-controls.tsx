// What most experiments need not say: their key, how exposures are told, segments, and a flag that gives the arms.
import type { FlagRequest } from "@heed/core/api";
import { Checkbox, NumberInput, Select, SimpleGrid, TagsInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useOverview } from "../analyse/use-events.ts";
import { api } from "../api/client.ts";
import { type ExperimentDraft, keyFrom } from "./experiment-draft.ts";
import { MorePart } from "./more-part.tsx";
import { useWords } from "./words.ts";

/** A flag that gives the arms to a share of people, of all or of those with a value of one attribute. */
export interface FlagDraft {
  readonly isWanted: boolean;
  /** Empty for the experiment's own. */
  readonly key: string;
  readonly attribute: string;
  readonly values: readonly string[];
}

export const NO_FLAG: FlagDraft = { isWanted: false, key: "", attribute: "", values: [] };

export function flagKeyOf(flag: FlagDraft, { key, name }: ExperimentDraft): string {
  return flag.key.trim() || key.trim() || keyFrom(name);
}

/** The flag as the API takes it: with two arms on for the second, with more the arm's own name. */
export function flagOf(
  { attribute, values }: FlagDraft,
  experiment: string,
  { arms, hypothesis }: ExperimentDraft,
  share: number,
): FlagRequest {
  const condition = { attribute: attribute.trim(), test: "is" as const, values: [...values] };
  return {
    ...{ description: hypothesis.slice(0, 2_000), isOn: true, overrides: [] },
    defaultValue: arms.length === 2 ? false : arms[0]!.key.trim(),
    rules: [
      {
        ...{ kind: "experiment", experiment, share, by: "id" },
        conditions: condition.attribute === "" || values.length === 0 ? [] : [condition],
        variations: arms.map((arm, at) => ({
          ...{ key: arm.key.trim(), weight: Number(arm.weight) },
          value: arms.length === 2 ? at === 1 : arm.key.trim(),
        })),
      },
    ],
  };
}

export function MoreControls({
  draft,
  put,
  flag,
  onFlag,
  share,
  onShare,
}: {
  readonly draft: ExperimentDraft;
  readonly put: (part: Partial<ExperimentDraft>) => void;
  readonly flag: FlagDraft;
  readonly onFlag: (flag: FlagDraft) => void;
  readonly share: number | string;
  readonly onShare: (share: number | string) => void;
}) {
  const t = useWords();
  const overview = useOverview();
  const { exposure } = draft;
  const names = overview.data?.names.map(({ name }) => name) ?? [];
  const properties = overview.data?.properties ?? [];
  const putExposure = (part: Partial<ExperimentDraft["exposure"]>) =>
    put({ exposure: { ...exposure, ...part } });
  return (
    <MorePart label={t("create.more")}>
      <TextInput
        label={t("create.key")}
        description={t("create.keyHint")}
        placeholder={keyFrom(draft.name)}
        pattern="[\w.:\-]{1,100}"
        title={t("create.armPattern")}
        value={draft.key}
        onChange={(one) => put({ key: one.currentTarget.value })}
      />
      <TagsInput
        label={t("create.segments")}
        description={t("create.segmentsHint")}
        maxTags={10}
        data={[...properties]}
        value={[...draft.segments]}
        onChange={(segments) => put({ segments })}
      />
      {draft.looking === "planned-looks" && (
        <Select
          label={t("create.spending")}
          description={t("create.spendingHint")}
          allowDeselect={false}
          data={(["obrien-fleming", "pocock"] as const).map((value) => ({
            value,
            label: t(`create.spendings.${value}`),
          }))}
          value={draft.spending}
          onChange={(next) => put({ spending: next as ExperimentDraft["spending"] })}
        />
      )}
      <Select
        searchable
        label={t("create.exposure")}
        description={t("create.exposureHint")}
        allowDeselect={false}
        data={[...new Set([exposure.event, "experiment_viewed", ...names])]}
        value={exposure.event}
        onChange={(next) => next !== null && putExposure({ event: next })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          label={t("create.experimentProperty")}
          description={t("create.experimentPropertyHint")}
          value={exposure.experimentProperty}
          onChange={(one) => putExposure({ experimentProperty: one.currentTarget.value })}
        />
        <TextInput
          required
          withAsterisk={false}
          label={t("create.armProperty")}
          description={t("create.armPropertyHint")}
          value={exposure.armProperty}
          onChange={(one) => putExposure({ armProperty: one.currentTarget.value })}
        />
      </SimpleGrid>
      <NumberInput
        label={t("create.share")}
        description={t("create.shareHint")}
        min={1}
        max={100}
        suffix=" %"
        value={share}
        onChange={onShare}
      />
      <Checkbox
        label={t("create.flag")}
        description={t("create.flagHint")}
        checked={flag.isWanted}
        onChange={(one) => onFlag({ ...flag, isWanted: one.currentTarget.checked })}
      />
      {flag.isWanted && <FlagFields draft={draft} flag={flag} onFlag={onFlag} />}
    </MorePart>
  );
}

function FlagFields({
  draft,
  flag,
  onFlag,
}: {
  readonly draft: ExperimentDraft;
  readonly flag: FlagDraft;
  readonly onFlag: (flag: FlagDraft) => void;
}) {
  const t = useWords();
  const flags = useQuery({ queryKey: ["flags"], queryFn: () => api.listFlags() });
  const key = flagKeyOf(flag, draft);
  const isTaken = flags.data?.rows.some((one) => one.key === key) ?? false;
  return (
    <>
      <TextInput
        label={t("create.flagKey")}
        required={key === ""}
        placeholder={key}
        pattern="[\w.:\-]{1,100}"
        title={t("create.armPattern")}
        error={isTaken ? t("create.flagTaken", { key }) : undefined}
        value={flag.key}
        onChange={(one) => onFlag({ ...flag, key: one.currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          label={t("create.flagAttribute")}
          description={t("create.flagAttributeHint")}
          value={flag.attribute}
          onChange={(one) => onFlag({ ...flag, attribute: one.currentTarget.value })}
        />
        <TagsInput
          label={t("create.flagValues")}
          description={t("create.flagValuesHint")}
          value={[...flag.values]}
          onChange={(values) => onFlag({ ...flag, values })}
        />
      </SimpleGrid>
    </>
  );
}
