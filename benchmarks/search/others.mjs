// others.mjs: makes the indexes of other searches from the entries in a file.
//
//   node others.mjs ENTRIES.json FOLDER LANGUAGE NAME…   with [[title, text], …] in the file; the place of an entry is its id
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const lunr = createRequire(import.meta.url)("lunr");
const [file, folder, language, ...wanted] = process.argv.slice(2);
const entries = JSON.parse(readFileSync(file, "utf8")).map(([title, text], id) => ({ id, title, text }));

mkdirSync(folder, { recursive: true });
// Each is loaded when it is wanted: whoever compares with one need not have the others.
if (wanted.includes("minisearch")) await miniSearch();
if (wanted.includes("lunr")) wholeLunr();
if (wanted.includes("pagefind")) await pageFind();

async function miniSearch() {
  const { default: MiniSearch } = await import("minisearch");
  const index = new MiniSearch({ fields: ["title", "text"], storeFields: ["title"] });
  index.addAll(entries);
  writeFileSync(join(folder, "minisearch.json"), JSON.stringify(index));
}

function wholeLunr() {
  const index = lunr(function () {
    this.field("title", { boost: 10 });
    this.field("text");
    entries.forEach((entry) => this.add(entry));
  });
  writeFileSync(join(folder, "lunr.json"), JSON.stringify(index));
}

async function pageFind() {
  const pagefind = await import("pagefind");
  const { index } = await pagefind.createIndex({});
  for (const { id, title, text } of entries) {
    await index.addHTMLFile({ url: `/${id}`, content: `<html lang="${language}"><body><h1>${title}</h1><p>${text}</p></body></html>` });
  }
  await index.writeFiles({ outputPath: join(folder, "pagefind") });
  await pagefind.close();
}
