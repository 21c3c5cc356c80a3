// files.js: how the CMS opens a content file and writes it again.
//
// What nobody touched stays as it stands, with its comments; what was changed is written as `wisselwerk fmt` would.
// Between the two the CMS holds the fields under the keys of the network, every part with keys of its own, and the file
// itself under ORIGINAL.
"use strict";

(function (scope) {
  const { yaml, change, jsyaml, CMS, network } = scope;
  const ORIGINAL = "#"; // a key that no file has, for it begins a comment
  const NOTHING = ["", "~", "null", "Null", "NULL"];

  /** What a field is called in the CMS. */
  function keyOf(field) {
    return network.dutch ? field.key : field.name;
  }

  function format(fields) {
    const held = fields.filter(({ how }) => how !== "mapping");

    function opened(text) {
      const file = change.opened(text, fields, jsyaml);
      const there = held.filter(({ name }) => file.values.has(name));
      const values = there.map((field) => [keyOf(field), shown(field, meant(field, file.values.get(field.name)))]);
      return { file, data: { ...Object.fromEntries(values), body: body(text) } };
    }

    /** The values of a file. One that cannot be read has none, and cannot be saved. */
    function fromFile(text) {
      try {
        return { ...opened(text).data, [ORIGINAL]: text };
      } catch {
        return { [ORIGINAL]: text };
      }
    }

    /** The text of a new file, or of one in which some fields have another value. */
    function toFile({ [ORIGINAL]: text, ...data }) {
      const front = Object.fromEntries(held.map((field) => [field.name, said(field, data[keyOf(field)])]).filter(isFilled));
      if (text === undefined) return yaml.written(fields, front, { body: data.body ?? "", dutch: network.dutch });
      const before = reopened(text);
      const touched = held.filter((field) => !same(field, before.data[keyOf(field)], data[keyOf(field)]));
      const names = touched.map(({ name }) => name);
      const changed = change.changed(before.file, names, front, fields, fields.map(({ name }) => name), {}, jsyaml);
      return (data.body ?? "").trim() === before.data.body.trim() ? changed : withBody(changed, data.body);
    }

    function reopened(text) {
      try {
        return opened(text);
      } catch {
        throw new Error(network.shut);
      }
    }

    return { fromFile, toFile };
  }

  // From the file to the CMS

  /** A value of a file in one form; undefined when it says something else than the field asks. */
  function meant(field, value) {
    if (!field.many) return NOTHING.includes(value) ? undefined : single(field, value);
    const items = change.listed(field, value).map((one) => single(field, one));
    return items.includes(undefined) ? undefined : items;
  }

  function single(field, value) {
    const short = field.parts && typeof value === "string";
    return change.plain(field, short ? new Map([[field.short[0], value]]) : value);
  }

  function shown(field, value) {
    if (Array.isArray(value)) return value.map((one) => shown(field, one));
    if (value === undefined) return undefined;
    if (field.parts) return Object.fromEntries(field.parts.filter(({ name }) => name in value).map((part) => [keyOf(part), shown(part, value[part.name])]));
    if (field.how === "flag") return { true: network.yes, false: network.no }[value] ?? value;
    if (field.how === "choice") return spelled(field, value);
    return field.how === "number" ? counted(value) : value;
  }

  function counted(value) {
    const word = value.toLowerCase();
    if (Object.hasOwn(network.levels, word)) return network.levels[word];
    return /^[0-9]+$/.test(value) ? Number(value) : value;
  }

  function spelled({ words }, choice) {
    const word = Object.keys(words).find((one) => yaml.keyOf(one) === yaml.keyOf(choice));
    return word === undefined ? choice : network.dutch ? words[word] : word;
  }

  // From the CMS to the file

  /** What a field of the CMS says, as yaml.js writes it; undefined when that is nothing. */
  function said(field, given) {
    if (!field.many) return one(field, given);
    const items = [given].flat().map((item) => one(field, item)).filter((item) => item !== undefined);
    return items.length ? items : undefined;
  }

  function one(field, given) {
    if (given === null || given === undefined || given === "") return undefined;
    if (field.parts) {
      const found = field.parts.map((part) => [part.name, said(part, given[keyOf(part)])]).filter(isFilled);
      return found.length ? Object.fromEntries(found) : undefined;
    }
    if (field.how === "flag") return { [network.yes]: true, [network.no]: false }[given] ?? given;
    if (field.how === "choice") return Object.keys(field.words).find((word) => spelled(field, word) === given) ?? given;
    return given;
  }

  function isFilled([, value]) {
    return value !== undefined;
  }

  function same(field, before, after) {
    return JSON.stringify(said(field, before)) === JSON.stringify(said(field, after));
  }

  // The text below the fields

  /** The rows of a file, and on which of them its text begins. */
  function rowsOf(text) {
    const rows = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").split("\n");
    const first = rows.findIndex((row) => row.trim());
    const last = rows.findIndex((row, n) => n > first && row.trimEnd() === "---");
    return { rows, begin: last + 1 };
  }

  function body(text) {
    const { rows, begin } = rowsOf(text);
    return rows.slice(begin).join("\n").replace(/^\n+|\n+$/g, "");
  }

  function withBody(text, story) {
    const { rows, begin } = rowsOf(text);
    const whole = (story ?? "").replace(/\r\n?/g, "\n").replace(/^\n+|\n+$/g, "");
    return `${rows.slice(0, begin).join("\n")}\n${whole ? `\n${whole}\n` : ""}`;
  }

  if (!CMS) document.body.textContent = network.missing;
  else for (const [name, fields] of Object.entries(network.formats)) CMS.registerCustomFormat(name, "md", format(fields));
})(self);
