// worker.js: does the searching away from the page, so that typing and scrolling stay smooth.
//
// The page sends {id, start: {scripts, index}} once and then {id, question}; each gets {id, answer} or {id, trouble}.
"use strict";

const SNOWBALL = { nl: "DutchStemmer", en: "EnglishStemmer", de: "GermanStemmer", fr: "FrenchStemmer" };

let search;

self.onmessage = async ({ data: { id, start, question } }) => {
  try {
    if (start) search = begin(start);
    const opened = await search;
    self.postMessage({ id, answer: question && (await opened.answer(question)) });
  } catch (error) {
    self.postMessage({ id, trouble: String(error) });
  }
};

/** The search, once the scripts and the list of files have come. */
async function begin({ scripts, index }) {
  importScripts(...scripts);
  return self.engine.open((name, fresh) => fetched(new URL(`${name}.json`, index), fresh), self.lunr, self.words, self.weigh, stemmer);
}

/** The JSON at an address. The list of files is asked for anew, all others have names that change with them. */
async function fetched(address, fresh) {
  const response = await fetch(address, { cache: fresh ? "no-cache" : "default" });
  if (response.ok) return response.json();
  throw Object.assign(new Error(`${response.status} ${address}`), { gone: response.status === 404 });
}

/** What Snowball made for a language. */
function stemmer(language) {
  return language in SNOWBALL ? new self[SNOWBALL[language]]() : undefined;
}
