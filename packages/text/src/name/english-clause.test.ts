// Which English clauses can be read out alone, and which are fragments, stories or asides.
import { expect, test } from "vitest";
import type { ClaimSort } from "./clause.ts";
import { englishClauses } from "./english-clause.ts";

const clausesOf = (text: string, sort: ClaimSort = "trouble") =>
  englishClauses(text, sort).map(({ start, end }) => text.slice(start, end));

test("ND20 a short sentence with subject and verb is a clause, without its mark and in the person's own letters", () => {
  expect(clausesOf("The verification code never arrives!!! 😡")).toEqual([
    "The verification code never arrives",
  ]);
  expect(clausesOf("notes vanish")).toEqual(["notes vanish"]);
  expect(clausesOf("No way to export tables.")).toEqual(["No way to export tables"]);
});

test.each([
  ["Honestly, the new sync deletes notes.", "the new sync deletes notes"],
  ["I can't log in on the tablet", "can't log in on the tablet"],
  ["The widget stays blank, and nobody answers my mails.", "The widget stays blank"],
  ["Sync loses notes, even on Wi-Fi.", "Sync loses notes"],
])("fillers, the speaker and what is only added are left out: %s", (text, clause) => {
  expect(clausesOf(text)).toContain(clause);
});

test.each([
  ["it deletes everything", "points at something before it"],
  ["Now it has vanished", "points at something before it"],
  ["because sync deletes notes", "hangs on another clause"],
  ["when the app crashes on opening", "hangs on another clause"],
  ["My wife lost her recipes in the update", "is one person's story"],
  ["Crashed 14 times since 4.2", "names figures and a version"],
  ["Bought by Reedbank and broken since", "names a company"],
  ["please write to me at [email]", "holds a redaction mark"],
  ["WHERE DID THE NOTES GO", "is shouted"],
  ["the sync is fucking broken", "is profane"],
  ["Why does sync delete notes?", "is a question"],
  ["If sync fails, notes vanish", "holds only under a condition"],
  ["sync, update and phone", "has no verb"],
  ["the app fails to save and", "is cut off"],
  ["The syncing is trustworthy again", "tells no trouble"],
  ["No ads and no lag anywhere", "praises what is not there"],
  ["Delete the app and never look back", "is an order"],
])("no clause: %s (%s)", (text) => {
  expect(clausesOf(text)).toEqual([]);
});

test("a wish begins with what is wished for", () => {
  expect(clausesOf("Please add a tablet layout", "request")).toEqual(["add a tablet layout"]);
  expect(clausesOf("please fix this as soon as possible", "request")).toEqual([]);
});

test("a question keeps its mark, and only a question is one", () => {
  expect(clausesOf("How do I change the PIN?", "question")).toEqual(["How do I change the PIN?"]);
  expect(clausesOf("The PIN cannot be changed", "question")).toEqual([]);
});

test("praise has a predicate that praises", () => {
  expect(clausesOf("The interface is clean", "praise")).toEqual(["The interface is clean"]);
  expect(clausesOf("The old price worked here", "praise")).toEqual([]);
});
