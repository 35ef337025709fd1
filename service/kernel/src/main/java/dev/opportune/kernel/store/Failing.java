package dev.opportune.kernel.store;

/** For how many profiles a rule failed, whether it is left out for them or lost what it proposed. */
public record Failing(String rule, long profiles) {}
