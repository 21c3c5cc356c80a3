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
// - All words count. Hits with more of the words come first; among equals lunr's score decides, then the number.
// - Little words ("in", "de") need not be found when there are others.
// - Between groups of filters all must fit, within a group one is enough.
"use strict";

(function (scope) {
  const VERSION = 3; // of the files, as builder/search/index.py writes them
  const WEIGHT = { whole: 10, piece: 6, beginning: 5, end: 4, near: 3, part: 3 };
  const MOST = { words: 12, beginning: 20, end: 10, near: 10, nearest: 5 };
  const SHORTEST = { beginning: 2, end: 3, near: 4 };
  const KIND = "kind"; // a facet of which the file only tells the first and the last number of each value
  const LIGHT = 24_000; // bytes: a heavier facet is counted only when somebody opens it
  const NOUGHT = 35; // the character that stands for no length at all
  const MORE = 255; // a hit that does not fit two groups or more
  const NONE = new Map();
  let steps = 0;
  const LONGEST_NEAR = 24; // lunr's set of all words two letters off grows fast

  /**
   * A search through the files in one folder.
   * `fetched(name, fresh)` gives the JSON in a file; it throws an error with `gone` when there is no such file.
   * `stemmers` holds what Snowball made, by language.
   */
  async function open(fetched, lunr, words, weigh, stemmers) {
    const tools = { lunr, words, weigh };
    let files = await library(fetched, tools, stemmers);
    return {
      async answer(question) {
        try {
          return await answer(files, question);
        } catch (error) {
          if (!error.gone) throw error;
          // The site was published anew while this page was open: the files have other names now.
          files = await library(fetched, tools, stemmers);
          return answer(files, question);
        }
      },
    };
  }

  /** The list of files, each fetched once and only when it is wanted. */
  async function library(fetched, tools, stemmers) {
    const list = await fetched("index", true);
    if (list.version !== VERSION) throw new Error(`version ${list.version} of the search, not ${VERSION}`);
    const { lunr, words } = tools;
    const kept = new Map();
    const file = (name) => {
      if (!kept.has(name)) kept.set(name, fetched(name, false).catch((error) => { kept.delete(name); throw error; }));
      return kept.get(name);
    };
    const stemmer = stemmers(list.language);
    const pipeline = stemming(lunr, stemmer ? words.stemmer(stemmer, list.language) : (word) => word, list.language);
    return { ...tools, list, file, pipeline, little: new Set(list.little.split(" ")), opened: new Map(), stems: new Map() };
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
   * The hits for `{text, chosen, fixed, usual, wanted, sort, from, size}`: chosen filters by facet, filters that nobody can
   * take away, facets counted when that is light, facets counted anyhow, the order of the hits, and which of them.
   */
  async function answer(files, { text = "", chosen = {}, fixed = {}, usual = [], wanted = [], sort = "", from = 0, size = 10 }) {
    const { list } = files;
    const filters = Object.entries(chosen).filter(([, values]) => values.length);
    const light = list.facets.filter(({ name, size }) => usual.includes(name) && size <= LIGHT).map(({ name }) => name);
    const counted = new Set([...filters.map(([name]) => name), ...Object.keys(fixed), ...wanted, ...light]);
    const [asked, facets, taken] = await Promise.all([expanded(files, text), columns(files, counted), numbers(files)]);
    const found = asked.length ? await scored(files, asked, taken) : everything(list, taken);
    const best = (some, most) => files.weigh.best(found, asked.length, some, most);
    const there = Object.entries(fixed).map(([name, values]) => having(list, facets.get(name), values));
    const hits = found.entries.filter((entry) => there.every((held) => held[entry]));
    const groups = filters.filter(([name]) => facets.has(name)).map(([name, values]) => ({ name, held: having(list, facets.get(name), values) }));
    const failing = failed(list, hits, groups);
    const fit = hits.filter((entry) => !failing[entry]);
    const sorts = orders(list, asked, fit);
    const order = sorts.includes(sort) ? sort : sorts[0];
    const all = 2 ** asked.length - 1;
    return {
      total: fit.length,
      whole: fit.filter((entry) => found.words[entry] === all).length,
      unfiltered: hits.length,
      words: asked.map(({ word }) => word),
      clauses: clauses(asked),
      sorts,
      sort: order,
      hits: await shownHits(files, asked, found, (await ordered(files, found, fit, order, from + size, best)).slice(from, from + size)),
      facets: list.facets.map((facet) => counted.has(facet.name)
        ? tallied(list, facet, facets.get(facet.name), chosen[facet.name] || [], beside(hits, fit, failing, groups, facet.name))
        : { name: facet.name, some: within(facet, beside(hits, fit, failing, groups, facet.name)), values: null }),
      nearest: fit.length ? [] : (await Promise.all(asked.filter(({ terms }) => !terms.size).map(({ word }) => nearest(files, word)))).flat(),
    };
  }

  /** All entries, for a question without words. */
  function everything({ numbers }, { entries }) {
    return { entries, scores: new Float64Array(numbers), words: new Uint16Array(numbers), rows: new Map() };
  }

  /** The numbers that entries have, and for each the place of its entry in its file of lengths. */
  async function numbers({ list, file, opened }) {
    const gaps = await file(list.there);
    if (!opened.has(list.there)) {
      const entries = new Int32Array(gaps.length);
      const places = new Int32Array(list.numbers);
      for (let at = 0, entry = -1, first = 0, span = 0; at < gaps.length; at += 1) {
        entry += gaps.charCodeAt(at) - NOUGHT;
        if (entry >= span) [first, span] = [at, (Math.floor(entry / list.span) + 1) * list.span];
        entries[at] = entry;
        places[entry] = at - first;
      }
      opened.set(list.there, { entries, places });
    }
    return opened.get(list.there);
  }

  /** For each hit nought when it fits every group, the place of the one group that it does not fit from one on, or MORE. */
  function failed({ numbers }, hits, groups) {
    const failing = new Uint8Array(numbers);
    for (const entry of hits) {
      groups.forEach(({ held }, at) => {
        if (!held[entry]) failing[entry] = failing[entry] ? MORE : at + 1;
      });
    }
    return failing;
  }

  /** The hits that fit every group but perhaps this one. */
  function beside(hits, fit, failing, groups, name) {
    const own = groups.findIndex((group) => group.name === name) + 1;
    return own ? hits.filter((entry) => !failing[entry] || failing[entry] === own) : fit;
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

  /** The words that differ from this one in so many letters. lunr's token sets judge; only what may be one is put to them. */
  function near(lunr, all, word, edits) {
    const mask = letters(word);
    const candidates = all.filter((other) => Math.abs(other.length - word.length) <= edits && differing(letters(other) ^ mask) <= 2 * edits);
    return lunr.TokenSet.fromArray(candidates).intersect(lunr.TokenSet.fromFuzzyString(word, edits)).toArray();
  }

  /** Which letters a word has, a bit each, whatever their order; some letters share a bit. */
  function letters(word) {
    let mask = 0;
    for (let at = 0; at < word.length; at += 1) mask |= 1 << (word.charCodeAt(at) & 31);
    return mask;
  }

  /** How many bits are set. */
  function differing(mask) {
    let rest = mask;
    let set = 0;
    for (; rest; rest &= rest - 1) set += 1;
    return set;
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

  /** The shard that would hold this term, by way of the lists that name the shards. */
  async function shard(files, term) {
    let named = files.list.shards.names;
    for (let deeper = files.list.shards.lists; ; deeper = false) {
      const at = place(named, term, ([first]) => first);
      const [, name] = named[at] && named[at][0] === term ? named[at] : named[at - 1] || ["", ""];
      if (!name) return NONE;
      const content = await files.file(name);
      if (!deeper) return opened(files, name, content);
      named = content;
    }
  }

  /** The rows of a shard by their terms. */
  function opened(files, name, shard) {
    if (!files.opened.has(name)) files.opened.set(name, new Map(shard.map(([term, ...postings]) => [term, postings])));
    return files.opened.get(name);
  }

  /** One of many names: where they are many, the list names the lists of so many of them each. */
  async function nameOf(files, { names, lists }, at) {
    const [name] = lists ? (await files.file(names[Math.floor(at / lists)][0]))[at % lists] : names[at];
    return name;
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

  // Scores

  /** The entries that have any of the words, with what they weigh. */
  async function scored(files, asked, { entries, places }) {
    const all = await rows(files, new Map(asked.flatMap(({ terms }) => [...terms])));
    const sorted = new Map([...all.keys()].sort().map((term) => [term, all.get(term)]));
    const found = files.weigh.weighed(files.list, asked, sorted, await lengths(files, all.values(), places));
    return { ...found, entries: entries.filter((entry) => found.words[entry]), rows: sorted };
  }

  /** The names of these fields, in their order. */
  function named(files, numbers) {
    return files.list.fields.map(({ name }) => name).filter((_, field) => numbers.includes(field));
  }

  /** The plain clauses that lunr would be asked. */
  function clauses(asked) {
    return asked.flatMap(({ terms }) => Array.from(terms, ([term, boost]) => ({ term, boost })));
  }

  /** A function that tells how long a field is in an entry; only the blocks are fetched that these rows speak of. */
  async function lengths(files, all, places) {
    const { fields, span } = files.list;
    const blocks = fields.map(() => []);
    for (const row of all) {
      for (const posting of row) files.weigh.walk(posting, 1, (entry) => { blocks[posting[0]][Math.floor(entry / span)] = ""; });
    }
    await Promise.all(blocks.flatMap((held, field) => held.map(async (_, at) => { held[at] = await files.file(fields[field].lengths[at]); })));
    return (field, entry) => blocks[field][Math.floor(entry / span)].charCodeAt(places[entry]) - NOUGHT;
  }

  // Order

  /** The orders that mean something for these hits, the first of them when nobody chooses. */
  function orders({ orders }, asked, hits) {
    const dated = orders.filter((order) => within(order, hits));
    return [asked.length ? "fit" : "listed", ...dated.map(({ name }) => name)];
  }

  /** Whether any of the hits stands between the first and the last entry that something is known of. */
  function within({ first, last }, hits) {
    return hits.some((entry) => entry >= first && entry <= last);
  }

  /** The hits by day, those with more of the words first: the latest day, or of days to come the nearest; no day is last. */
  async function ordered(files, { words }, hits, order, most, best) {
    if (order === "listed") return listed(files, hits, most);
    const { file, first } = files.list.orders.find(({ name }) => name === order) || {};
    if (!file) return best(hits, most);
    const days = await files.file(file);
    const turn = order === "new" ? -1 : 1;
    const late = (entry) => turn * days[entry - first] || Number.MAX_SAFE_INTEGER;
    return Array.from(best(hits, hits.length)).sort((one, other) => files.weigh.bitsOf(words[other]) - files.weigh.bitsOf(words[one]) || late(one) - late(other));
  }

  /** The first hits in the order of lists; no more of that order is fetched than it takes to find so many. */
  async function listed({ list, file }, hits, most) {
    const among = new Uint8Array(list.numbers);
    for (const entry of hits) among[entry] = 1;
    const found = [];
    for (let at = 0, many = 1; at < list.listed.length && found.length < most; at += many, many *= 2) {
      const parts = await Promise.all(list.listed.slice(at, at + many).map(file));
      for (const entry of parts.flat()) if (among[entry]) found.push(entry);
    }
    return found;
  }

  // Facets and cards

  /** Facet → its values, each `{id, label, entries}`. */
  async function columns(files, names) {
    const wanted = files.list.facets.filter(({ name }) => names.has(name));
    return new Map(await Promise.all(wanted.map(async ({ name, file }) => [name, await column(files, file, name === KIND)])));
  }

  /** The values of one facet, taken out of their file once. */
  async function column(files, file, kinds) {
    const [values, { entries: all }] = await Promise.all([files.file(file), numbers(files)]);
    if (!files.opened.has(file) && kinds) {
      files.opened.set(file, values.map(([id, label, first, last]) => ({ id, label, entries: all.slice(place(all, first), place(all, last + 1)) })));
    } else if (!files.opened.has(file)) {
      files.opened.set(file, values.map(([id, label, ...numbers]) => {
        const entries = [];
        files.weigh.walk(numbers, 0, (entry) => entries.push(entry));
        return { id, label, entries: Int32Array.from(entries) };
      }));
    }
    return files.opened.get(file);
  }

  /** By entry, one for those with one of these values. */
  function having({ numbers }, values, chosen) {
    const held = new Uint8Array(numbers);
    for (const value of values || []) {
      if (chosen.includes(value.id)) for (const entry of value.entries) held[entry] = 1;
    }
    return held;
  }

  /** A facet with how many of the hits have each value; values without any are left out unless they are chosen. */
  function tallied(list, { name }, values, chosen, hits) {
    const among = new Uint8Array(list.numbers);
    for (const entry of hits) among[entry] = 1;
    const counted = values.map(({ id, label, entries }) => {
      let count = 0;
      for (const entry of entries) count += among[entry];
      return { id, label, chosen: chosen.includes(id), count };
    }).filter(({ count, chosen }) => count || chosen);
    return { name, some: counted.length > 0, values: counted };
  }

  /** The hits to show, with their cards, the texts of those in pieces, to mark what was found, and where else words stand. */
  async function shownHits(files, asked, { scores, words, rows }, entries) {
    const where = files.weigh.whereabouts(entries, rows);
    return Promise.all(Array.from(entries, async (entry) => {
      const found = where.get(entry);
      const fields = named(files, [...found.values()].flat());
      const card = await cardOf(files, entry);
      const looked = asked.map((word) => sought(files, word, found, fields.includes("parts")));
      const parts = looked.flatMap((one) => one.parts);
      return {
        entry,
        score: scores[entry],
        missing: asked.filter((_, at) => !(words[entry] & (1 << at))).map(({ word }) => word),
        fields,
        card,
        shown: shown(files, card, new Set(found.keys()), parts),
        elsewhere: elsewhere(files, card, looked, found),
      };
    }));
  }

  /** What a hit shows. */
  async function cardOf(files, entry) {
    const { block } = files.list;
    return (await files.file(await nameOf(files, files.list.cards, Math.floor(entry / block))))[entry % block];
  }

  /** By which terms and parts of words a hit has one of the words that were asked. */
  function sought(files, { word, terms }, found, partly) {
    const own = [...terms.keys()].filter((term) => found.has(term));
    return { terms: new Set(own), parts: partly ? [...files.words.words(word), ...own] : [] };
  }

  /** The fields with words of the question that can be seen nowhere on the card. */
  function elsewhere(files, card, looked, found) {
    const unseen = looked.filter(({ terms, parts }) => !seen(shown(files, card, terms, parts)));
    return named(files, unseen.flatMap(({ terms }) => [...terms].flatMap((term) => found.get(term))));
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
