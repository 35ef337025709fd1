package dev.opportune.authoring.compiler;

/** What keeps a rule from reaching anything but its facts, in the order in which a rule meets it. */
public enum Fence {
    /** Before any parser: what makes a text too large, too deep, or other than it looks. */
    TEXT,
    /** Before any compiler: of what the parser found, only the subset of the language passes. */
    DESCRIPTORS,
    /** While compiling and running: classes other than those of rules' own world are not there. */
    LINKING,
    /** Before anything is loaded: of what the compiler made, only what is known passes. */
    BYTECODE,
    /** While running: what takes too long is stopped. */
    BUDGETS
}
