// Remembers files on their way in, so that a page that was loaded anew goes on sending them; in this browser alone.
const DATABASE = "heed";
const STORE = "uploads";

/** A file that is being sent, or was sent and waits to be imported. */
export interface KeptUpload {
  readonly uploadId: string;
  readonly file: File;
}

/** Keeps a file until it is forgotten; a browser that keeps nothing (a private window) is left as it is. */
export async function keepUpload(kept: KeptUpload): Promise<void> {
  await change((store) => store.put(kept));
}

export async function forgetUpload(uploadId: string): Promise<void> {
  await change((store) => store.delete(uploadId));
}

/** What was kept before the page was loaded. */
export async function keptUploads(): Promise<readonly KeptUpload[]> {
  const database = await open();
  if (database === null) return [];
  const rows = await answerOf(
    database.transaction(STORE).objectStore(STORE).getAll() as IDBRequest<KeptUpload[]>,
  ).catch(() => []);
  database.close();
  return rows;
}

async function change(ask: (store: IDBObjectStore) => IDBRequest): Promise<void> {
  const database = await open();
  if (database === null) return;
  // A full disk costs the going on after a reload, never the upload itself.
  await answerOf(ask(database.transaction(STORE, "readwrite").objectStore(STORE))).catch(
    () => undefined,
  );
  database.close();
}

async function open(): Promise<IDBDatabase | null> {
  if (!("indexedDB" in window)) return null;
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "uploadId" });
  return answerOf(request).catch(() => null);
}

function answerOf<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
