// Reads what an item's account is worth out of the columns that exports keep it in.
import type { AccountValue, FeedbackItem } from "@heed/core";

/** Names of columns with money a month, and with money a year. */
const MONTHLY = [
  "mrr",
  "monthly recurring revenue",
  "monthly revenue",
  "account mrr",
  "revenue per month",
  "monthly spend",
  "月收入",
  "月费",
  "月经常性收入",
];
const YEARLY = [
  "arr",
  "annual recurring revenue",
  "annual revenue",
  "account arr",
  "acv",
  "annual contract value",
  "年收入",
  "年费",
  "合同金额",
];
const ACCOUNTS = [
  "account",
  "account id",
  "account name",
  "company",
  "company name",
  "organization",
  "organisation",
  "organization id",
  "workspace id",
  "客户",
  "公司",
  "企业",
];
const PLANS = ["plan", "subscription plan", "tier", "套餐", "会员"];

const MONTHLY_NAMES = new Set(MONTHLY);
const YEARLY_NAMES = new Set(YEARLY);
const ACCOUNT_NAMES = new Set(ACCOUNTS);
const PLAN_NAMES = new Set(PLANS);

/** Tells by a column's folded name what it holds. */
export const accountColumns = {
  isMoney: (name: string): boolean => MONTHLY_NAMES.has(name) || YEARLY_NAMES.has(name),
  isAccount: (name: string): boolean => ACCOUNT_NAMES.has(name),
};

const folded = new Map<string, string>();

/**
 * The item's account with its worth a month: a monthly revenue column, else a twelfth of a yearly one, else the weight of its
 * plan; null when none of them tells. Without an account column the person is the account.
 */
export function readAccount(
  item: Pick<FeedbackItem, "properties">,
  person: string,
  planWeights: Readonly<Record<string, number>>,
): AccountValue | null {
  let monthly: number | null = null;
  let yearly: number | null = null;
  let weight: number | null = null;
  let account: string | null = null;
  for (const column in item.properties) {
    const name = foldColumn(column);
    const cell = item.properties[column]!.trim();
    if (MONTHLY_NAMES.has(name)) monthly ??= readMoney(cell);
    else if (YEARLY_NAMES.has(name)) yearly ??= readMoney(cell);
    else if (ACCOUNT_NAMES.has(name)) account ??= cell === "" ? null : cell;
    else if (PLAN_NAMES.has(name)) weight ??= planWeights[cell.toLowerCase()] ?? null;
  }
  const value = monthly ?? (yearly === null ? null : yearly / 12) ?? weight;
  return value === null ? null : { key: account === null ? person : `account:${account}`, value };
}

const MONEY = /^[^\d\-.,]{0,4}\s*(\d[\d\s,']*(?:\.\d+)?)\s*((?:[kmw](?![a-z])|万))?\s*[^\d]{0,8}$/i;
const FACTORS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, w: 1e4, 万: 1e4 };

/** An amount such as `1,299.00`, `$1.2k` or `¥3万`; null for anything else, and for what is below 0. */
export function readMoney(cell: string): number | null {
  const match = MONEY.exec(cell.normalize("NFKC"));
  if (match === null) return null;
  const amount = Number(match[1]!.replace(/[\s,']/g, ""));
  return Number.isFinite(amount) ? amount * (FACTORS[match[2]?.toLowerCase() ?? ""] ?? 1) : null;
}

function foldColumn(column: string): string {
  let name = folded.get(column);
  if (name === undefined) {
    name = column.normalize("NFKC").trim().toLowerCase().replaceAll("_", " ");
    folded.set(column, name);
  }
  return name;
}
