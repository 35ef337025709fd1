package dev.opportune.kernel.store;

import dev.opportune.kernel.timeline.Step;

/** That a rule of a revision failed on a profile's data and is left out for it, from a step on. */
public record Exclusion(Step from, String revision, String rule) {}
