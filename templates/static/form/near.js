// near.js: finds the term that somebody means, as builder/vocabulary.py does. Whatever changes there changes here.
"use strict";

(function (scope) {
  const UNSEEN = /[\p{Mn}\p{Cf}\p{Pd}\p{Zs}]/gu;
  const GAPS = /[ \t\r\n_'’-]/g;

  /** A word without capitals, accents, spaces, hyphens and apostrophes: Open-Source and opensource are one. */
  function folded(text) {
    return text.toLowerCase().replace(/ß/g, "ss").normalize("NFKD").toLowerCase().replace(UNSEEN, "").replace(GAPS, "");
  }

  /** A vocabulary from its lines: an id, and behind it every folded word that leads there, with tabs between. */
  function vocabulary(lines) {
    const terms = new Set();
    const known = new Map();
    for (const line of lines.split("\n").filter(Boolean)) {
      const [id, ...words] = line.split("\t");
      terms.add(id);
      for (const word of words) known.set(word, id);
    }
    return { terms, known };
  }

  /** The id that a word leads to. */
  function find({ terms, known }, text) {
    return terms.has(text) ? text : known.get(folded(text));
  }

  /** The terms with a word that is written most like a text, best first. */
  function nearest({ known }, text) {
    const wanted = folded(text);
    if (!wanted) return [];
    const pairs = new Set(Array.from({ length: Math.max(0, wanted.length - 1) }, (_, at) => wanted.slice(at, at + 2)));
    if (!pairs.size) pairs.add(wanted);
    const alike = [...known]
      .filter(([word]) => Math.abs(word.length - wanted.length) <= wanted.length)
      .map(([word, id]) => ({ word, id, worth: 2 * [...pairs].filter((pair) => word.includes(pair)).length - Math.floor(word.length / 2) }))
      .sort((one, other) => other.worth - one.worth || compared(one.word, other.word));
    const best = new Map();
    for (const { word, id } of alike.slice(0, 40)) best.set(id, Math.max(best.get(id) ?? 0, ratio(word, wanted)));
    return [...best].filter(([, found]) => found >= 0.6)
      .sort((one, other) => other[1] - one[1] || compared(one[0], other[0]))
      .slice(0, 3).map(([id]) => id);
  }

  function compared(one, other) {
    return one < other ? -1 : Number(one > other);
  }

  /** How much two words have in common, from 0 to 1: difflib's ratio. */
  function ratio(one, other) {
    const common = (a, z, b, y) => {
      const [at, beside, size] = longest(one, a, z, other, b, y);
      return size ? size + common(a, at, b, beside) + common(at + size, z, beside + size, y) : 0;
    };
    const total = one.length + other.length;
    return total ? (2 * common(0, one.length, 0, other.length)) / total : 1;
  }

  /** The longest part that two words share between some places: where it begins in each, and its length. */
  function longest(one, a, z, other, b, y) {
    let found = [a, b, 0];
    let before = [];
    for (let i = a; i < z; i += 1) {
      const now = [];
      for (let j = b; j < y; j += 1) {
        if (one[i] !== other[j]) continue;
        now[j] = (before[j - 1] ?? 0) + 1;
        if (now[j] > found[2]) found = [i - now[j] + 1, j - now[j] + 1, now[j]];
      }
      before = now;
    }
    return found;
  }

  scope.near = { folded, vocabulary, find, nearest };
})(typeof module === "object" ? module.exports : self);
