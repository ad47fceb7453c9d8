// One file's way in: sent up, looked at, then imported; each step can fail with a sentence.
import type { ImportPreview, MappingView } from "@heed/core/api";
import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
} from "react";
import { api } from "../api/client.ts";
import { forgetUpload, keepUpload, keptUploads } from "./kept-uploads.ts";
import { sendAll } from "./send-all.ts";

export interface ImportDraft {
  readonly file: File;
  readonly uploadId: string | null;
  readonly preview: ImportPreview | null;
  readonly error: unknown;
  readonly isWorking: boolean;
  /** What a person changed of the mapping that was found; null while they changed nothing. */
  readonly mapping: MappingView | null;
  /** Bytes that arrived. */
  readonly sent: number;
}

export interface ImportDesk {
  readonly drafts: readonly ImportDraft[];
  add(files: readonly File[]): void;
  /** Takes a column for a role; what else was found stays. */
  remap(draft: ImportDraft, change: Partial<MappingView>): void;
  start(draft: ImportDraft, rival: string | undefined): Promise<void>;
  drop(draft: ImportDraft): void;
}

const Desk = createContext<ImportDesk | null>(null);

/** Files stay where they are while the reader walks from page to page. */
export function ImportProvider({ children }: { readonly children: ReactNode }) {
  return <Desk.Provider value={useDrafts()}>{children}</Desk.Provider>;
}

export function useImport(): ImportDesk {
  return useContext(Desk)!;
}

function useDrafts(): ImportDesk {
  const client = useQueryClient();
  const [drafts, setDrafts] = useState<readonly ImportDraft[]>([]);
  const change = (file: File, to: Partial<ImportDraft>) =>
    setDrafts((now) => now.map((draft) => (draft.file === file ? { ...draft, ...to } : draft)));
  const look = async (file: File, uploadId: string, mapping?: MappingView) => {
    change(file, { isWorking: true, error: null });
    try {
      const preview = await api.previewImport({
        body: { uploadId, ...(mapping === undefined ? {} : { mapping }) },
      });
      change(file, { preview, isWorking: false });
    } catch (error) {
      change(file, { error, isWorking: false });
    }
  };
  const sendFrom = async (file: File, uploadId: string, received: number) => {
    try {
      await sendAll(file, uploadId, received, (sent) => change(file, { sent }));
      change(file, { uploadId });
      await look(file, uploadId);
    } catch (error) {
      change(file, { error, isWorking: false });
    }
  };
  const send = async (file: File) => {
    try {
      const { id } = await api.createUpload({ body: { name: file.name, bytes: file.size } });
      void keepUpload({ uploadId: id, file });
      await sendFrom(file, id, 0);
    } catch (error) {
      change(file, { error, isWorking: false });
    }
  };
  const goOn = useEffectEvent(async () => {
    for (const { uploadId, file } of await keptUploads()) {
      const known = await api.getUpload({ params: { uploadId } }).catch(() => null);
      if (known === null) {
        void forgetUpload(uploadId);
        continue;
      }
      setDrafts((now) => [...now, draftOf(file)]);
      void sendFrom(file, uploadId, known.received);
    }
  });
  useEffect(() => void goOn(), []);
  return {
    drafts,
    add: (files) => {
      setDrafts((now) => [...now, ...files.map(draftOf)]);
      for (const file of files) void send(file);
    },
    remap: (draft, next) => {
      // An empty list of words means: those that were found.
      const mapping = { text: [], ...draft.mapping, ...next };
      change(draft.file, { mapping });
      if (draft.uploadId !== null) void look(draft.file, draft.uploadId, mapping);
    },
    start: async (draft, rival) => {
      if (draft.uploadId === null || draft.preview === null) return;
      change(draft.file, { isWorking: true });
      try {
        await api.startImport({
          body: {
            uploadId: draft.uploadId,
            ...(draft.mapping === null ? {} : { mapping: draft.mapping }),
            ...(rival === undefined ? {} : { rival }),
          },
        });
        setDrafts((now) => now.filter(({ file }) => file !== draft.file));
        void client.invalidateQueries({ queryKey: ["jobs"] });
        void forgetUpload(draft.uploadId);
      } catch (error) {
        change(draft.file, { error, isWorking: false });
      }
    },
    drop: (draft) => {
      setDrafts((now) => now.filter(({ file }) => file !== draft.file));
      if (draft.uploadId !== null) void forgetUpload(draft.uploadId);
    },
  };
}

function draftOf(file: File): ImportDraft {
  return {
    file,
    uploadId: null,
    preview: null,
    error: null,
    isWorking: true,
    sent: 0,
    mapping: null,
  };
}
