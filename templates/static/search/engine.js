// engine.js: finds what a visitor asks for, with lunr, from the few files that hold the words of the question.
//
// builder/search/ wrote those files: counts of terms, cut into shards. Here lunr gets just the terms of one question and
// weighs, matches and scores them with its own code, so the outcome is that of an index of everything.
//
// The rules, in plain words:
// - A word of the directory finds itself in all its inflections, and the compounds it is a part of.
// - Two words that somebody wrote as one are found as one.
// - A word nobody wrote is tried as the beginning of words, as the end of words, and with one letter other than typed;
//   when that gives nothing, it is taken apart into words that somebody did write.
// - All words count. Hits with more of the words come first; among equals lunr's score decides, then the fixed order.
// - Little words ("in", "de") need not be found when there are others.
// - Between groups of filters all must fit, within a group one is enough.
"use strict";

(function (scope) {
  const WEIGHT = { whole: 10, piece: 6, beginning: 5, end: 4, near: 3, part: 3 };
  const MOST = { words: 12, beginning: 20, end: 10, near: 10, nearest: 5 };
  const SHORTEST = { beginning: 2, end: 3, near: 4 };
  let steps = 0;
  const LONGEST_NEAR = 24; // lunr's set of all words two letters off grows fast

  /**
   * A search through the files in one folder.
   * `fetched(name, fresh)` gives the JSON in a file; it throws an error with `gone` when there is no such file.
   * `stemmers` holds what Snowball made, by language.
   */
  async function open(fetched, lunr, words, stemmers) {
    let files = await library(fetched, lunr, words, stemmers);
    return {
      async answer(question) {
        try {
          return await answer(files, question);
        } catch (error) {
          if (!error.gone) throw error;
          // The site was published anew while this page was open: the files have other names now.
          files = await library(fetched, lunr, words, stemmers);
          return answer(files, question);
        }
      },
    };
  }

  /** The list of files, each fetched once and only when it is wanted. */
  async function library(fetched, lunr, words, stemmers) {
    const list = await fetched("index", true);
    const kept = new Map();
    const file = (name) => {
      if (!kept.has(name)) kept.set(name, fetched(name, false).catch((error) => { kept.delete(name); throw error; }));
      return kept.get(name);
    };
    const stemmer = stemmers(list.language);
    const pipeline = stemming(lunr, stemmer ? words.stemmer(stemmer, list.language) : (word) => word, list.language);
    return { list, file, lunr, words, pipeline, little: new Set(list.little.split(" ")), opened: new Map(), stems: new Map() };
  }

  /** What lunr does to the words of a question. */
  function stemming(lunr, stem, language) {
    const step = (token) => token.update(stem);
    lunr.Pipeline.registerFunction(step, `stem-${language}-${(steps += 1)}`); // lunr warns when a name comes twice
    const pipeline = new lunr.Pipeline();
    pipeline.add(step);
    return pipeline;
  }

  /**
   * The hits for `{text, chosen, fixed, wanted, sort, from, size}`: chosen filters by facet, filters that nobody can take
   * away, facets wanted counted, the order of the hits, and which of them.
   */
  async function answer(files, { text = "", chosen = {}, fixed = {}, wanted = [], sort = "", from = 0, size = 10 }) {
    const filters = new Map(Object.entries(chosen).filter(([, values]) => values.length));
    const counted = new Set([...filters.keys(), ...Object.keys(fixed), ...wanted]);
    const [asked, facets] = await Promise.all([expanded(files, text), columns(files, counted)]);
    const found = among(facets, fixed, asked.length ? await scored(files, asked) : everything(files.list.entries));
    const fitting = [...filters].filter(([name]) => facets.has(name)).map(([name, values]) => ({ name, entries: having(facets.get(name), values) }));
    const failing = found.map(({ entry }) => fitting.filter(({ entries }) => !entries.has(entry)).map(({ name }) => name));
    const fit = found.filter((_, place) => !failing[place].length);
    const sorts = orders(files.list, asked, fit);
    const order = sorts.includes(sort) ? sort : sorts[0];
    const hits = await ordered(files, fit, order);
    const nowhere = asked.filter(({ terms }) => !terms.size);
    return {
      total: hits.length,
      whole: hits.filter(({ missing }) => !missing.length).length,
      unfiltered: found.length,
      words: asked.map(({ word }) => word),
      clauses: clauses(asked),
      sorts,
      sort: order,
      hits: await withCards(files, asked, hits.slice(from, from + size)),
      facets: files.list.facets.map((facet) => {
        const { name } = facet;
        const chosen = filters.get(name) || [];
        const beside = found.filter((_, place) => failing[place].every((other) => other === name));
        const values = facets.has(name) ? counts(facets.get(name), chosen, beside) : null;
        return { name, some: values ? values.length > 0 : within(facet, beside), values };
      }),
      nearest: hits.length ? [] : (await Promise.all(nowhere.map((word) => nearest(files, word.word)))).flat(),
    };
  }

  /** All entries in their own order, for a question without words. */
  function everything(entries) {
    return Array.from({ length: entries }, (_, entry) => ({ entry, score: 0, missing: [], fields: [], found: {} }));
  }

  // Words

  /** The words of a question, each with the terms it may be found by and what those weigh. */
  async function expanded(files, text) {
    const typed = [...new Map(files.words.typed(text).map((word) => [word.word, word])).values()];
    const telling = typed.filter(({ word }) => !files.little.has(word));
    const asked = (telling.length ? telling : typed).slice(0, MOST.words);
    const joined = await together(files, asked.map(({ forms }) => forms[forms.length - 1]));
    return Promise.all(asked.map(async ({ word, forms }, at) => ({ word, terms: new Map([...await terms(files, forms), ...joined[at]]) })));
  }

  /** For each word, the terms of it and a neighbour written as one: "project management" is "projectmanagement" too. */
  async function together(files, wholes) {
    const pairs = wholes.slice(1).map((second, at) => stemmed(files, [[wholes[at] + second, WEIGHT.whole]]));
    const known = await rows(files, new Map(pairs.flatMap((terms) => [...terms])));
    const written = pairs.map((terms) => [...terms].filter(([term]) => known.has(term)));
    return wholes.map((_, at) => [...(written[at - 1] || []), ...(written[at] || [])]);
  }

  /** Term → weight, for one word in the forms that it may have. */
  async function terms(files, forms) {
    const whole = forms[forms.length - 1];
    const weights = forms.map((form) => [form, form === whole ? WEIGHT.whole : WEIGHT.piece]);
    const known = await rows(files, stemmed(files, weights));
    if (known.size) return new Map([...stemmed(files, weights)].filter(([term]) => known.has(term)));
    const all = await allWords(files);
    const like = alike(files.lunr, all, whole);
    return stemmed(files, like.length ? like : parts(files, all, whole));
  }

  /** The words of the directory that this one is made of, with weights. */
  function parts({ words, list }, all, word) {
    const known = (part) => all[place(all, part)] === part;
    return words.held(word, known, list.links).map((part) => [part, WEIGHT.part]);
  }

  /** Term → weight, for forms with weights; the heaviest form counts. */
  function stemmed(files, weights) {
    const found = new Map();
    for (const [form, weight] of weights) {
      for (const term of files.pipeline.runString(form)) found.set(term, Math.max(weight, found.get(term) || 0));
    }
    return found;
  }

  /** The words of the directory that begin with this word, end with it, or differ in one letter; with weights. */
  function alike(lunr, all, word) {
    const those = (kind, fits) => (word.length < SHORTEST[kind] ? [] : shortest(fits(), MOST[kind]).map((other) => [other, WEIGHT[kind]]));
    return [
      ...those("beginning", () => between(all, word)),
      ...those("end", () => all.filter((other) => other.endsWith(word))),
      ...those("near", () => near(lunr, all, word, 1)),
    ];
  }

  /** The words that begin with this one, from a sorted list. */
  function between(all, word) {
    const start = place(all, word);
    let stop = start;
    while (stop < all.length && all[stop].startsWith(word)) stop += 1;
    return all.slice(start, stop);
  }

  /** The words that differ from this one in so many letters, found with lunr's token sets. */
  function near(lunr, all, word, edits) {
    const candidates = all.filter((other) => Math.abs(other.length - word.length) <= edits);
    return lunr.TokenSet.fromArray(candidates).intersect(lunr.TokenSet.fromFuzzyString(word, edits)).toArray();
  }

  /** The first few, short ones before long ones. */
  function shortest(found, most) {
    return found.sort((one, other) => one.length - other.length || (one < other ? -1 : 1)).slice(0, most);
  }

  /** Words a person may have meant instead of one that is found nowhere. */
  async function nearest(files, word) {
    if (word.length < SHORTEST.near || word.length > LONGEST_NEAR) return [];
    return shortest(near(files.lunr, await allWords(files), word, 2), MOST.nearest).map((instead) => ({ word, instead }));
  }

  /** Every word of the directory that says something, sorted. */
  async function allWords(files) {
    const groups = await files.file(files.list.words);
    files.all ??= groups.flatMap(decoded).filter((word) => !files.little.has(word));
    return files.all;
  }

  /** The words of one group. A capital tells how many letters a word shares with the one before, A for none. */
  function decoded(group) {
    let last = "";
    return Array.from(group.matchAll(/([A-Z])([^A-Z]*)/g), ([, shared, rest]) => {
      last = last.slice(0, shared.charCodeAt(0) - 65) + rest;
      return last;
    });
  }

  // Rows

  /** Term → row, for those of the terms that have one. A row is a list of postings, one a field. */
  async function rows(files, terms) {
    const sorted = [...terms.keys()];
    const shards = await Promise.all(sorted.map((term) => shard(files, term)));
    return new Map(sorted.map((term, at) => [term, shards[at].get(term)]).filter(([, row]) => row));
  }

  /** The shard that would hold this term. */
  async function shard(files, term) {
    const { shards } = files.list;
    const at = place(shards, term, ([first]) => first);
    const [first, name] = shards[at] && shards[at][0] === term ? shards[at] : shards[at - 1] || ["", ""];
    if (!name) return new Map();
    const shard = await files.file(name);
    if (!files.opened.has(first)) files.opened.set(first, new Map(shard.map(([term, ...postings]) => [term, postings])));
    return files.opened.get(first);
  }

  /** Where a value stands in a sorted list, or would stand. */
  function place(sorted, value, key = (item) => item) {
    let start = 0;
    let stop = sorted.length;
    while (start < stop) {
      const middle = (start + stop) >> 1;
      if (key(sorted[middle]) < value) start = middle + 1;
      else stop = middle;
    }
    return start;
  }

  /** `visit(entry, count)` for each number of a posting: gaps between entries, and minus a count above one. */
  function walk(posting, visit) {
    let entry = -1;
    for (let at = 0; at < posting.length; at += 1) {
      entry += posting[at];
      const many = posting[at + 1] < 0;
      visit(entry, many ? -posting[at + 1] : 1);
      if (many) at += 1;
    }
  }

  // Scores

  /** The entries that have any of the words, best first, scored by lunr. */
  async function scored(files, asked) {
    const all = await rows(files, new Map(asked.flatMap(({ terms }) => [...terms])));
    const results = (await miniature(files, all)).query((query) => {
      for (const { term, boost } of clauses(asked)) query.term(term, { boost, usePipeline: false });
    });
    return results.map(({ ref, score, matchData }) => {
      const { metadata } = matchData;
      return {
        entry: Number(ref),
        score,
        missing: asked.filter(({ terms }) => ![...terms.keys()].some((term) => term in metadata)).map(({ word }) => word),
        found: metadata,
        fields: named(files, Object.values(metadata)),
      };
    }).sort(better);
  }

  /** The fields that any of these speak of, in their order. */
  function named(files, found) {
    return files.list.fields.map(({ name }) => name).filter((name) => found.some((fields) => name in fields));
  }

  /** The plain clauses that lunr is asked. */
  function clauses(asked) {
    return asked.flatMap(({ terms }) => Array.from(terms, ([term, boost]) => ({ term, boost })));
  }

  /** More words first, then the higher score, then the order of the entries; scores equal but for rounding are equal. */
  function better(one, other) {
    const rounded = ({ score }) => Math.round(score * 1e9);
    return one.missing.length - other.missing.length || rounded(other) - rounded(one) || one.entry - other.entry;
  }

  /** An index of lunr's with these rows alone. lunr's builder makes the weights, from counts that we put in. */
  async function miniature(files, all) {
    const { list, lunr } = files;
    const builder = new lunr.Builder();
    builder.k1(list.k1);
    builder.b(list.b);
    builder.documentCount = list.entries;
    builder.averageFieldLength = {};
    for (const { name, boost, total } of list.fields) {
      builder.field(name, { boost });
      builder.averageFieldLength[name] = total / list.entries;
    }
    const lengths = await fieldLengths(files, all);
    for (const term of [...all.keys()].sort()) fill(builder, list.fields, lengths, term, all.get(term));
    builder.createFieldVectors();
    builder.createTokenSet();
    const { invertedIndex, fieldVectors, tokenSet } = builder;
    return new lunr.Index({ invertedIndex, fieldVectors, tokenSet, fields: list.fields.map(({ name }) => name), pipeline: files.pipeline });
  }

  /** How long each field is in each entry, for the fields that these rows speak of. */
  async function fieldLengths(files, all) {
    const numbers = [...new Set([...all.values()].flatMap((row) => row.map(([field]) => field)))];
    const columns = await Promise.all(numbers.map((field) => files.file(files.list.fields[field].lengths)));
    return new Map(numbers.map((field, at) => [field, columns[at]]));
  }

  /** Puts one row into the builder, as if the entries had been read. */
  function fill(builder, fields, lengths, term, row) {
    const posting = Object.create(null);
    posting._index = builder.termIndex;
    builder.termIndex += 1;
    for (const { name } of fields) posting[name] = Object.create(null);
    builder.invertedIndex[term] = posting;
    for (const [field, ...numbers] of row) {
      const { name } = fields[field];
      walk(numbers, (entry, count) => {
        const ref = `${name}/${entry}`;
        posting[name][entry] = Object.create(null);
        builder._documents[entry] = {};
        builder.fieldLengths[ref] = lengths.get(field)[entry];
        builder.fieldTermFrequencies[ref] ??= Object.create(null);
        builder.fieldTermFrequencies[ref][term] = count;
      });
    }
  }

  // Order

  /** The orders that mean something for these hits, the first of them when nobody chooses. */
  function orders({ orders }, asked, hits) {
    const dated = orders.filter((order) => within(order, hits));
    return [asked.length ? "fit" : "listed", ...dated.map(({ name }) => name)];
  }

  /** Whether any of the hits stands between the first and the last entry that something is known of. */
  function within({ first, last }, hits) {
    return hits.some(({ entry }) => entry >= first && entry <= last);
  }

  /** The hits by day, those with more of the words first: the latest day, or of days to come the nearest; no day is last. */
  async function ordered(files, hits, order) {
    const { file, first } = files.list.orders.find(({ name }) => name === order) || {};
    if (!file) return hits;
    const days = await files.file(file);
    const turn = order === "new" ? -1 : 1;
    const late = ({ entry }) => turn * days[entry - first] || Number.MAX_SAFE_INTEGER;
    return [...hits].sort((one, other) => one.missing.length - other.missing.length || late(one) - late(other));
  }

  // Facets and cards

  /** Facet → its values, each `{id, label, entries}`. */
  async function columns(files, names) {
    const wanted = files.list.facets.filter(({ name }) => names.has(name));
    const contents = await Promise.all(wanted.map(({ file }) => files.file(file)));
    return new Map(wanted.map(({ name }, at) => [name, contents[at].map(([id, label, ...numbers]) => {
      const entries = [];
      walk(numbers, (entry) => entries.push(entry));
      return { id, label, entries };
    })]));
  }

  /** The hits that every one of these filters fits. */
  function among(facets, filters, hits) {
    const fitting = Object.entries(filters).map(([name, values]) => having(facets.get(name) || [], values));
    return hits.filter(({ entry }) => fitting.every((entries) => entries.has(entry)));
  }

  /** The entries with one of these values. */
  function having(values, chosen) {
    return new Set(values.filter(({ id }) => chosen.includes(id)).flatMap(({ entries }) => entries));
  }

  /** How many of the hits have each value; values without any are left out unless they are chosen. */
  function counts(values, chosen, hits) {
    const among = new Set(hits.map(({ entry }) => entry));
    return values.map(({ id, label, entries }) => ({
      id, label, chosen: chosen.includes(id), count: entries.filter((entry) => among.has(entry)).length,
    })).filter(({ count, chosen }) => count || chosen);
  }

  /** The hits with their cards, the texts of those in pieces, to mark what was found, and where else words stand. */
  async function withCards(files, asked, hits) {
    const { block, cards } = files.list;
    return Promise.all(hits.map(async ({ found, ...hit }) => {
      const card = (await files.file(cards[Math.floor(hit.entry / block)]))[hit.entry % block];
      const looked = asked.map((word) => sought(files, word, found, hit.fields.includes("parts")));
      const terms = new Set(Object.keys(found));
      const parts = looked.flatMap((one) => one.parts);
      return { ...hit, card, shown: shown(files, card, terms, parts), elsewhere: elsewhere(files, card, looked, found) };
    }));
  }

  /** By which terms and parts of words a hit has one of the words that were asked. */
  function sought(files, { word, terms }, found, partly) {
    const own = [...terms.keys()].filter((term) => term in found);
    return { terms: new Set(own), parts: partly ? [...files.words.words(word), ...own] : [] };
  }

  /** The fields with words of the question that can be seen nowhere on the card. */
  function elsewhere(files, card, looked, found) {
    const unseen = looked.filter(({ terms, parts }) => !seen(shown(files, card, terms, parts)));
    return named(files, unseen.flatMap(({ terms }) => [...terms].map((term) => found[term])));
  }

  /** Whether anything was found in the texts of a card. */
  function seen({ skills, meta, ...texts }) {
    return [...skills, ...meta, ...Object.values(texts)].some((pieces) => pieces.some(([, found]) => found));
  }

  /** The texts of a card, each as pieces `[text, whether it was found]`; of the skills only those that were. */
  function shown(files, { title, role, line, meta, skills }, terms, parts) {
    const inside = parts.filter((part) => part.length >= files.words.PART).sort((one, other) => other.length - one.length);
    const pieces = (text) => marked(files, text || "", terms, inside);
    return {
      title: pieces(title),
      role: pieces(role),
      line: pieces(line),
      meta: (meta || []).map(pieces),
      skills: (skills || []).map(pieces).filter((skill) => skill.some(([, found]) => found)),
    };
  }

  /** A text in pieces, of which those are marked that say one of the terms, or begin or end with one of the parts. */
  function marked(files, text, terms, parts) {
    const pieces = [];
    let done = 0;
    for (const { word, start } of files.words.places(text)) {
      const [from, to] = found(files, word, terms, parts);
      if (from < to) {
        pieces.push([text.slice(done, start + from), false], [text.slice(start + from, start + to), true]);
        done = start + to;
      }
    }
    return [...pieces, [text.slice(done), false]].filter(([piece]) => piece);
  }

  /** Which letters of a word were found, from where to where. */
  function found(files, word, terms, parts) {
    if (stems(files, word).some((stem) => terms.has(stem))) return [0, word.length];
    const plain = files.words.fold(word);
    if (plain.length !== word.length) return [0, 0];
    const rest = (part) => word.length - part.length;
    const part = parts.find((one) => (plain.startsWith(one) || plain.endsWith(one)) && rest(one) >= files.words.PART);
    if (!part) return [0, 0];
    return plain.startsWith(part) ? [0, part.length] : [rest(part), word.length];
  }

  /** The terms that a written word would be filed under. */
  function stems(files, word) {
    if (!files.stems.has(word)) files.stems.set(word, files.words.words(word).flatMap((form) => files.pipeline.runString(form)));
    return files.stems.get(word);
  }

  scope.engine = { open, alike, near };
})(typeof module === "object" ? module.exports : self);
