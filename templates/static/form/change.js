// change.js: opens a file that is there already, and changes in it only what somebody changed.
//
// A row at the left edge begins a field, and all below it belongs to that field until the next. A field that nobody
// touches stays as it stands, with its comments; one that is changed is written anew by yaml.js, in the same place.
"use strict";

(function (scope) {
  const { yaml } = typeof module === "object" ? require("./yaml.js") : scope;
  const NOTHING = ["", "~", "null", "Null", "NULL"];
  const LARGEST = 66_560; // bytes of a whole file, as builder/documents.py has it
  const HALF = /[\ud800-\udfff]/u; // of a sign, without its other half: no file can hold it
  const TRUTH = { ja: true, yes: true, true: true, aan: true, on: true, waar: true, nee: false, no: false, false: false, uit: false, off: false, onwaar: false };

  /** Why a file cannot be opened; on which line, when that can be told. */
  class Shut extends Error {
    constructor(line = 0) {
      super("shut");
      this.line = line;
    }
  }

  /** A file as { above, blocks, below, values, dutch }; `fields` has both names of all that it may hold. Throws Shut. */
  function opened(text, fields, jsyaml) {
    if (new TextEncoder().encode(text).length > LARGEST) throw new Shut();
    const rows = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").split("\n");
    const broken = rows.findIndex((row) => HALF.test(row));
    if (broken >= 0) throw new Shut(broken + 1);
    const first = rows.findIndex((row) => row.trim());
    const matter = first >= 0 && rows[first].trimEnd() === "---";
    const last = rows.findIndex((row, n) => n > first && row.trimEnd() === "---");
    if (matter && (last < 0 || isTwice(rows.slice(last + 1), fields))) throw new Shut();
    const begin = matter ? first + 1 : 0;
    const end = matter ? last : rows.length;
    const front = rows.slice(begin, end);
    const found = values(front.join("\n"), begin, jsyaml);
    const { blocks, below: rest } = cut(front, begin);
    const names = yaml.spelled(fields);
    const met = new Set();
    for (const block of blocks) {
      block.name = names.get(block.key) ?? block.key;
      if (met.has(block.name)) throw new Shut(block.line); // once in each language
      met.add(block.name);
    }
    return {
      above: rows.slice(0, begin), blocks, below: [...rest, ...rows.slice(end)],
      values: new Map([...found].map(([key, value]) => [names.get(yaml.keyOf(key)) ?? key, value])),
      dutch: isDutch(blocks, fields),
    };
  }

  /** Whether another file begins where the text should: what is not for everyone would be read as text. */
  function isTwice(rows, fields) {
    const said = rows.map((row) => row.trimEnd()).filter(Boolean);
    const [first] = said.filter((row) => row !== "---");
    return said.includes("---") && yaml.spelled(fields).has(yaml.keyOf((first ?? "").split(":")[0])) && first.includes(":");
  }

  /** What stands in the front matter: texts, lists, and mappings in their order. */
  function values(front, begin, jsyaml) {
    try {
      const schema = jsyaml.FAILSAFE_SCHEMA.withTags(jsyaml.realMapTag);
      const found = jsyaml.load(front, { schema });
      if (found instanceof Map && [...found.keys()].every((key) => typeof key === "string")) return found;
    } catch (error) {
      throw new Shut(error.mark ? begin + error.mark.line + 1 : 0);
    }
    throw new Shut();
  }

  /** The fields as rows; comments and empty rows at the left edge belong to the field below them. */
  function cut(front, begin) {
    const blocks = [];
    let waiting = [];
    front.forEach((row, n) => {
      const key = /^([^\s#'"&*!|>%@`{[?-][^:]*?|"[^"]*"|'[^']*')\s*:(?:\s|$)/.exec(row);
      if (/^(?:#|\s*$)/.test(row)) waiting.push(row);
      else if (key) {
        blocks.push({ key: yaml.keyOf(key[1].replace(/^["']|["']$/g, "")), above: waiting, rows: [row], line: begin + n + 1 });
        waiting = [];
      } else if (blocks.length && /^(?:\s|-\s|-$)/.test(row)) {
        blocks.at(-1).rows.push(...waiting, row);
        waiting = [];
      } else throw new Shut(begin + n + 1);
    });
    return { blocks, below: waiting };
  }

  function isDutch(blocks, fields) {
    const one = (from, other) => blocks.filter(({ key }) => fields.some((field) => field[from] === key && field[other] !== key)).length;
    return one("key", "name") >= one("name", "key");
  }

  // What a question would have been answered with

  /** The answer to a question that leads to a value; undefined for a value that the question cannot hold.
   *
   * `choose(field, text)` gives the text as the question takes it, or undefined. Of a part the answer has by `kept`
   * what is not asked.
   */
  function answer(field, value, choose) {
    if (field.takes === "group") {
      if (!field.many) return part(field, value, choose);
      return all(listed(field, value).map((one) => part(field, one, choose)));
    }
    if (!field.many) return one(field, value, choose);
    return all((Array.isArray(value) ? value : [value]).filter(isThere).map((item) => one(field, item, choose)));
  }

  function all(answers) {
    return answers.includes(undefined) ? undefined : answers;
  }

  function one(field, value, choose) {
    if (typeof value !== "string") return undefined;
    const text = field.how === "text" ? value.trim() : value.trim().replace(/\s+/g, " ");
    return NOTHING.includes(text) ? "" : choose(field, String(meant(field, text)));
  }

  /** A text as the model has it: yes or no, a choice, a level. */
  function meant({ how, words, known }, text) {
    const found = (table) => (Object.hasOwn(table, text.toLowerCase()) ? table[text.toLowerCase()] : text);
    if (how === "flag") return { true: "yes", false: "no" }[found(TRUTH)] ?? text;
    if (known) return found(known);
    return Object.entries(words ?? {}).find(([, dutch]) => yaml.keyOf(dutch) === yaml.keyOf(text))?.[0] ?? text;
  }

  function part(field, value, choose) {
    const given = fieldsOf(field, value);
    if (!given) return undefined;
    const found = {};
    const kept = {};
    for (const inner of field.parts.filter(({ name }) => given.has(name))) {
      if (inner.takes) found[inner.name] = one(inner, given.get(inner.name), choose);
      else kept[inner.name] = plain(inner, given.get(inner.name));
    }
    if (Object.values({ ...found, ...kept }).includes(undefined)) return undefined;
    return Object.keys(kept).length ? { ...found, kept } : found;
  }

  /** The items of a list: one alone is a list too, and a mapping without keys of ours is a row of short forms. */
  function listed(field, value) {
    if (Array.isArray(value)) return value.filter(isThere);
    if (value instanceof Map && ![...value.keys()].some((key) => isKey(field, key))) return [...value].map((pair) => new Map([pair]));
    return [value].filter(isThere);
  }

  function isThere(value) {
    return typeof value !== "string" || !NOTHING.includes(value.trim());
  }

  function isKey({ parts }, key) {
    return yaml.spelled(parts).has(yaml.keyOf(String(key)));
  }

  /** What a part says, by English names, be it in its short form; undefined when it says something else. */
  function fieldsOf(field, value) {
    const names = yaml.spelled(field.parts);
    if (typeof value === "string") return field.short.length ? new Map([[field.short[0], value]]) : undefined;
    if (!(value instanceof Map)) return undefined;
    const pairs = [...value];
    if (!pairs.every(([key]) => typeof key === "string")) return undefined;
    if (pairs.length === 1 && field.short.length > 1 && !isKey(field, pairs[0][0])) {
      const [first, second] = field.pair ?? field.short;
      return new Map([[first, pairs[0][0]], [second, pairs[0][1]]]);
    }
    const found = new Map(pairs.map(([key, inner]) => [names.get(yaml.keyOf(key)), inner]));
    return found.has(undefined) || found.size < pairs.length ? undefined : found;
  }

  /** A value as yaml.js writes it. */
  function plain(field, value) {
    if (Array.isArray(value)) return value.map((item) => plain(field, item));
    if (value instanceof Map) {
      if (!field.parts) return Object.fromEntries([...value].map(([key, inner]) => [String(key), plain({}, inner)]));
      const given = fieldsOf(field, value);
      return given && Object.fromEntries(field.parts.filter(({ name }) => given.has(name)).map((inner) => [inner.name, plain(inner, given.get(inner.name))]));
    }
    const text = meant(field, value.trim());
    return field.how === "flag" && ["yes", "no"].includes(text) ? text === "yes" : field.how === "text" ? value : text;
  }

  // Changing

  /** The text of a file in which some fields have another value, or none; `notes` are what the form puts above fields. */
  function changed(file, names, front, fields, order, notes = {}, jsyaml = scope.jsyaml) {
    const blocks = file.blocks.map((block) => ({ ...block }));
    const below = { above: file.below };
    for (const name of names) {
      const rows = yaml.rows(fields.filter((field) => field.name === name), Object.hasOwn(front, name) ? { [name]: front[name] } : {}, { dutch: file.dutch });
      const at = blocks.findIndex((block) => block.name === name);
      if (at >= 0) rewrite(blocks, at, rows, below, jsyaml);
      else if (rows.length) blocks.splice(placeFor(name, blocks, order), 0, { name, above: [], rows });
      if (rows.length && Object.hasOwn(notes, name)) for (const block of [...blocks, below]) block.above = without(block.above, yaml.noteRows(notes[name]));
    }
    return [...file.above, ...blocks.flatMap((block) => [...block.above, ...block.rows]), ...below.above].join("\n");
  }

  /** A field with other rows; its comments move above it, or stay behind it where it is one row. */
  function rewrite(blocks, at, rows, below, jsyaml) {
    const block = blocks[at];
    const [key] = /^[^:]*/.exec(block.rows[0]); // as it was spelled
    rows = rows.map((row, n) => (n ? row : row.replace(/^[^:]*/, () => key)));
    const said = comments(block.rows.join("\n"), jsyaml);
    const behind = block.rows.length === 1 && rows.length === 1 && said.length === 1;
    if (behind) block.rows = [`${rows[0]}  ${said[0]}`];
    else {
      block.above = rows.length ? [...block.above, ...said] : block.above;
      block.rows = rows;
    }
    if (rows.length) return;
    const next = blocks[at + 1] ?? below;
    next.above = [...block.above, ...next.above];
    blocks.splice(at, 1);
  }

  /** The comments among the rows of a field. */
  function comments(text, jsyaml) {
    const texts = jsyaml.parseEvents(text, { schema: jsyaml.FAILSAFE_SCHEMA }).filter(({ type }) => type === jsyaml.EVENT_ID.SCALAR);
    return [...text.matchAll(/(?<=^|[ \t])#.*$/gm)]
      .filter(({ index }) => !texts.some(({ valueStart, valueEnd }) => valueStart <= index && index < valueEnd))
      .map(([said]) => said.trimEnd());
  }

  /** Before the first field that the order puts later. */
  function placeFor(name, blocks, order) {
    const rank = new Map(order.map((one, n) => [one, n]));
    const at = blocks.findIndex((block) => (rank.get(block.name) ?? Infinity) > rank.get(name));
    return at < 0 ? blocks.length : at;
  }

  /** Rows without a run of them. */
  function without(rows, run) {
    const at = rows.findIndex((_, n) => run.every((row, m) => rows[n + m] === row));
    return at < 0 || !run.length ? rows : [...rows.slice(0, at), ...rows.slice(at + run.length)];
  }

  scope.change = { opened, answer, changed, listed, plain };
})(typeof module === "object" ? module.exports : self);
