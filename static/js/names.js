// Names of exercises as exercises/names.py reads them, so that what is known isn't made a second time. `spellings` are
// its own, from the pocket copy.

const APOSTROPHES = /['`\u2018\u2019\u00b4]/g;
const ACCENTS = /[\u0300-\u036f]/g;
const PHRASES = /\S+(?: to \S+)+|\S+/g;

// The words to look for, spelt as the catalogue does: "pushups" is push and up.
export function searchWords(text, spellings) {
  const plain = text.replaceAll("&", " and ").replace(APOSTROPHES, "").normalize("NFKD").replace(ACCENTS, "").toLowerCase();
  const words = plain.replace(/[^\p{L}\p{M}\p{N}]/gu, " ").replace(/(?<![\p{L}\p{N}])e z(?![\p{L}\p{N}])/gu, "ez");
  const spelt = words.split(" ").filter(Boolean).map(singular).map((word) => (Object.hasOwn(spellings, word) ? spellings[word] : word));
  return spelt.join(" ").split(" ").filter(Boolean);
}

// Two names with one key mean the same exercise.
export function matchKey(name, spellings) {
  const phrases = searchWords(name, spellings).join(" ").match(PHRASES) ?? [];
  return [...new Set(phrases.map((phrase) => phrase.replaceAll(" ", "-")))].sort().join(" ") || name.trim();
}

function singular(word) {
  if (/(sses|shes|ches|xes)$/.test(word)) {
    return word.slice(0, -2);
  }
  return word.length > 2 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}
