// A framed place that files are dropped on; what it holds lets them be chosen by keyboard too.
import { type ReactNode, useState } from "react";

export function DropTarget({
  label,
  onDrop,
  children,
}: {
  readonly label: string;
  readonly onDrop: (dropped: DataTransfer) => void;
  readonly children: ReactNode;
}) {
  const [isOver, setIsOver] = useState(false);
  return (
    <section
      className="drop"
      data-over={isOver}
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        onDrop(event.dataTransfer);
      }}
    >
      {children}
    </section>
  );
}
