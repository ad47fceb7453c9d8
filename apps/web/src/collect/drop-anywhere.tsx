// Takes files dropped on any page and carries them to where they are looked at.
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../people/may.tsx";
import { useImport } from "./use-import.tsx";

export function DropAnywhere() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const desk = useImport();
  const [isOver, setIsOver] = useState(false);
  const isAllowed = useMay()("startImport");
  useEffect(() => {
    if (!isAllowed) return;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      setIsOver(false);
      // A drop area on the page has taken the files itself.
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      desk.add([...event.dataTransfer!.files]);
      void navigate({ to: "/collect" });
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [desk, navigate, isAllowed]);
  return isOver ? <div className="drop-veil">{t("collect.drop")}</div> : null;
}
