// Sentences that Python says, with places in braces, as Python's str.format fills them.

export function filledIn(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
