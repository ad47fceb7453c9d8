// Ways to begin: one's own feedback with classes to label, or a file that has labels.
import {
  Button,
  FileInput,
  Group,
  MultiSelect,
  Paper,
  Select,
  Stack,
  TextInput,
} from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { KIND_NAMES, type KindName } from "../components/kinds.tsx";
import { Failure } from "../components/query-state.tsx";
import { useLabWords } from "./lab-words.ts";
import { useMade } from "./use-made.ts";

export function FeedbackDatasetForm() {
  const t = useLabWords();
  const { t: common } = useTranslation();
  const [name, setName] = useState("");
  const [classes, setClasses] = useState("");
  const [kinds, setKinds] = useState<KindName[]>([]);
  const onMade = useMade();
  const make = useMutation({
    mutationFn: () =>
      api.addLabDataset({
        body: {
          ...{ from: "feedback" as const, target: name.trim(), name: name.trim() },
          classes: classes
            .split(/[,，]/)
            .map((one) => one.trim())
            .filter((one) => one !== ""),
          ...(kinds.length === 0 ? {} : { kind: kinds }),
        },
      }),
    onSuccess: onMade,
  });
  return (
    <Paper withBorder p="md" radius="lg" mb="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            required
            label={t("data.name")}
            description={t("data.nameHint")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t("data.classes")}
            description={t("data.classesHint")}
            value={classes}
            onChange={(event) => setClasses(event.currentTarget.value)}
          />
          <MultiSelect
            label={t("data.kinds")}
            data={KIND_NAMES.map((kind) => ({ value: kind, label: common(`kind.${kind}`) }))}
            value={kinds}
            onChange={(chosen) => setKinds(chosen as KindName[])}
          />
          {make.isError && <Failure error={make.error} />}
          <Group>
            <Button type="submit" loading={make.isPending}>
              {t("data.make")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

export function FileDatasetForm() {
  const t = useLabWords();
  const [file, setFile] = useState<File | null>(null);
  const [target, setTarget] = useState("");
  const [text, setText] = useState("");
  const [task, setTask] = useState<"text" | "tabular">("text");
  const onMade = useMade();
  const make = useMutation({
    mutationFn: async (chosen: File) => {
      const upload = await api.createUpload({ body: { name: chosen.name, bytes: chosen.size } });
      await api.sendUpload(
        { params: { uploadId: upload.id }, query: { offset: 0 } },
        { raw: chosen },
      );
      return api.addLabDataset({
        body: {
          ...{ from: "upload" as const, uploadId: upload.id, task },
          ...(target.trim() === "" ? {} : { target: target.trim() }),
          ...(text.trim() === "" ? {} : { text: text.trim() }),
        },
      });
    },
    onSuccess: onMade,
  });
  return (
    <Paper withBorder p="md" radius="lg" mb="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null) make.mutate(file);
        }}
      >
        <Stack gap="sm">
          <FileInput required label={t("data.file")} value={file} onChange={setFile} />
          <Select
            label={t("data.task")}
            data={[
              { value: "text", label: t("data.taskText") },
              { value: "tabular", label: t("data.taskTable") },
            ]}
            value={task}
            onChange={(chosen) => setTask(chosen === "tabular" ? "tabular" : "text")}
          />
          <TextInput
            required
            label={t("data.target")}
            value={target}
            onChange={(event) => setTarget(event.currentTarget.value)}
          />
          {task === "text" && (
            <TextInput
              label={t("data.text")}
              description={t("data.textHint")}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          {make.isError && <Failure error={make.error} />}
          <Group>
            <Button type="submit" loading={make.isPending} disabled={file === null}>
              {t("data.make")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
