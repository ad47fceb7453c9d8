// What of a chosen folder is sent, and under which paths.
import { expect, test } from "vitest";
import { chooseFolder, singleArchive } from "./chosen-folder.ts";

const files = (...paths: readonly string[]) =>
  paths.map((path) => ({ path, file: new File(["x"], path.split("/").at(-1)!) }));
const pathsOf = (...paths: readonly string[]) =>
  chooseFolder(files(...paths))?.files.map(({ path }) => path);

test("the folder that was taken is no class, the folders in it are", () => {
  const chosen = chooseFolder(files("photos/cats/1.jpg", "photos/dogs/2.png", "photos/a.txt"));
  expect(chosen).toMatchObject({
    name: "photos",
    refused: [{ path: "a.txt", reason: "not-media" }],
    bytes: 2,
  });
  expect(chosen?.files.map(({ path }) => path)).toEqual(["cats/1.jpg", "dogs/2.png"]);
  expect(pathsOf("photos/1.jpg", "photos/2.jpg")).toEqual(["1.jpg", "2.jpg"]);
});

test("several folders at once are classes, and what a system keeps for itself is passed over", () => {
  const chosen = chooseFolder(files("cats/1.jpg", "dogs/2.jpg", "dogs/.DS_Store"));
  expect(chosen).toMatchObject({ name: "data", refused: [] });
  expect(chosen?.files.map(({ path }) => path)).toEqual(["cats/1.jpg", "dogs/2.jpg"]);
});

test("an archive alone is sent as it is", () => {
  expect(singleArchive(files("photos.ZIP"))?.name).toBe("photos.ZIP");
  expect(singleArchive(files("photos.zip", "more.zip"))).toBeNull();
  expect(singleArchive(files("photos/cat.jpg"))).toBeNull();
});
