package dev.opportune.kernel.decision;

import java.time.Duration;
import java.time.Instant;

/**
 * What a message is judged by.
 *
 * @param priority 0 to 100, higher first
 * @param value what the rule said it is worth, higher first
 * @param validFor how long after {@code firstDueAt} it may still be sent
 * @param firstDueAt when it was first due; deferrals do not move it
 */
public record Terms(int priority, double value, Duration validFor, Instant firstDueAt) {}
