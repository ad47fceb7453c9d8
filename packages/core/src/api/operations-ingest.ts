// Operations by which other programs and other people's pages send feedback, and the keys for it.
import { z } from "zod";
import {
  CreatedKey,
  FeedbackReceipt,
  FeedbackRequest,
  KeyList,
  KeyRequest,
  WidgetMessage,
} from "./ingest.ts";
import type { Operation } from "./operation.ts";

const keyParams = z.object({ keyId: z.string().max(100) });

export const INGEST_OPERATIONS = {
  sendFeedback: {
    tag: "feedback",
    summary: "Send feedback with a write key (`Authorization: Bearer`, `Idempotency-Key`)",
    body: FeedbackRequest,
    response: FeedbackReceipt,
    status: 202,
  },
  listKeys: { tag: "feedback", summary: "Keys of programs", response: KeyList },
  createKey: {
    tag: "feedback",
    summary: "Make a key; its secret is shown once",
    body: KeyRequest,
    response: CreatedKey,
    status: 201,
  },
  deleteKey: {
    tag: "feedback",
    summary: "Revoke a key",
    params: keyParams,
    response: null,
    status: 204,
  },
  sendWidgetMessage: {
    tag: "feedback",
    summary: "Send one message from the widget in a page (a key with the scope `widget`)",
    params: keyParams,
    body: WidgetMessage,
    response: FeedbackReceipt,
    status: 202,
  },
  sendWebhook: {
    tag: "feedback",
    summary:
      "Send feedback that is signed: `Heed-Signature: t=SECONDS,v1=HEX`, the HMAC-SHA256 of `SECONDS.BODY` under the key's secret",
    params: keyParams,
    body: FeedbackRequest,
    response: FeedbackReceipt,
    status: 202,
  },
} as const satisfies Readonly<Record<string, Operation>>;
