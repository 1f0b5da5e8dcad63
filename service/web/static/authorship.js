// Who wrote an answer and when its sources did, in words.

export function isQuoted(answer) {
  return answer.model.startsWith("extractive");
}

// The rest of a sentence whose first words say that it is AI.
export function written(answer) {
  return `by ${answer.model} from the articles; each sentence was checked against its quotes.`;
}

export function dated(answer) {
  const asOf = answer.as_of.charAt(0).toUpperCase() + answer.as_of.slice(1);
  return asOf ? `${asOf.replace(/\.$/, "")}.` : "";
}
