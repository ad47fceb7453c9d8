// Which files of a folder are taken, and why the others are not.
import { expect, test } from "vitest";
import { MOST_MEDIA_BYTES, mediaRefusal, mediaTaskOfFolder, topFolderOf } from "./media-files.ts";

test("a folder is of the sort that there is more of", () => {
  expect(mediaTaskOfFolder(["a/1.jpg", "a/2.wav", "b/3.WAV", "readme.md"])).toBe("audio");
  expect(mediaTaskOfFolder(["a/1.jpg", "a/2.wav"])).toBe("image");
  expect(mediaTaskOfFolder(["._1.wav", "__MACOSX/2.wav", "a/1.png"])).toBe("image");
});

test("each file that is not taken has its reason", () => {
  const reason = (path: string, bytes = 10) => mediaRefusal(path, bytes, "image");
  expect(reason("cats/1.JPEG")).toBeNull();
  expect(reason("cats/1.svg")).toBe("not-media");
  expect(reason("cats/1.wav")).toBe("other-sort");
  expect(reason("cats/.DS_Store")).toBe("system-file");
  expect(reason("cats/1.png", 0)).toBe("empty");
  expect(reason("cats/1.png", MOST_MEDIA_BYTES + 1)).toBe("too-large");
});

test("the archive's own folder is no class, a single class is", () => {
  expect(topFolderOf(["photos/cats/1.jpg", "photos/dogs/2.jpg", "readme.md"])).toBe("photos");
  expect(topFolderOf(["cats/1.jpg", "cats/2.jpg"])).toBeNull();
  expect(topFolderOf(["photos/cats/1.jpg", "photos/2.jpg"])).toBeNull();
});
