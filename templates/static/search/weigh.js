// weigh.js: weighs what was found, just as lunr does, in plain arrays of numbers.
//
// lunr makes objects for every place where a word stands, which takes a second where a word stands in ten thousand places.
// Here the same sums are done in the same order; the tests hold the outcome against whole indexes made by lunr.js and
// lunr.py: the same hits, the same order, the same scores.
"use strict";

(function (scope) {
  const SPREAD = 4e14; // more than any rounded score, so that one more word always weighs more

  /** `visit(entry, count)` for each number of a posting after its first: gaps between entries, and minus a count above one. */
  function walk(posting, from, visit) {
    let entry = -1;
    for (let at = from; at < posting.length; at += 1) {
      entry += posting[at];
      const many = posting[at + 1] < 0;
      visit(entry, many ? -posting[at + 1] : 1);
      if (many) at += 1;
    }
  }

  /** In how many places a term stands: entries, counted in each field. */
  function places(row) {
    let found = 0;
    for (const posting of row) {
      for (let at = 1; at < posting.length; at += 1) if (posting[at] >= 0) found += 1;
    }
    return found;
  }

  /**
   * What the entries weigh: `scores` by entry, and `words` by entry, with a bit for every word of the question.
   * `rows` are those of the terms that have one, `length(field, entry)` tells how long a field is there.
   */
  function weighed(list, asked, rows, length) {
    const found = { scores: new Float64Array(list.numbers), words: new Uint16Array(list.numbers) };
    const terms = summed(asked, rows);
    const size = Math.sqrt([...terms.values()].reduce((sum, boost) => sum + boost * boost, 0));
    for (const [term, boost] of terms) {
      const bits = asked.reduce((all, { terms }, at) => (terms.has(term) ? all | (1 << at) : all), 0);
      add(list, rows.get(term), length, boost / size, bits, found);
    }
    return found;
  }

  /** Term → boost, for the terms that stand anywhere; those of several words count for each. */
  function summed(asked, rows) {
    const found = new Map();
    for (const { terms } of asked) {
      for (const [term, boost] of terms) if (rows.has(term)) found.set(term, (found.get(term) || 0) + boost);
    }
    return found;
  }

  /** Adds what one term weighs. */
  function add({ k1, b, entries, fields }, row, length, share, bits, { scores, words }) {
    const held = places(row);
    const rarity = Math.log(1 + Math.abs((entries - held + 0.5) / (held + 0.5)));
    for (const posting of row) {
      const field = posting[0];
      const { boost, total } = fields[field];
      const usual = total / entries;
      walk(posting, 1, (entry, count) => {
        const score = (rarity * ((k1 + 1) * count)) / (k1 * (1 - b + b * (length(field, entry) / usual)) + count);
        scores[entry] += share * (Math.round(score * boost * 1000) / 1000); // lunr keeps three places
        words[entry] |= bits;
      });
    }
  }

  /** The first so many of these hits: more words first, then the higher score, then the number. */
  function best({ scores, words }, asked, hits, most) {
    const keys = new Float64Array(words.length);
    const sorted = new Float64Array(hits.length);
    hits.forEach((entry, at) => {
      // Scores that differ by nothing but rounding are equal.
      sorted[at] = keys[entry] = (asked - bitsOf(words[entry])) * SPREAD - Math.round(scores[entry] * 1e9);
    });
    // Thousands of numbers are sorted at once, and only those hits one by one that may be among the first.
    const last = sorted.sort()[Math.min(most, hits.length) - 1];
    return hits.filter((entry) => keys[entry] <= last).sort((one, other) => keys[one] - keys[other] || one - other);
  }

  /** How many bits of a number are set. */
  function bitsOf(number) {
    let rest = number;
    let set = 0;
    for (; rest; rest &= rest - 1) set += 1;
    return set;
  }

  /** Entry → term → the fields where it stands, for these entries. */
  function whereabouts(entries, rows) {
    const found = new Map(Array.from(entries, (entry) => [entry, new Map()]));
    for (const [term, row] of rows) {
      for (const posting of row) {
        walk(posting, 1, (entry) => {
          const terms = found.get(entry);
          if (terms) terms.set(term, [...(terms.get(term) || []), posting[0]]);
        });
      }
    }
    return found;
  }

  scope.weigh = { walk, weighed, best, bitsOf, whereabouts };
})(typeof module === "object" ? module.exports : self);
