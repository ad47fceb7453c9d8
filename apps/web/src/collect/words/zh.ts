// 导入反馈的中文词句：某一行为何未导入。
export const zh = {
  picture: "图片 {{name}}",
  readingPicture: "正在识别图片……",
  undo: {
    title: "撤销导入 {{file}}？",
    lead_one: "随它导入的 {{items}} 行及其解读都会离开工作区。之后可以重新导入这个文件。",
    lead_other: "随它导入的 {{items}} 行及其解读都会离开工作区。之后可以重新导入这个文件。",
    do: "撤销导入",
  },
  rejected: {
    "no-words": "既没有文字也没有评分。",
    forgotten: "作者已要求被遗忘。",
    "not-a-user": "不是用户发出的。",
    "not-a-message": "不是一条消息。",
    "no-name": "事件没有名称。",
    "no-person": "事件没有指明是谁。",
    "no-time": "事件没有可读取的时间。",
    "time-out-of-range": "事件的时间偏差过大。",
    "too-many-properties": "事件的属性过多。",
    "pull-request": "这是拉取请求，不是议题。",
    "broken-json": "无法按 JSON 读取。",
    "cut-off": "文件在此处中断。",
    "too-long": "内容过长，无法读取。",
    "row-too-long": "内容过长，无法读取。",
    "broken-row": "引号没有闭合，无法读取。",
    "ragged-row": "单元格数量与表头不一致。",
  },
} as const;
