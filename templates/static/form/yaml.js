// yaml.js: writes a content file, byte for byte as builder/writing.py does; the rules stand there. Whatever changes
// there changes here.
//
// A field is { name, key, how, many, words, parts, short, pair }: its English and its Dutch name; line, text, login,
// moment, date, number, percentage, flag, choice, mapping or part; whether it is a list; how its choices are spelled in
// Dutch; and of a part its fields, its short form, and the two of them that go on one line (label first).
"use strict";

(function (scope) {
  const LONGEST_KEY = 200;
  const WHITE = "\\t\\n\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const RUN = new RegExp(`[${WHITE}]+`, "g");
  const AROUND = new RegExp(`^[${WHITE}]+|[${WHITE}]+$`, "g");
  const ENDS = /\r\n?/g;
  const SPACES = /[\x85\u2028\u2029]/g;
  const SIGNS = "-?:,[]{}#&*!|>'\"%@`=~<.+";
  const UNPLAIN = /^ | $|: |:$| #|[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;
  const RESEMBLES = /^(?:null|true|false|yes|no|on|off|y|n|[0-9][0-9_,.:]*(?:e[+-]?[0-9]+)?|0[xob][0-9a-f_]+|[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2}(?:[t ].*)?)?)$/i;
  const UNBLOCKED = /^[ \n\t]|[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\n\n$/;
  const DIGITS = { number: /^(?:0|[1-9][0-9]*)$/, date: /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, moment: /^[0-9]{4}(?:-[0-9]{2}){0,2}$/ };

  /** A content file from plain values by English names. `fields` stand in the order in which they are written. */
  function written(fields, front, { body = "", dutch = true, notes = {} } = {}) {
    const story = body.replace(ENDS, "\n").replace(/^\n+|\n+$/g, "");
    return `---\n${rows(fields, front, { dutch, notes }).map((row) => `${row}\n`).join("")}---\n${story ? `\n${story}\n` : ""}`;
  }

  /** The rows of the front matter. */
  function rows(fields, front, { dutch = true, notes = {} } = {}) {
    const filled = pairs(fields, front, dutch);
    return [...new Set([...fields.map((field) => field.name), ...filled.map((pair) => pair.name)])].flatMap((name) => [
      ...(Object.hasOwn(notes, name) ? noteRows(notes[name]) : []),
      ...filled.filter((pair) => pair.name === name).flatMap((pair) => pairRows(pair, "")),
    ]);
  }

  /** The rows of a note above a field. */
  function noteRows(note) {
    return note.replace(/^\n+|\n+$/g, "").split("\n").map((row) => `# ${row}`.trimEnd());
  }

  // From values to pieces: a text as it is written, { sign, lines }, { items } or { pairs }

  function pairs(fields, front, dutch) {
    const found = [];
    for (const field of fields) {
      const piece = Object.hasOwn(front, field.name) ? pieceOf(field, front[field.name], dutch) : undefined;
      if (piece !== undefined) found.push({ name: field.name, key: dutch ? field.key : field.name, value: piece });
    }
    const known = new Set(fields.map((field) => field.name));
    for (const [key, value] of Object.entries(front)) {
      if (!known.has(key) && value !== null) found.push({ name: key, key: token(key.normalize("NFC")), value: own(value) });
    }
    return found;
  }

  function pieceOf(field, value, dutch) {
    if (!field.many || value === null) return one(field, value, dutch);
    const items = [value].flat().map((item) => one(field, item, dutch)).filter((item) => item !== undefined);
    if (field.how === "login" && items.length === 1 && !/[ ,;]/.test(items[0])) return items[0];
    return items.length ? { items } : undefined;
  }

  function one(field, value, dutch) {
    if (value === null || value === undefined) return undefined;
    if (field.how === "part") return part(field, value, dutch);
    if (field.how === "mapping") {
      const inner = { how: field.words ? "choice" : "line", words: field.words };
      const found = Object.entries(value)
        .map(([key, item]) => ({ name: line(key), key: token(line(key)), value: one(inner, item, dutch) }))
        .filter((pair) => pair.value !== undefined);
      return found.length ? { pairs: found } : undefined;
    }
    if (typeof value === "boolean") return (value ? ["yes", "ja"] : ["no", "nee"])[Number(dutch)];
    if (typeof value === "number") return field.how === "percentage" ? `${value}%` : String(value);
    return text(field, value, dutch);
  }

  function text({ how, words }, value, dutch) {
    if (how === "text") {
      const whole = lines(value.normalize("NFC")).replace(AROUND, "");
      return whole.includes("\n") ? block(whole, "|") : whole ? token(whole) : undefined;
    }
    const whole = line(value);
    const spelled = dutch && words && Object.hasOwn(words, whole) ? words[whole] : whole;
    return DIGITS[how]?.test(spelled) ? spelled : spelled ? token(spelled) : undefined;
  }

  /** A part, in its short form where that says it all. */
  function part({ parts, short, pair }, value, dutch) {
    const found = pairs(parts, value, dutch);
    if (found.length === 1 && found[0].name === short[0]) return found[0].value;
    if (pair && found.length === 2 && found.every(({ name }) => short.includes(name))) {
      const [first, second] = pair.map((name) => found.find((given) => given.name === name));
      const key = line(String(value[first.name]));
      if (!spelled(parts).has(keyOf(key)) && Array.from(key).length <= LONGEST_KEY) return { pairs: [{ ...second, key: first.value }] };
    }
    return found.length ? { pairs: found } : undefined;
  }

  /** A value of the network's own, as it is. */
  function own(value) {
    if (Array.isArray(value)) {
      const items = value.filter((item) => item !== null).map(own);
      return items.length ? { items } : "[]";
    }
    if (typeof value === "object") {
      const found = Object.entries(value).filter(([, item]) => item !== null);
      return found.length ? { pairs: found.map(([key, item]) => ({ name: key, key: token(key.normalize("NFC")), value: own(item) })) } : "{}";
    }
    if (typeof value !== "string") return String(value);
    const whole = lines(value.normalize("NFC"));
    return whole.includes("\n") ? block(whole, whole.endsWith("\n") ? "|" : "|-") : token(whole);
  }

  // Texts

  function lines(value) {
    return value.replace(ENDS, "\n").replace(SPACES, " ");
  }

  function line(value) {
    return value.normalize("NFC").replace(RUN, " ").replace(/^ +| +$/g, "");
  }

  function block(value, sign) {
    return UNBLOCKED.test(value) ? quoted(value) : { sign, lines: value.replace(/\n$/, "").split("\n") };
  }

  function token(value) {
    const plain = value && !SIGNS.includes(value[0]) && !UNPLAIN.test(value) && !RESEMBLES.test(value);
    return plain ? value : quoted(value);
  }

  function quoted(value) {
    return `"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n").replace(/\t/g, "\\t")}"`;
  }

  /** Both spellings of every key, and the English name each leads to. */
  function spelled(fields) {
    return new Map(fields.flatMap(({ name, key }) => [[key, name], [name, name]]));
  }

  /** A key as people type it, without capitals, spaces and hyphens. */
  function keyOf(value) {
    return value.normalize("NFC").trim().toLowerCase().replace(/[\s-]+/g, "_");
  }

  // From pieces to rows

  function pairRows({ key, value }, indent) {
    if (typeof value === "string") return [`${indent}${key}: ${value}`];
    if (value.lines) return [`${indent}${key}: ${value.sign}`, ...blockRows(value.lines, `${indent}  `)];
    return [`${indent}${key}:`, ...rowsOf(value, `${indent}  `)];
  }

  function rowsOf(piece, indent) {
    if (typeof piece === "string") return [indent + piece];
    if (piece.lines) return [indent + piece.sign, ...blockRows(piece.lines, indent)];
    if (piece.pairs) return piece.pairs.flatMap((pair) => pairRows(pair, indent));
    return piece.items.flatMap((item) => {
      const [first, ...others] = rowsOf(item, `${indent}  `);
      return [`${indent}- ${first.slice(indent.length + 2)}`, ...others];
    });
  }

  function blockRows(rows, indent) {
    return rows.map((row) => (row ? indent + row : ""));
  }

  scope.yaml = { written, rows, noteRows, spelled, keyOf };
})(typeof module === "object" ? module.exports : self);
