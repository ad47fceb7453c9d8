// The most that a call can cost, which is set aside before it is sent; and the word for one that could pass a budget.
import {
  budgetUnits,
  type CallReserve,
  Conflict,
  costOf,
  formatPico,
  InvalidInput,
  type ModelPrice,
  type ModelSettings,
  type ModelUsage,
  mostInputTokens,
  NO_USAGE,
  priceOf,
} from "@heed/core";
import type { CallPlan } from "./model-caller.ts";

/** What to set aside for a call. @throws `price-unknown` where a budget of money is set that its cost cannot be held against. */
export function reserveFor(
  plan: CallPlan,
  { budgets }: ModelSettings,
): { readonly currency: string | null; readonly reserve: CallReserve } {
  const { provider, model, size, mostOutputTokens, seconds = 0 } = plan;
  const price = priceOf(provider, model);
  const most: ModelUsage = {
    ...NO_USAGE,
    inputTokens: mostInputTokens(size),
    outputTokens: mostOutputTokens,
    seconds,
  };
  const cost = price === null ? 0n : costOf(most, price);
  checkCurrency(plan, price, cost, budgets);
  return {
    currency: price?.currency ?? null,
    reserve: {
      tokens: most.inputTokens + most.outputTokens,
      cost,
      budgets: new Map(
        budgets.map((budget) => [budget.unit, budgetUnits(budget.unit, budget.most)]),
      ),
    },
  };
}

function checkCurrency(
  { provider, model }: CallPlan,
  price: ModelPrice | null,
  cost: bigint,
  budgets: ModelSettings["budgets"],
): void {
  const money = budgets.filter(({ unit }) => unit !== "tokens");
  if (money.length === 0) return;
  const name = `${provider.id}/${model}`;
  if (price === null)
    throw new InvalidInput(
      "price-unknown",
      `A budget of money is set, and the price of ${name} is not known.`,
      {
        hint: `Say what it costs: heed models price ${name} IN,OUT,CURRENCY`,
        zh: {
          message: `已设置金额预算，但不知道 ${name} 的价格。`,
          hint: `请设置价格：heed models price ${name} 输入,输出,币种`,
        },
      },
    );
  if (cost === 0n || money.some(({ unit }) => unit === price.currency)) return;
  throw new InvalidInput(
    "price-unknown",
    `${name} is paid in ${price.currency}, and no budget is in that currency.`,
    {
      hint: `Set one: heed models budget ${price.currency} AMOUNT`,
      zh: {
        message: `${name} 以 ${price.currency} 计价，而没有该币种的预算。`,
        hint: `请设置：heed models budget ${price.currency} 金额`,
      },
    },
  );
}

/** The refusal of a call that could pass a budget. */
export function budgetReached(
  { unit, spent, most }: { unit: string; spent: bigint; most: bigint },
  { provider, model, purpose }: CallPlan,
): Conflict {
  const say = (amount: bigint) =>
    unit === "tokens" ? `${amount} tokens` : `${formatPico(amount)} ${unit}`;
  return new Conflict(
    "budget-reached",
    `Asking ${provider.id}/${model} (${purpose}) could pass this month's budget of ${say(most)}; ${say(spent)} are spent or set aside.`,
    {
      details: { unit, spent: String(spent), most: String(most) },
      hint: "What was answered is kept. Raise the budget (heed models budget) and run it again to go on.",
      zh: {
        message: `再问 ${provider.id}/${model}（${purpose}）可能超出本月预算 ${say(most)}；已用或预留 ${say(spent)}。`,
        hint: "已得到的应答均已保留。提高预算（heed models budget）后再次运行即可继续。",
      },
    },
  );
}
