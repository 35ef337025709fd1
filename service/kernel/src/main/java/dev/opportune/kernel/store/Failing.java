package dev.opportune.kernel.store;

/** For how many profiles a rule failed and is left out. */
public record Failing(String rule, long profiles) {}
