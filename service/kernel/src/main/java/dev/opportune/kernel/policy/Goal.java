package dev.opportune.kernel.policy;

import java.time.Duration;

/** What counts as a conversion of a flow. */
public record Goal(String event, Duration within) {}
