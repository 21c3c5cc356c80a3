// rules.js: what may be filled in, as `check` judges the file that comes of it. builder/values.py, builder/webaddress.py
// and builder/checks.py say the same of files; whatever changes there changes here.
"use strict";

(function (scope) {
  const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]/u; // of the last, one half of a sign without the other
  const MOST_NEAR = 20; // unknown words of which the nearest are looked for, as builder/lookups.py has it
  const SPACES = /[\x85\u2028\u2029]/g;
  const UNSEEN = /[\xad\u180e\u200b\u200c\u2060-\u206f\u3164\uffa0\ufdd0-\ufdef\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
  const JOINER = /(?<![\u2190-\u2bff\ufe0f\u{1f000}-\u{1faff}])\u200d|\u200d(?![\u2190-\u2bff\u{1f000}-\u{1faff}])/gu; // but between pictures
  const TEMPLATE = /\b(?:ENTER|VUL)\b.*\b(?:HERE|IN)\b|[Ll][Oo][Rr][Ee][Mm] [Ii][Pp][Ss][Uu][Mm]|\{\{.*\}\}|\{%.*%\}/;
  const PLACEHOLDER = /^(?:tbd|tba|tbc|n\.?t\.?b\.?|n\.?n\.?b\.?|nvt|n\.v\.t\.|onbekend|volgt|later|[?x.-]+)$/i;
  const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
  const TIME = /\b[0-9]{1,2}(?::[0-9]{2}(?:\s*[ap]m\b)?|\.[0-9]{2}(?=\s*u(?:ur)?\b))/g;
  const NOW = ["heden", "nu", "nog steeds", "present", "now", "today"];
  const HOURS = /^([0-9]{1,3})(?:[.,]0)?\s*(?:u|uur|uren|h|hours?)?(?:\s*(?:per|p\/|\/)\s*(?:week|w))?$/;
  const MONTHS = new Map([
    "januari january jan", "februari february feb", "maart march mrt mar", "april apr", "mei may", "juni june jun",
    "juli july jul", "augustus august aug", "september sep sept", "oktober october okt oct", "november nov", "december dec",
  ].flatMap((words, n) => words.split(" ").map((word) => [word, n + 1])));
  const CONTROL = /[\0-\x1f\x7f-\x9f\ud800-\udfff]/u;
  const DECEPTIVE = /[\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
  const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
  const SIGN = /[^\p{L}\p{M}\p{N}.\u3002\xb7\u0375\u05f3\u05f4\u30fb\u200c\u200d-]/u;
  const HERE = ["localhost", "local", "localdomain", "internal", "invalid", "home.arpa"].map((name) => `.${name}`);
  const MAILBOX = /^[A-Za-z0-9!#$&'*+/=^_{|}~-]+(?:\.[A-Za-z0-9!#$&'*+/=^_{|}~-]+)*$/;
  const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
  const SLUG = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
  const RESERVED = /^(?:index|404|search|assets|api|all|open|new|con|prn|aux|nul|(?:com|lpt)[1-9])$/;
  const LONGEST_NAME = 60;

  /** What is wrong with a text: the code of a problem and what fills its words. */
  class Amiss extends Error {
    constructor(code, values = {}) {
      super(code);
      Object.assign(this, { code, values });
    }
  }

  // Texts made into values

  const READERS = {
    line: (text) => text.split(/\s+/).join(" "),
    text: (text) => text,
    day,
    moment(text) {
      if (/^(?:19[0-9]{2}|2[01][0-9]{2})$/.test(text) || /^[0-9]{4}-(?:0[1-9]|1[0-2])$/.test(text)) return text;
      if (DAY.test(text)) return day(text);
      if (NOW.includes(text.toLowerCase())) throw new Amiss("moment-now");
      if (PLACEHOLDER.test(text)) throw new Amiss("date-placeholder");
      const better = meant(text);
      throw new Amiss(better ? "moment-near" : "moment", { better });
    },
    hours: (text) => counted(HOURS, text.toLowerCase(), "not-hours"),
    percentage: (text) => counted(/^([0-9]{1,3})\s*(?:%|procent|percent)?$/, text.toLowerCase(), "not-a-percentage"),
    number: (text) => counted(/^([0-9]{1,6})$/, text, "not-a-number"),
    level: Number,
    truth: (text) => text === "yes",
    language: (text) => text,
    choice: (text) => text,
    mail,
    web(text) {
      const wrong = unreadable(text) || wrongScheme(text) || wrongHost(text);
      if (wrong) throw new Amiss(wrong === "no-scheme" && !text.includes(".") ? "link-handle" : `link-${wrong}`);
      return text;
    },
    login(text) {
      const login = text.replace(/^@/, "");
      if (!LOGIN.test(login)) throw new Amiss("not-a-login");
      return login;
    },
  };

  function counted(pattern, text, code) {
    const found = pattern.exec(text);
    if (!found) throw new Amiss(code);
    return Number(found[1]);
  }

  function day(text) {
    if (DAY.test(text)) {
      const [year, month, number] = text.split("-").map(Number);
      if (dated(year, month, number) === text) return text;
      const better = meant(text); // month and day swapped
      throw new Amiss(better ? "date-order" : "date-impossible", { better });
    }
    if (PLACEHOLDER.test(text)) throw new Amiss("date-placeholder");
    const better = meant(text);
    if (better.length === 10) throw new Amiss("date-order", { better });
    if (better) throw new Amiss("date-not-a-day", { better: better.length === 7 ? `${better}-01` : `${better}-01-01` });
    throw new Amiss("not-a-date");
  }

  /** The day, month or year that somebody means, when it can be told. */
  function meant(text) {
    const words = text.toLowerCase().replace(TIME, " ").match(/\p{L}+|[0-9]+/gu) ?? [];
    const numbers = words.filter((word) => /^[0-9]/.test(word));
    const months = words.filter((word) => MONTHS.has(word)).map((word) => MONTHS.get(word));
    const years = numbers.filter((word) => word.length === 4 && word >= "1900" && word <= "2199");
    if (years.length !== 1 || numbers.length > 3 || months.length > 1) return "";
    const year = Number(years[0]);
    const small = numbers.filter((word) => word !== years[0]).map(Number);
    if (months.length && small.length <= 1) return dated(year, months[0], small[0]);
    if (small.length === 2 && !months.length) {
      const [first, second] = numbers[0] === years[0] ? [small[1], small[0]] : small;
      return dated(year, second, first) || dated(year, first, second);
    }
    if (small.length === 1 && !months.length) return dated(year, small[0]);
    return small.length || months.length || /\p{L}/u.test(text) ? "" : years[0];
  }

  /** A day, or a month, as we write it; empty when there is none. */
  function dated(year, month, number) {
    const made = new Date(Date.UTC(year, month - 1, number ?? 1));
    made.setUTCFullYear(year);
    if (year < 1 || made.getUTCMonth() !== month - 1 || made.getUTCDate() !== (number ?? 1)) return "";
    return made.toISOString().slice(0, number === undefined ? 7 : 10);
  }

  // Addresses

  function mail(text) {
    const bare = /^mailto:/i.test(text) ? text.slice(7) : text;
    const whole = unquoted(bare.split("?")[0]);
    const cut = whole.lastIndexOf("@");
    const mailbox = whole.slice(0, Math.max(cut, 0));
    const place = hostOf(whole.slice(cut + 1));
    if (cut < 0 || mailbox.length > 64 || !MAILBOX.test(mailbox) || noPlace(place)) throw new Amiss("not-a-mail-address");
    return `${mailbox}@${place}`;
  }

  function unreadable(text) {
    if (Array.from(text).length > 2000) return "too-long";
    const all = decoded(text);
    if (CONTROL.test(all)) return "control-character";
    if (DECEPTIVE.test(text) || DECEPTIVE.test(all.split("?")[0].replaceAll("\u200d", ""))) return "invisible-character";
    return /\s/.test(text) ? "space-inside" : "";
  }

  function wrongScheme(text) {
    if (/^https?:\/\//i.test(text)) return "";
    const all = decoded(text).replaceAll("\\", "/");
    if (all.startsWith("//")) return "protocol-relative";
    const scheme = /^([a-z][a-z0-9+.-]*):(?!\d+(?:[/?#]|$))/i.exec(all);
    if (!scheme) return "no-scheme";
    return /^https?$/i.test(scheme[1]) ? "no-host" : "scheme-not-allowed";
  }

  function wrongHost(text) {
    const [, authority] = /^https?:\/\/([^/?#]*)/i.exec(text);
    if (decoded(authority).includes("@")) return "user-info";
    const cut = authority.startsWith("[") ? -1 : authority.indexOf(":");
    const name = cut < 0 ? authority : authority.slice(0, cut);
    const port = cut < 0 ? "" : authority.slice(cut + 1);
    if (!name) return "no-host";
    if (port && !(/^[0-9]{1,5}$/.test(port) && Number(port) <= 65535)) return "bad-port";
    return noPlace(hostOf(name));
  }

  /** Why no visitor could go there: a name that cannot be, a number, or a machine of one's own. */
  function noPlace(host) {
    const labels = host.split(".");
    if (host.startsWith("[") || /^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1))) return "not-public";
    if (host.length > 253 || !labels.every((label) => LABEL.test(label))) return "bad-host";
    return labels.length === 1 || HERE.some((name) => host.endsWith(name)) ? "not-public" : "";
  }

  /** The name as the domain name system knows it. */
  function hostOf(name) {
    if (/^[\0-\x7f]*$/.test(name)) return name.toLowerCase().replace(/\.$/, "");
    if (SIGN.test(name.normalize("NFKC"))) return ""; // browsers take a snowman, the names of today do not
    try {
      return new URL(`https://${name}`).hostname.replace(/\.$/, "");
    } catch {
      return "";
    }
  }

  /** The text as the most helpful reader could take it: entities and percents undone, more than once. */
  function decoded(text) {
    for (let times = 0; times < 3 && /[%&]/.test(text); times += 1) text = unquoted(unescaped(text));
    return text;
  }

  const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", colon: ":", sol: "/", bsol: "\\", commat: "@", Tab: "\t", NewLine: "\n", num: "#", quest: "?", period: "." };

  function unescaped(text) {
    return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));?/gi, (whole, hex, number, name) => {
      if (name) return ENTITIES[name] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(number);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
  }

  function unquoted(text) {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
      const read = Uint8Array.from(bytes.slice(1).split("%"), (byte) => Number.parseInt(byte, 16));
      return new TextDecoder().decode(read);
    });
  }

  // Fields. `typed` is a text, a row of them, or for groups a row of mappings; what is wrong goes to `problems`.

  /** The value of a field: undefined when there is nothing, or nothing good. */
  function read(question, typed, at, world) {
    if (question.takes === "group") return question.many ? rows(question, typed ?? [], at, world) : part(question, typed ?? {}, at, world);
    if (!question.many) return scalar(question, typed ?? "", at, world);
    const texts = Array.isArray(typed) ? typed : (typed ?? "").split(question.takes === "login" ? /[\n,]/ : "\n");
    const values = texts.map((text, n) => scalar(question, text, Array.isArray(typed) ? `${at}[${n}]` : at, world)).filter((value) => value !== undefined);
    return values.length ? values : undefined;
  }

  function rows(question, typed, at, world) {
    const filled = typed.map((row, n) => part(question, row, `${at}[${n}]`, world)).filter(Boolean);
    return filled.length ? filled : undefined;
  }

  /** The values of a part; undefined when nothing of it is filled in. */
  function part(question, typed, at, world) {
    const asked = question.parts.filter(({ takes }) => takes);
    const given = asked.filter(({ name }) => Object.hasOwn(typed, name) && [typed[name]].flat().some((text) => tidy(text)));
    if (!given.length) return undefined;
    const values = {};
    for (const one of asked) {
      const value = read(one, Object.hasOwn(typed, one.name) ? typed[one.name] : "", `${at}.${one.name}`, world);
      if (value !== undefined) values[one.name] = value;
      else if (one.required && !given.includes(one)) world.problems.push(missing(one, `${at}.${one.name}`));
    }
    return values;
  }

  /** That a field is missing. */
  function missing({ name, key, help }, at) {
    return { at, code: "missing", severity: "error", values: { name: key, key: name, help } };
  }

  function tidy(text) {
    return text.replace(/\r\n?/g, "\n").replace(SPACES, " ").trim().normalize("NFC").replace(JOINER, "").replace(UNSEEN, "").trim();
  }

  function scalar(question, typed, at, world) {
    const say = (code, values = {}, severity = "error") => world.problems.push({ at, code, values, severity });
    const hidden = FORBIDDEN.exec(typed);
    if (hidden) {
      say("control-character", { character: `U+${hidden[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` });
      return undefined;
    }
    const text = tidy(typed);
    if (!text) return undefined;
    const { low, high, longest, to } = question;
    let value;
    try {
      value = (READERS[question.takes] ?? READERS.line)(text);
    } catch (amiss) {
      if (!(amiss instanceof Amiss)) throw amiss;
      say(amiss.code, { value: short(text), low, high, ...amiss.values });
      return undefined;
    }
    const length = Array.from(text).length;
    if (longest && length > longest) {
      say("too-long", { limit: longest, length });
      return undefined;
    }
    if (typeof value === "number" && ((low && value < low) || (high && value > high))) {
      say("out-of-range", { value: short(text), low, high });
      return undefined;
    }
    if (TEMPLATE.test(value)) say("template-text", { value: short(text) }, "warning");
    return to ? settled(value, to, say, world) : value;
  }

  /** The id that a word leads to; a word that leads nowhere stays as it is. */
  function settled(text, to, say, { vocabularies = {}, near, problems }) {
    const words = vocabularies[to];
    if (!words) return text;
    const found = near.find(words, text);
    if (found === undefined && to === "skills") {
      const others = problems.filter(({ code }) => code.startsWith("unknown-skill")).length;
      const nearest = others < MOST_NEAR ? near.nearest(words, text) : [];
      say(nearest.length ? "unknown-skill-near" : "unknown-skill", { value: text, near: nearest.join(", ") }, "warning");
    }
    return found ?? text;
  }

  function short(text) {
    const letters = Array.from(text.split(/\s+/).join(" "));
    return letters.length <= 60 ? letters.join("") : `${letters.slice(0, 57).join("")}…`;
  }

  // What fields must hold together

  const TOGETHER = {
    *profile(one) {
      if (!one.name && !one.pseudonym) yield flaw("name", "no-name");
      const page = slugged(one.pseudonym ?? "");
      if (one.pseudonym && (!page || RESERVED.test(page))) yield flaw("pseudonym", "pseudonym-slug", { name: one.pseudonym });
      if (!["role", "headline", "does", "good_at", "would_like", "skills"].some((name) => one[name])) yield flaw("does", "says-nothing");
      yield* ordered("available_until", one.available_from, one.available_until);
      for (const [n, { start, end }] of (one.experience ?? []).entries()) {
        if (start && end && end.slice(0, start.length) < start.slice(0, end.length)) yield flaw(`experience[${n}].end`, "end-before-start", { start, end });
      }
      yield* twice("skills", one.skills, ({ skill }) => skill);
      yield* twice("learns", one.learns);
      yield* twice("languages", one.languages, ({ language }) => language);
    },
    *assignment(one) {
      const { start, end, closes, published_on: published, kind = "gig" } = one;
      yield* ordered("end", start, end);
      if (closes && start && closes > start) yield flaw("closes", "closes-after-start", { closes, start });
      if (closes && published && closes < published) yield flaw("closes", "closes-before-published", { closes, published });
      if (["gig", "project", "exchange"].includes(kind)) {
        if (!one.goal) yield flaw("goal", "no-goal", {}, "warning");
        if (!one.result) yield flaw("result", "no-result", {}, "warning");
      }
      if (["gig", "project"].includes(kind) && !(start && (end || one.weeks))) yield flaw("start", "no-head-or-tail", {}, "warning");
      yield* twice("skills", one.skills, ({ skill }) => skill);
      yield* twice("teaches", one.teaches);
    },
  };

  function flaw(at, code, values = {}, severity = "error") {
    return { at, code, values, severity };
  }

  function* ordered(at, start, end) {
    if (start && end && end < start) yield flaw(at, "end-before-start", { start, end });
  }

  function* twice(at, rows = [], of = (row) => row) {
    const seen = new Set();
    for (const [n, row] of rows.entries()) {
      const value = of(row);
      if (value === undefined) continue;
      if (seen.has(value.toLowerCase())) yield flaw(`${at}[${n}]`, "said-twice", { value });
      seen.add(value.toLowerCase());
    }
  }

  /** What was filled in, as values by English name, and all that is wrong with it. */
  function judged(kind, questions, typed, world) {
    const found = { ...world, problems: [] };
    const front = { ...world.own };
    for (const question of questions) {
      const value = read(question, typed[question.name], question.name, found);
      if (value !== undefined) front[question.name] = value;
      else if (question.required && !found.problems.some(({ at }) => at === question.name)) found.problems.push(missing(question, question.name));
      if (value !== undefined && world.open) hidden(question, value, question.name, found.problems);
    }
    const wrong = (at) => found.problems.some((one) => one.severity === "error" && one.at.startsWith(at));
    for (const one of TOGETHER[kind](front)) if (!wrong(one.at)) found.problems.push(one);
    for (const one of lacking(front, world.agreed ?? [])) if (!wrong(one.at)) found.problems.push(one);
    return { front, problems: found.problems };
  }

  /** What this network asks for and is not there. A consent that is still to come is no mistake, but keeps one waiting. */
  function* lacking(front, agreed) {
    for (const { at, code, ...values } of agreed) {
      const value = at.split(".").reduce((inner, name) => inner?.[name], front);
      if (value === undefined) yield flaw(at, code, values);
      else if (code === "listed-without-consent" && !["given", "not-needed"].includes(value)) yield flaw(at, code, values, "warning");
    }
  }

  /** Says of what only the network may see that a repository which anyone can read shows it all the same. */
  function hidden({ shown, parts }, value, at, problems) {
    if (shown === "internal") problems.push(flaw(at, "public-repository", {}, "warning"));
    for (const one of parts ?? []) if (value[one.name] !== undefined) hidden(one, value[one.name], `${at}.${one.name}`, problems);
  }

  // The name of the file

  /** A name for a page made from any text. */
  function slugged(name) {
    const plain = name.replace(/ß/g, "ss").replace(/ø/gi, "o").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’]/g, "");
    return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, LONGEST_NAME).replace(/-+$/, "");
  }

  /** What is wrong with the name of a file. */
  function misnamed(name) {
    if (RESERVED.test(name.toLowerCase())) return [flaw("slug", "slug-reserved", { name })];
    if (name.length <= LONGEST_NAME && SLUG.test(name)) return [];
    const better = slugged(name);
    return [flaw("slug", better ? "slug" : "slug-without-letters", { name, better })];
  }

  /** A phrase with its blanks filled; doubled braces stand for one. What cannot be seen is shown as an escape. */
  function filled(phrase, values) {
    return phrase.replace(/\{\{|\}\}|\{(\w+)\}/g, (blank, name) => (name ? visible(String(values[name] ?? "")) : blank[0]));
  }

  function visible(text) {
    return text.replace(/[\p{C}\p{Zl}\p{Zp}]|(?![ \xa0])\p{Zs}/gu, (sign) => {
      const code = sign.codePointAt(0);
      if ("\t\n\r".includes(sign)) return ["\\t", "\\n", "\\r"]["\t\n\r".indexOf(sign)];
      if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
      return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
    });
  }

  scope.rules = { judged, slugged, misnamed, filled };
})(typeof module === "object" ? module.exports : self);
