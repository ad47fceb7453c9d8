// The opportunity tree, as part of the public surface of @heed/core.
export {
  type BrokenLink,
  buildTree,
  type OpportunityTree,
  type TreeEvidence,
  type TreeInputs,
  type TreeLink,
  type TreeNeed,
  type TreeNode,
  type TreeQuote,
  type TreeRecord,
} from "./build-tree.ts";
export { brokenHeadline, nodeHeadline } from "./node-headline.ts";
export { treeAsMarkdown, treeAsSvg, treeStatusText } from "./render-tree.ts";
export {
  addTreeEdit,
  EMPTY_TREE_LOG,
  type LoggedTreeEdit,
  NODE_STATUSES,
  type NodeStatus,
  OWN_NODE_KINDS,
  type OwnNodeKind,
  ROOT_ID,
  redoTreeEdit,
  type TreeEdit,
  type TreeLog,
  treeState,
  undoTreeEdit,
} from "./tree-edit.ts";
