// One file's way in: sent up, looked at, then imported; each step can fail with a sentence.
import type { ImportPreview, MappingView } from "@heed/core/api";
import { useState } from "react";
import { api } from "../api/client.ts";

export interface ImportDraft {
  readonly file: File;
  readonly uploadId: string | null;
  readonly preview: ImportPreview | null;
  readonly error: unknown;
  readonly isWorking: boolean;
}

export interface ImportDesk {
  readonly drafts: readonly ImportDraft[];
  add(files: readonly File[]): void;
  remap(draft: ImportDraft, mapping: MappingView): void;
  start(draft: ImportDraft, rival: string | undefined): Promise<void>;
  drop(draft: ImportDraft): void;
}

export function useImport(): ImportDesk {
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
  const send = async (file: File) => {
    try {
      const upload = await api.createUpload({ body: { name: file.name, bytes: file.size } });
      await api.sendUpload(
        { params: { uploadId: upload.id }, query: { offset: 0 } },
        { raw: file },
      );
      change(file, { uploadId: upload.id });
      await look(file, upload.id);
    } catch (error) {
      change(file, { error, isWorking: false });
    }
  };
  return {
    drafts,
    add: (files) => {
      setDrafts((now) => [
        ...now,
        ...files.map((file) => ({
          file,
          uploadId: null,
          preview: null,
          error: null,
          isWorking: true,
        })),
      ]);
      for (const file of files) void send(file);
    },
    remap: (draft, mapping) => {
      if (draft.uploadId !== null) void look(draft.file, draft.uploadId, mapping);
    },
    start: async (draft, rival) => {
      if (draft.uploadId === null || draft.preview === null) return;
      change(draft.file, { isWorking: true });
      try {
        await api.startImport({
          body: {
            uploadId: draft.uploadId,
            mapping: draft.preview.mapping,
            ...(rival === undefined ? {} : { rival }),
          },
        });
        setDrafts((now) => now.filter(({ file }) => file !== draft.file));
      } catch (error) {
        change(draft.file, { error, isWorking: false });
      }
    },
    drop: (draft) => setDrafts((now) => now.filter(({ file }) => file !== draft.file)),
  };
}
