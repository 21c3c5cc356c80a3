// Runs the search as a browser does, without a browser: reads one JSON object from standard input, writes one.
//
// {vendor, scripts, language, stemmer, folder, later, ask: [[...questions], ...]}
//                        every list of questions is put to a worker of its own, which finds its files in the folder and,
//                        after the first question, in the later one; gives the answers, and the files with their size in gzip
// {..., texts: [...]}    the words of each text, and their stems, as the browser makes them
// {..., held: {words, known, links}}  the known words that each word is made of, as the browser finds them
// {..., whole: {fields, entries, queries, k1, b}}  what a whole index made by lunr.js answers to lists of clauses
// {..., near: {words, list}}   the words of a list that lunr's token sets find within one edit
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const zlib = require("node:zlib");
const { fileURLToPath, pathToFileURL } = require("node:url");

const SNOWBALL = { nl: "DutchStemmer", en: "EnglishStemmer", de: "GermanStemmer", fr: "FrenchStemmer" };
const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const scripts = [
  ...["lunr.js", "stemmer-base.js", `stemmer-${asked.stemmer}.js`].map((name) => path.join(asked.vendor, name)),
  ...["words.js", "weigh.js", "engine.js"].map((name) => path.join(asked.scripts, name)),
];

main().then((answer) => process.stdout.write(JSON.stringify(answer)));

async function main() {
  const answer = {};
  if (asked.ask) answer.ask = await Promise.all(asked.ask.map(put));
  if (asked.texts) answer.texts = read(asked.texts);
  if (asked.held) answer.held = held(asked.held);
  if (asked.whole) answer.whole = whole(asked.whole);
  if (asked.near) answer.near = near(asked.near);
  return answer;
}

/** A global object like that of a worker, with its scripts read from files. */
function room(extra = {}) {
  const self = { URL, console, ...extra };
  self.self = self;
  vm.createContext(self);
  self.importScripts = (...addresses) => addresses.forEach((address) => load(self, fileURLToPath(address)));
  return self;
}

function load(self, file) {
  vm.runInContext(fs.readFileSync(file, "utf8"), self, { filename: file });
}

/** The answers of a fresh worker to some questions, one after the other. */
async function put(questions) {
  let { folder } = asked;
  const fetched = {};
  const replies = new Map();
  const self = room({
    postMessage: ({ id, answer, trouble }) => replies.get(id)({ answer, trouble }),
    fetch: async (address, { cache }) => {
      const name = path.basename(fileURLToPath(address));
      const file = path.join(folder, name);
      if (!fs.existsSync(file)) return { ok: false, status: 404 };
      const content = fs.readFileSync(file);
      fetched[name] = { size: zlib.gzipSync(content).length, cache };
      return { ok: true, json: async () => JSON.parse(content.toString("utf8")) };
    },
  });
  load(self, path.join(asked.scripts, "worker.js"));
  const send = (id, message) => new Promise((resolve) => {
    replies.set(id, resolve);
    self.onmessage({ data: { id, ...message } });
  });
  const index = pathToFileURL(path.join(asked.folder, "index.json")).href;
  const started = await send(0, { start: { scripts: scripts.map((file) => pathToFileURL(file).href), index } });
  const answers = [];
  for (const [number, question] of questions.entries()) {
    answers.push(await send(number + 1, { question }));
    folder = asked.later;
  }
  return { started, answers, fetched };
}

/** The words of texts and their stems. */
function read(texts) {
  const self = room();
  scripts.forEach((file) => load(self, file));
  const snowball = asked.language in SNOWBALL ? new self[SNOWBALL[asked.language]]() : undefined;
  const stem = snowball ? self.words.stemmer(snowball, asked.language) : (word) => word;
  return texts.map((text) => self.words.words(text).map((word) => [word, stem(word)]));
}

/** The known words that words are made of. */
function held({ words, known, links }) {
  const self = room();
  scripts.forEach((file) => load(self, file));
  const all = new Set(known);
  return words.map((word) => self.words.held(word, (part) => all.has(part), links));
}

/** What an index of everything answers, built by lunr.js from the same terms. */
function whole({ fields, entries, queries, k1, b }) {
  const self = room();
  load(self, scripts[0]);
  const { lunr } = self;
  const builder = new lunr.Builder();
  builder.k1(k1);
  builder.b(b);
  fields.forEach(({ name, boost }) => builder.field(name, { boost, extractor: (entry) => entry.fields[name] || [] }));
  builder.tokenizer = (terms) => terms.map((term) => new lunr.Token(term, {}));
  entries.forEach((entry) => builder.add(entry));
  const index = builder.build();
  return queries.map((clauses) => index.query((query) => {
    clauses.forEach(({ term, boost }) => query.term(term, { boost, usePipeline: false }));
  }).map(({ ref, score, matchData }) => ({ ref, score, terms: Object.keys(matchData.metadata) })));
}

/** The words within one edit of others, by a token set of the whole list. */
function near({ words, list }) {
  const self = room();
  load(self, scripts[0]);
  const { lunr } = self;
  const all = lunr.TokenSet.fromArray([...list].sort());
  return words.map((word) => all.intersect(lunr.TokenSet.fromFuzzyString(word, 1)).toArray().sort());
}
