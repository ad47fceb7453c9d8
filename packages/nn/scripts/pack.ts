// Builds the package for npm: JavaScript, type declarations, a package.json, and a tarball.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const workspace = resolve(root, "../..");

/** Builds into `out` and packs it; gives the path of the tarball. */
export function pack(out: string): string {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  compileSources(out);
  writeFileSync(join(out, "package.json"), `${JSON.stringify(publishedManifest(), null, 2)}\n`);
  for (const file of ["README.md", "SPEC.md"]) cpSync(join(root, file), join(out, file));
  cpSync(join(workspace, "LICENSE"), join(out, "LICENSE"), { force: true, recursive: true });
  const packed = execFileSync("npm", ["pack", "--json", "--pack-destination", out], {
    cwd: out,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return join(out, tarballName(JSON.parse(packed)));
}

/** The tarball's name in npm's answer: a list up to npm 11, a record by package name in npm 12. */
function tarballName(answer: unknown): string {
  const [first] = Object.values(answer as Record<string, { filename: string }>);
  return first!.filename;
}

function compileSources(out: string): void {
  const config = join(out, "tsconfig.json");
  const settings = {
    extends: join(workspace, "tsconfig.json"),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      allowImportingTsExtensions: true,
      rootDir: join(root, "src"),
      outDir: join(out, "lib"),
      target: "es2023",
      typeRoots: [join(workspace, "node_modules/@types")],
    },
    include: [join(root, "src")],
    exclude: [join(root, "src/**/*.test.ts")],
  };
  writeFileSync(config, JSON.stringify(settings));
  execFileSync(join(workspace, "node_modules/.bin/tsc"), ["-p", config], { stdio: "inherit" });
  rmSync(config);
}

function publishedManifest() {
  const { name, version, license, dependencies } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  return {
    name,
    version,
    license,
    description: "Deep learning in TypeScript at native speed, on ONNX Runtime.",
    type: "module",
    exports: { ".": { types: "./lib/index.d.ts", default: "./lib/index.js" } },
    files: ["lib"],
    engines: { node: ">=20" },
    dependencies,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${pack(join(root, "dist"))}\n`);
}
