// The host of the bench, in a process of its own: answers readings after a set time and counts every token it charges for.
import { readingsFor, shownMentions } from "../../test/llm/read-like-a-model.ts";
import { countTokens, wordsIn } from "../../test/llm/wire-answer.ts";
import { serveModels } from "../../test/llm/wire-server.ts";

let inputTokens = 0;
let outputTokens = 0;
let calls = 0;
let running = 0;
let atOnce = 0;
const server = await serveModels({
  latencyMs: Number(process.argv[2]),
  retainHeard: false,
  usual: (heard) => {
    const text = readingsFor(shownMentions(heard));
    calls += 1;
    inputTokens += countTokens(wordsIn(heard.json.messages));
    outputTokens += countTokens(text);
    return { text };
  },
  onBegin: () => {
    running += 1;
    atOnce = Math.max(atOnce, running);
  },
  onEnd: () => {
    running -= 1;
  },
});
process.on("message", () => process.send?.({ calls, inputTokens, outputTokens, atOnce }));
process.on("disconnect", () => process.exit(0));
process.send?.({ url: server.url });
