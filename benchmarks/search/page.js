// page.js: puts the same questions to each search; every answer is the ids of the first ten hits.
"use strict";

const TEN = 10;
const OPTIONS = { prefix: true, fuzzy: 0.2 };
const SCRIPTS = ["lunr.js", "stemmer-base.js", "stemmer.js", "words.js", "weigh.js", "engine.js"];
const at = (path) => new URL(path, location.href).href;
const json = async (path) => (await fetch(path)).json();
const script = (path) => new Promise((resolve, reject) => {
  document.body.append(Object.assign(document.createElement("script"), { src: path, onload: resolve, onerror: reject }));
});

const searches = {
  /** Ours, in its worker. */
  async ours() {
    const worker = new Worker("scripts/worker.js");
    const waiting = new Map();
    worker.onmessage = ({ data: { id, answer, trouble } }) => waiting.get(id)(trouble ? Promise.reject(new Error(trouble)) : answer);
    const send = (message) => new Promise((resolve) => {
      const id = waiting.size;
      waiting.set(id, resolve);
      worker.postMessage({ id, ...message });
    });
    await send({ start: { scripts: SCRIPTS.map((name) => at(`scripts/${name}`)), index: at("search/index.json") } });
    return async (text) => (await send({ question: { text, usual: ["kind", "field"] } })).hits.map(({ entry }) => entry);
  },

  /** Ours without a worker, so that the browser can be slowed down as a phone would be. */
  async slowed() {
    for (const name of SCRIPTS) await script(`scripts/${name}`);
    const fetched = (name) => json(`search/${name}.json`);
    const [snowball] = ["DutchStemmer", "EnglishStemmer", "GermanStemmer", "FrenchStemmer"].filter((name) => name in self);
    const opened = await engine.open(fetched, lunr, words, weigh, () => new self[snowball]());
    return async (text) => (await opened.answer({ text, usual: ["kind", "field"] })).hits.map(({ entry }) => entry);
  },

  async pagefind() {
    const pagefind = await import(at("others/pagefind/pagefind.js"));
    await pagefind.init();
    return async (text) => {
      const { results } = await pagefind.search(text);
      const shown = await Promise.all(results.slice(0, TEN).map((result) => result.data())); // a hit shows its title
      return shown.map(({ url }) => Number(url.replaceAll(/\D/g, "")));
    };
  },

  async minisearch() {
    await script("scripts/minisearch.js");
    const index = MiniSearch.loadJS(await json("others/minisearch.json"), { fields: ["title", "text"], storeFields: ["title"] });
    return async (text) => index.search(text, OPTIONS).slice(0, TEN).map(({ id }) => id);
  },

  async lunr() {
    await script("scripts/lunr.js");
    const index = lunr.Index.load(await json("others/lunr.json"));
    return async (text) => index.query((query) => {
      for (const word of text.split(/\s+/)) {
        query.term(word, { boost: 10 });
        query.term(word, { boost: 5, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
        query.term(word, { boost: 3, usePipeline: false, editDistance: 1 });
      }
    }).slice(0, TEN).map(({ ref }) => Number(ref));
  },
};

const slow = []; // how long the page stood still, each time
new PerformanceObserver((list) => slow.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });

/** Opens a search. */
self.begin = async (name) => { self.ask = await searches[name](); };

/** How long each question took in milliseconds, and how long the page stood still meanwhile. */
self.timed = async (texts) => {
  slow.length = 0;
  const took = [];
  for (const text of texts) {
    const began = performance.now();
    await ask(text);
    took.push(performance.now() - began);
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { took, slow: [...slow] };
};
