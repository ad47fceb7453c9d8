// The opportunity tree as the API tells and changes it.
import { z } from "zod";
import { NODE_STATUSES, OWN_NODE_KINDS } from "../opportunities/tree-edit.ts";
import { heading } from "./statements.ts";
import { BothLanguages, EstimateValue } from "./values.ts";

const NodeId = z.string().regex(/^(?:outcome|(?:theme|node|spec|experiment)_\d{1,15})$/);
const Title = z.string().trim().min(1).max(300);
const Ref = z.string().min(1).max(100);

const EvidenceView = z.object({
  people: z.int(),
  share: EstimateValue,
  mentions: z.int(),
  quotes: z.array(z.object({ mentionId: z.string(), text: z.string(), language: z.string() })),
  quotesGone: z.int(),
});
const nodeFields = {
  id: z.string(),
  kind: z.enum(["outcome", "need", ...OWN_NODE_KINDS]),
  title: BothLanguages,
  /** What goes before its title where it is a need; null for other nodes. */
  heading: z.object(heading).nullable(),
  status: z.string().nullable(),
  rank: z.int().nullable(),
  isOwn: z.boolean(),
  evidence: EvidenceView.nullable(),
  links: z.array(
    z.object({
      ref: z.string(),
      kind: z.enum(["spec", "experiment", "release"]),
      title: BothLanguages.nullable(),
      status: z.string().nullable(),
      isBroken: z.boolean(),
    }),
  ),
};
const NodeFields = z.object(nodeFields);
export type TreeNodeView = z.infer<typeof NodeFields> & { children: TreeNodeView[] };
export const TreeNodeView: z.ZodType<TreeNodeView> = z
  .object({
    ...nodeFields,
    get children() {
      return z.array(TreeNodeView);
    },
  })
  .meta({ id: "TreeNode" });

export type TreeView = z.infer<typeof TreeView>;
export const TreeView = z
  .object({
    root: TreeNodeView,
    broken: z.array(
      z.object({
        node: z.string(),
        title: z.string(),
        reason: z.enum(["need-gone", "link-gone", "quotes-gone"]),
        what: z.string(),
      }),
    ),
    others: z.array(
      z.object({
        ...{ id: z.string(), name: BothLanguages, ...heading, rank: z.int(), people: z.int() },
      }),
    ),
    canUndo: z.boolean(),
    canRedo: z.boolean(),
  })
  .meta({ id: "OpportunityTree" });

export type TreeChangeRequest = z.infer<typeof TreeChangeRequest>;
export const TreeChangeRequest = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("add"),
    parent: NodeId,
    kind: z.enum(OWN_NODE_KINDS),
    title: Title,
  }),
  z.object({ type: z.literal("rename"), id: NodeId, title: Title }),
  z.object({ type: z.literal("status"), id: NodeId, status: z.enum(NODE_STATUSES) }),
  z.object({ type: z.literal("link"), id: NodeId, ref: Ref }),
  z.object({ type: z.literal("unlink"), id: NodeId, ref: Ref }),
  z.object({
    type: z.literal("move"),
    id: NodeId,
    parent: NodeId,
    before: NodeId.nullable(),
  }),
  z.object({ type: z.literal("remove"), id: NodeId }),
  z.object({ type: z.literal("show"), id: NodeId, isShown: z.boolean() }),
  z.object({ type: z.literal("undo") }),
  z.object({ type: z.literal("redo") }),
]);
export const TreeExportParams = z.object({ format: z.enum(["md", "svg"]) });
export const TreeExportQuery = z.object({ language: z.enum(["en", "zh"]).optional() });
