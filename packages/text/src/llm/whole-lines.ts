// Cuts what a model writes into lines while it is still writing.

/** Lines of a stream as soon as each is whole. */
export async function* wholeLines(stream: AsyncIterable<string>): AsyncGenerator<string> {
  let waiting = "";
  for await (const piece of stream) {
    waiting += piece;
    const lines = waiting.split("\n");
    waiting = lines.pop()!;
    yield* lines.filter((line) => line.trim() !== "");
  }
  if (waiting.trim() !== "") yield waiting;
}
