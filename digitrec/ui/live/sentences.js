// Sentences from Python with fields in braces, filled in as by Python's str.format.

export function fillIn(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// As digitrec.words: "a 7", "an 8".
export const withArticle = (digit) => `${digit === 8 ? "an" : "a"} ${digit}`;
export const labelInWords = (label) => (label === null ? "no digit" : withArticle(label));
