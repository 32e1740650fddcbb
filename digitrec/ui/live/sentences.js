// Sentences from Python with fields in braces, filled in as by Python's str.format.

export function fillIn(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
