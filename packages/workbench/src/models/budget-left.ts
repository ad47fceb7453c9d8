// Holds what work will likely cost against what is left of the month's budget, before anything is sent.
import { budgetUnits, Conflict, formatPico } from "@heed/core";
import type { Models } from "./open-models.ts";

/** What work with a model will likely cost; null without a price. */
export interface LikelyCost {
  readonly mentions: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** In 10^-12 of `currency`. */
  readonly cost: bigint | null;
  readonly currency: string | null;
}

/** Stopping at once is kinder than stopping in the middle. @throws `budget-too-small` */
export async function refuseBeyondBudget(
  models: Pick<Models, "caller" | "ledger" | "settings">,
  { mentions, inputTokens, outputTokens, cost, currency }: LikelyCost,
  doing: { readonly en: string; readonly zh: string } = { en: "Reading", zh: "阅读" },
): Promise<void> {
  const month = models.caller.options.clock.now().toISOString().slice(0, 7);
  const spent = await models.ledger.spent(month);
  for (const { unit, most } of models.settings.budgets) {
    const isTokens = unit === "tokens";
    if (!isTokens && unit !== currency) continue;
    const needed = isTokens ? BigInt(inputTokens + outputTokens) : (cost ?? 0n);
    const left = budgetUnits(unit, most) - (spent.get(unit) ?? 0n);
    if (needed <= left) continue;
    const say = (amount: bigint) => (isTokens ? String(amount) : formatPico(amount));
    throw new Conflict(
      "budget-too-small",
      `${doing.en} ${mentions} mentions will take about ${say(needed)} ${unit}, and ${say(left)} of this month's budget are left.`,
      {
        hint: "Raise the budget (heed models budget), or read fewer mentions.",
        zh: {
          message: `${doing.zh} ${mentions} 条提及约需 ${say(needed)} ${unit}，本月预算还剩 ${say(left)}。`,
          hint: "请提高预算（heed models budget），或减少要读的内容。",
        },
      },
    );
  }
}
