// Statements of a team's own making, in both languages: what is well, what is amiss, and what is wished for.
import { expect, test } from "vitest";
import { statementSide } from "./statement-side.ts";

const WELL = [
  "Syncing is trustworthy again",
  "Sync is reliable since the last release",
  "The crash at start is fixed",
  "Notes are no longer lost when two devices write",
  "The app has stopped losing notes",
  "Nobody complains about the battery any more",
  "Search is fast enough now",
  "People like the new editor",
  "Export works again",
  "The problem of duplicated notes is solved",
  "There are fewer crashes than in spring",
  "Users do not struggle with onboarding",
  "Login never fails",
  "Restoring a backup is easy",
  "The lag is gone",
  "Although it was slow before, the calendar is quick now",
  "Subscribers no longer have to export by hand",
  "The widget used to freeze but it is smooth now",
  "Sharing works without errors",
  "The price is fine for most people",
  "同步又值得信任了",
  "同步已经可靠",
  "启动时的崩溃修复了",
  "笔记不再丢失",
  "没人再抱怨耗电",
  "搜索现在很快",
  "用户喜欢新的编辑器",
  "导出恢复正常",
  "重复笔记的问题已解决",
  "登录从不失败",
  "恢复备份很简单",
  "卡顿消失了",
  "以前会卡，但现在流畅了",
  "用户不再需要手动备份",
  "大家对价格满意",
  "夜间模式受到好评",
];
const AMISS = [
  "Syncing is not trustworthy",
  "People no longer trust syncing",
  "Sync stopped working on phones",
  "The crash at start is not fixed",
  "Notes are lost when two devices write",
  "Search is too slow",
  "Users like the editor but lose their notes",
  "It is hard to trust the backup",
  "Export no longer works",
  "The calendar is less reliable than before",
  "Onboarding is too complicated and confusing",
  "Notes are gone after an update",
  "Restoring a backup is never easy",
  "Users leave because the price is wrong",
  "同步不可靠",
  "用户不再信任同步",
  "笔记会丢失",
  "崩溃仍未修复",
  "编辑器好看，但经常丢笔记",
  "搜索太慢",
  "导出无法使用",
  "恢复备份并不简单",
  "用户因为价格贵而离开",
  "更新之后笔记没了",
];
const WISHED = [
  "People want a dark theme",
  "Users would trust sync if it told its state",
  "The search should be faster",
  "Teams need reliable sharing",
  "用户希望有夜间模式",
  "同步需要更可靠",
  "如果能看到进度，用户会更信任同步",
];

test.each(WELL)("is well: %s", (statement) => {
  expect(statementSide(statement)).toBe("praise");
});
test.each(AMISS)("is amiss: %s", (statement) => {
  expect(statementSide(statement)).toBe("complain");
});
test.each(WISHED)("is wished for: %s", (statement) => {
  expect(statementSide(statement)).toBe("ask");
});
test.each(["Notes about meetings", "Tablets are used in the evening", "关于会议的笔记", ""])(
  "takes no side: %s",
  (statement) => {
    expect(statementSide(statement)).toBeNull();
  },
);
