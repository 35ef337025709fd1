package dev.opportune.authoring.rules;

/** One part of making a ruleset. Adds to the draft what it finds out, and to its problems what is wrong. */
@FunctionalInterface
interface Stage {
    void apply(Draft draft);
}
