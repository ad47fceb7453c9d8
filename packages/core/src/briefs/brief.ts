// What a team wants to know before it builds: the question, the people, the outcome, the guesses and the rivals.

/** A statement that feedback may bear out or not. */
export interface Hypothesis {
  /** `H1`, `H2`, ... in the order of the brief. */
  readonly id: string;
  readonly statement: string;
  /** Words by which a voice about it is known, in any language; found from the statement when empty. */
  readonly signs: readonly string[];
  /** Whether it claims a lack or something that people like; told by its own words where nobody says. */
  readonly expects: "need" | "praise";
}

export interface RivalProduct {
  readonly name: string;
  /** Other ways people write it. */
  readonly aliases: readonly string[];
}

export interface Brief {
  readonly question: string;
  /** Who the users are, one kind each. */
  readonly users: readonly string[];
  readonly outcome: string;
  readonly hypotheses: readonly Hypothesis[];
  readonly rivals: readonly RivalProduct[];
}
