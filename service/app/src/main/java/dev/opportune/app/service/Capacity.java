package dev.opportune.app.service;

/**
 * How much the engine room may take on at once.
 *
 * @param lanes threads that move sessions; 0 for one per processor
 * @param laneQueue moves that may wait for one lane; more are refused as overload
 * @param openProfiles sessions kept open over all lanes; those awaiting a commit are kept besides
 * @param wakeUpsAtOnce wake-ups being worked off at the same time, so that a flood of them leaves room for callers
 */
public record Capacity(int lanes, int laneQueue, int openProfiles, int wakeUpsAtOnce) {
    public static final Capacity DEFAULT = new Capacity(0, 8192, 10_000, 64);

    public Capacity {
        if (lanes < 0 || laneQueue < 1 || openProfiles < 1 || wakeUpsAtOnce < 1) {
            throw new IllegalArgumentException("lanes must be 0 or more, every other capacity 1 or more");
        }
    }

    int laneCount() {
        return lanes == 0 ? Runtime.getRuntime().availableProcessors() : lanes;
    }

    int openProfilesPerLane() {
        return Math.max(1, openProfiles / laneCount());
    }
}
