// words.js: what counts as a word, and when two words are the same one.
// builder/words.py did the same to what was indexed. Whatever changes here changes there.
"use strict";

(function (scope) {
  const LONGEST = 60;
  const LETTERS = new Map(Object.entries({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ς": "σ",
    "‐": "-", "’": "'", "‘": "'", "ʼ": "'", "′": "'", "•": "·", "‧": "·", "⋅": "·", "∙": "·",
  }));
  const SPECIAL = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "g");
  const UNSEEN = /[\p{M}\p{Cf}]/gu;
  const BEYOND = /[\u{10000}-\u{10ffff}]/gu;
  const WORD = /[\p{L}\p{N}]+(?:['·-][\p{L}\p{N}]+)*/gu;
  const JOINER = /['·-]/;

  /** The text in small letters without accents, joined letters or invisible signs. */
  function fold(text) {
    return text.normalize("NFKD").toLowerCase()
      .replace(SPECIAL, (letter) => LETTERS.get(letter))
      .replace(UNSEEN, "")
      .replace(BEYOND, " ");
  }

  /** The words as they were typed, each with the forms it may have in the index. */
  function typed(text) {
    return (fold(text).match(WORD) || []).map((word) => ({ word, forms: pieces(word) }));
  }

  /** The words of a text in order; a word with a hyphen gives its pieces and the whole. */
  function words(text) {
    return typed(text).flatMap(({ forms }) => forms);
  }

  /** The pieces of a joined word and then the word closed up: "e-mail" gives "mail" and "email". */
  function pieces(word) {
    const parts = word.split("·")[0].split(JOINER).map((part) => part.slice(0, LONGEST));
    const whole = word.split(JOINER).join("").slice(0, LONGEST);
    return [...parts.filter((part) => part.length > 1 && part !== whole), whole];
  }

  /** A function that takes the endings off a word; `snowball` is a stemmer that Snowball made. */
  function stemmer(snowball, language) {
    return function (word) {
      const singular = language === "nl" && /(?:eeen|ieen)$/.test(word) ? word.slice(0, -2) : word;
      return snowball.stemWord(singular) || singular;
    };
  }

  scope.words = { fold, typed, words, stemmer };
})(typeof module === "object" ? module.exports : self);
