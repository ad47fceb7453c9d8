// After a data set was made: lists are read anew, and its page opens.
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

export function useMade() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async ({ id }: { readonly id: string }) => {
    await client.invalidateQueries({ queryKey: ["lab-datasets"] });
    await navigate({ to: "/models/lab/datasets/$datasetId", params: { datasetId: id } });
  };
}
