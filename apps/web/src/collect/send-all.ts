// Sends the bytes of a file to where they were announced, over any number of broken connections.
import { ApiError } from "@heed/core/api";
import { api } from "../api/client.ts";

const PIECE_BYTES = 8 * 1024 * 1024;
const MOST_TRIES = 5;

/** Sends a file piece by piece; after a broken connection it goes on from what the server has. */
export async function sendAll(
  file: Blob,
  uploadId: string,
  from: number,
  onSent: (bytes: number) => void,
) {
  let offset = from;
  let tries = 0;
  onSent(offset);
  if (from > 0 && from >= file.size) return;
  do {
    try {
      const { received } = await api.sendUpload(
        { params: { uploadId }, query: { offset } },
        { raw: file.slice(offset, offset + PIECE_BYTES) },
      );
      offset = received;
      tries = 0;
    } catch (error) {
      tries += 1;
      if (tries >= MOST_TRIES || !(error instanceof ApiError) || !error.problem.retryable)
        throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries));
      offset = (await api.getUpload({ params: { uploadId } }).catch(() => ({ received: offset })))
        .received;
    }
    onSent(offset);
  } while (offset < file.size);
}
