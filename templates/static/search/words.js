// words.js: what counts as a word, and when two words are the same one.
// builder/words.py did the same to what was indexed. Whatever changes here changes there.
"use strict";

(function (scope) {
  const LONGEST = 60;
  const PART = 3; // the shortest word that may be a part of a compound
  const BEGINNING = 5; // from here a word counts as the beginning of any longer one, whatever follows
  const LETTERS = new Map(Object.entries({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ς": "σ",
    "‐": "-", "’": "'", "‘": "'", "ʼ": "'", "′": "'", "•": "·", "‧": "·", "⋅": "·", "∙": "·",
  }));
  const SPECIAL = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "g");
  const UNSEEN = /[\p{M}\p{Cf}]/gu;
  const BEYOND = /[\u{10000}-\u{10ffff}]/gu;
  const WORD = /[\p{L}\p{N}]+(?:['·-][\p{L}\p{N}]+)*/gu;
  const SPOKEN = /[\p{L}\p{N}\p{M}]+(?:['’‘ʼ′·•‧⋅∙‐-][\p{L}\p{N}\p{M}]+)*/gu;
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

  /** Where the words of a text stand: each as it is written, and where it begins. */
  function places(text) {
    return Array.from(text.matchAll(SPOKEN), ({ 0: word, index }) => ({ word, start: index }));
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

  /** The known words at the beginning and at the end of a longer one; `links` are what may stand between the two. */
  function held(word, known, links) {
    const found = Array.from({ length: word.length }, (_, cut) => word.slice(0, cut)).filter((head) => head.length >= BEGINNING && known(head));
    for (let cut = PART; cut <= word.length - PART; cut += 1) {
      const head = known(word.slice(cut)) && unlinked(word.slice(0, cut), known, links);
      if (head) found.push(head, word.slice(cut));
    }
    return found;
  }

  /** The first part of a compound without what ties it to the second, when that is a known word. */
  function unlinked(head, known, links) {
    const bare = links.filter((link) => head.endsWith(link)).map((link) => head.slice(0, head.length - link.length));
    return bare.find((part) => part.length >= PART && known(part));
  }

  scope.words = { fold, typed, places, words, stemmer, held, PART };
})(typeof module === "object" ? module.exports : self);
