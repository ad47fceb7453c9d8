// Invented customers of a phone company: who leaves follows from contract, months and price, plus chance.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { RandomStream } from "@heed/nn";

const header =
  "customerID,gender,SeniorCitizen,Partner,Dependents,tenure,PhoneService,MultipleLines,InternetService," +
  "OnlineSecurity,OnlineBackup,DeviceProtection,TechSupport,StreamingTV,StreamingMovies,Contract," +
  "PaperlessBilling,PaymentMethod,MonthlyCharges,TotalCharges,Churn";

/** Writes 1,500 customers in the columns of the Telco set. */
export function makeCustomers(folder: string, random: RandomStream): void {
  const rows = Array.from({ length: 1500 }, (_, at) => customer(at, random.fork(at)));
  const csv = `${[header, ...rows].join("\n")}\n`;
  writeFileSync(join(folder, "Telco-Customer-Churn.csv.gz"), gzipSync(csv));
}

function customer(at: number, random: RandomStream): string {
  let drawn = 0;
  const pick = (...values: string[]) => {
    drawn += 1;
    return values[Math.floor(random.uniform(drawn) * values.length)]!;
  };
  const contract = pick("Month-to-month", "Month-to-month", "One year", "Two year");
  const internet = pick("DSL", "Fiber optic", "Fiber optic", "No");
  const tenure = Math.floor(73 * random.uniform(50));
  const monthly = (internet === "No" ? 20 : 50) + 45 * random.uniform(51);
  // New customers have not been billed yet, and their total is blank.
  const total = tenure === 0 ? " " : (tenure * monthly).toFixed(2);
  const score =
    (contract === "Month-to-month" ? 1 : -2) +
    (internet === "Fiber optic" ? 1 : -0.5) -
    tenure / 24 +
    random.normal(52);
  const services = Array.from({ length: 6 }, () => pick("Yes", "No"));
  return [
    `M-${String(at).padStart(4, "0")}`,
    pick("Female", "Male"),
    pick("0", "0", "0", "1"),
    pick("Yes", "No"),
    pick("Yes", "No"),
    tenure,
    "Yes",
    pick("Yes", "No"),
    internet,
    ...services,
    contract,
    pick("Yes", "No"),
    pick("Electronic check", "Mailed check", "Credit card (automatic)"),
    monthly.toFixed(2),
    total,
    score > 0 ? "Yes" : "No",
  ].join(",");
}
