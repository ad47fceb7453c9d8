// English words of bringing feedback in: why a row was left out.
export const en = {
  picture: "The picture {{name}}",
  readingPicture: "Reading the picture …",
  undo: {
    title: "Take back {{file}}?",
    lead_one:
      "{{items}} row that came with it leaves the workspace, with everything that was read in it. The file can be imported again.",
    lead_other:
      "{{items}} rows that came with it leave the workspace, with everything that was read in them. The file can be imported again.",
    do: "Take it back",
  },
  rejected: {
    "no-words": "It has neither words nor a rating.",
    forgotten: "Its author has asked to be forgotten.",
    "not-a-user": "It is not a user's.",
    "not-a-message": "It is no message.",
    "no-name": "The event has no name.",
    "no-person": "The event names nobody.",
    "no-time": "The event has no time that can be read.",
    "time-out-of-range": "The event's time is too far off.",
    "too-many-properties": "The event has too many properties.",
    "pull-request": "It is a pull request, not an issue.",
    "broken-json": "It cannot be read as JSON.",
    "cut-off": "The file ends in the midst of it.",
    "too-long": "It is too long to be read.",
    "row-too-long": "It is too long to be read.",
    "broken-row": "Its quotation mark is never closed, so it cannot be read.",
    "ragged-row": "It has another number of cells than the heading.",
  },
} as const;
