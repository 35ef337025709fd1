package dev.opportune.kernel.store;

/**
 * What of a flow is not over yet, counted over all profiles.
 *
 * @param openTriggers runs that nothing has ended
 * @param pendingMessages messages that wait
 */
public record InFlight(String flow, long openTriggers, long pendingMessages) {}
