// Shows what can be done only to those whom the server lets do it, by the same table of roles.
import { mayActAs, neededRole, type OperationName } from "@heed/core/api";
import { type ReactNode, useCallback } from "react";
import { useSession } from "./session-gate.tsx";

/** Tells whether who works here may call an operation. */
export function useMay(): (operation: OperationName) => boolean {
  const { role } = useSession();
  return useCallback(
    (operation) => {
      const needed = neededRole(operation);
      return needed === null || (role !== null && mayActAs(role, needed));
    },
    [role],
  );
}

/** Its content, for those who may call the operation; nothing for others. */
export function May({
  call,
  children,
}: {
  readonly call: OperationName;
  readonly children: ReactNode;
}) {
  return useMay()(call) ? children : null;
}
