// The verdicts, worst first. Each has a sign and a word, so that colour is never the only difference.

export const VERDICTS = {
  contradicted: { sign: "✗", word: "Contradicted", meaning: "An article says otherwise." },
  unsupported: { sign: "!", word: "Unsupported", meaning: "No article that was found says this." },
  unverifiable: { sign: "?", word: "Unverifiable", meaning: "The articles speak of it, but in other words: read and decide." },
  supported: { sign: "✓", word: "Supported", meaning: "The articles say this." },
};

export function counted(claims) {
  const counts = new Map();
  for (const verdict of Object.keys(VERDICTS)) {
    const count = claims.filter((claim) => claim.verdict === verdict).length;
    if (count) counts.set(verdict, count);
  }
  return counts;
}

export function told(claims) {
  if (!claims.length) return "The draft makes no claim that could be checked.";
  const parts = [...counted(claims)].map(([verdict, count]) => `${count}\u00a0${verdict}`);
  return `${claims.length} ${claims.length === 1 ? "claim" : "claims"}: ${parts.join(", ")}`;
}
