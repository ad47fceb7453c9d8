// Tells of an alert: by a webhook behind the outbound guard, or by mail over the server's own SMTP.
import { InvalidInput, Unavailable } from "@heed/core";
import { guardedFetch } from "../models/guarded-fetch.ts";

/** Where alerts go; at least one of both. */
export interface AlertTarget {
  readonly webhook?: string | undefined;
  readonly email?: string | undefined;
}

export interface AlertMessage {
  readonly subject: string;
  /** English and Chinese, one sentence each. */
  readonly text: { readonly en: string; readonly zh: string };
  /** For programs. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface SendRules {
  /** `smtp://user:password@host:port`, with `from` in the query; null where mail is not set up. */
  readonly smtpUrl: string | null;
  /** Also addresses of this machine, for tests. */
  readonly allowLoopback?: boolean;
}

const TIMEOUT_MS = 15_000;
const MOST_ANSWER_BYTES = 64 * 1024;

export type AlertWay = "webhook" | "email";

/** Sends by the ways named; those that failed come back with why the first of them did. */
export async function sendAlert(
  target: AlertTarget,
  ways: readonly AlertWay[],
  message: AlertMessage,
  rules: SendRules,
): Promise<{ readonly failed: readonly AlertWay[]; readonly reason: unknown }> {
  const sends = ways.map(async (way) => {
    const to = target[way];
    if (to === undefined) return;
    await (way === "webhook" ? postWebhook : sendMail)(to, message, rules);
  });
  const settled = await Promise.allSettled(sends);
  const failed = ways.filter((_, index) => settled[index]!.status === "rejected");
  const first = settled.find((one) => one.status === "rejected");
  return { failed, reason: first?.reason };
}

/** `text` is what Slack shows, `content` what Feishu does; others read the rest. */
async function postWebhook(url: string, message: AlertMessage, rules: SendRules): Promise<void> {
  const text = `${message.text.en}\n${message.text.zh}`;
  const body = JSON.stringify({
    ...{ text, msg_type: "text", content: { text } },
    subject: message.subject,
    ...message.details,
  });
  const guard = {
    timeoutMs: TIMEOUT_MS,
    mostBytes: MOST_ANSWER_BYTES,
    ...(rules.allowLoopback === undefined ? {} : { allowLoopback: rules.allowLoopback }),
  };
  const traffic = { sent: 0, received: 0, isAnswered: false };
  const answer = await guardedFetch(guard, traffic)(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  if (answer.ok) return;
  throw new Unavailable("alert-not-taken", `The webhook answered ${answer.status}.`, {
    hint: "Check the address.",
    zh: { message: `Webhook 返回 ${answer.status}。`, hint: "请检查地址。" },
  });
}

async function sendMail(to: string, message: AlertMessage, { smtpUrl }: SendRules): Promise<void> {
  if (smtpUrl === null)
    throw new InvalidInput("mail-not-set-up", "This server cannot send mail.", {
      hint: "Set HEED_SMTP_URL, such as smtp://user:password@mail.example.com:587?from=heed@example.com",
      zh: {
        message: "该服务器尚未设置邮件发送。",
        hint: "请设置 HEED_SMTP_URL，例如 smtp://user:password@mail.example.com:587?from=heed@example.com",
      },
    });
  // Few servers send mail.
  const { createTransport } = await import("nodemailer");
  const url = new URL(smtpUrl);
  const from = url.searchParams.get("from") ?? decodeURIComponent(url.username);
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port || (url.protocol === "smtps:" ? 465 : 587)),
    secure: url.protocol === "smtps:",
    ...(url.username === ""
      ? {}
      : {
          auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
        }),
    connectionTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  try {
    await transport.sendMail({
      from,
      to,
      subject: message.subject,
      text: `${message.text.en}\n\n${message.text.zh}\n`,
    });
  } catch (cause) {
    throw new Unavailable(
      "mail-not-sent",
      `The mail could not be sent: ${(cause as Error).message.slice(0, 200)}`,
      {
        cause,
        retryable: true,
        hint: "Check HEED_SMTP_URL and the address.",
        zh: { message: "邮件发送失败。", hint: "请检查 HEED_SMTP_URL 和收件地址。" },
      },
    );
  } finally {
    transport.close();
  }
}
