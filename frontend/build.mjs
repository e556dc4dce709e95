// Builds src/ into the package's static folder. The same input gives the same bytes on every machine:
// no time stamps, no absolute paths, versions pinned by package-lock.json.
//
//   node build.mjs [output folder]
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const output = resolve(process.argv[2] ?? join(here, "../src/onedoor/static/build"));

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
await Promise.all([buildStyles(), buildScripts(), cp(join(here, "src/images"), output, { recursive: true })]);

async function buildStyles() {
  const { css } = sass.compile(join(here, "src/styles/main.scss"), {
    loadPaths: [join(here, "node_modules")],
    quietDeps: true,
    // Bootstrap 5.3 is written with @import and the global functions; it is pinned, so this cannot surprise.
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: "es2020", charset: "utf8" });
  await writeFile(join(output, "main.css"), code);
}

async function buildScripts() {
  await esbuild.build({
    entryPoints: [join(here, "src/scripts/main.js")],
    outfile: join(output, "main.js"),
    bundle: true,
    minify: true,
    target: "es2020",
    charset: "utf8",
    format: "iife",
    legalComments: "none",
    logLevel: "warning",
  });
  // The licences of what is bundled travel with it.
  const licences = await Promise.all(
    ["bootstrap", "htmx.org"].map(async (name) => {
      const text = await readFile(join(here, "node_modules", name, "LICENSE"), "utf8");
      return `${name}\n\n${text.trim()}\n`;
    }),
  );
  await writeFile(join(output, "LICENSES.txt"), licences.join("\n\n"));
}
