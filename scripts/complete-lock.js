// Completes package-lock.json with the optional platform packages that npm drops when a registry mirror lacks them,
// so that `npm ci` finds every platform's engine in the lock file. `--check` only reports.
import { readFileSync, writeFileSync } from "node:fs";

const SYSTEMS = [
  "darwin",
  "linux",
  "win32",
  "freebsd",
  "openbsd",
  "netbsd",
  "sunos",
  "aix",
  "android",
  "openharmony",
];
const PROCESSORS = [
  "arm64",
  "x64",
  "ia32",
  "arm",
  "ppc64",
  "riscv64",
  "s390x",
  "loong64",
  "mips64el",
];
const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));

const missing = missingPackages();
if (process.argv.includes("--check")) {
  if (missing.length > 0) {
    console.error(
      `package-lock.json lacks ${missing.map(({ name }) => name).join(", ")}. Run: node scripts/complete-lock.js`,
    );
    process.exitCode = 1;
  }
} else {
  for (const { name, version, parent } of missing)
    lock.packages[`node_modules/${name}`] = entry(name, version, parent);
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")),
  );
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${missing.length} platform packages added.`);
}

/** Optional dependencies that no entry of the lock file provides. */
function missingPackages() {
  const found = new Map();
  for (const [path, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const nested = path === "" ? "" : `${path}/`;
      if (lock.packages[`${nested}node_modules/${name}`] || lock.packages[`node_modules/${name}`])
        continue;
      found.set(name, { name, version, parent });
    }
  }
  return [...found.values()];
}

/** A lock entry whose os, cpu and libc come from the package's name (`@scope/lib-linux-arm64-gnu`). */
function entry(name, version, parent) {
  const words = name
    .replace("arm-eabi", "arm")
    .split(/[/-]/)
    .map((word) => word.replace(/^arm(musl)?(gnu)?eabi(hf)?$/, "arm"));
  const os = words.find((word) => SYSTEMS.includes(word));
  const cpu = words.find((word) => PROCESSORS.includes(word));
  if (!os || !cpu)
    throw new Error(
      `Cannot read a platform from the package name ${name}; add its lock entry by hand.`,
    );
  const libc =
    os !== "linux"
      ? undefined
      : /musl/.test(name)
        ? "musl"
        : /gnu/.test(name)
          ? "glibc"
          : undefined;
  return {
    version,
    cpu: [cpu],
    ...(parent.dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    license: parent.license,
    optional: true,
    os: [os],
  };
}
