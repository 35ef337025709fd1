package dev.opportune.app.cli;

/** What a watch lives by: the time between looks, and what is typed meanwhile. */
interface Pulse {
    /** What a watch is to do next. */
    enum Beat {
        LOOK,
        PLAY_ALL,
        QUIT
    }

    /** Waits for what comes first: something typed, or the time for another look. */
    Beat next();

    /** The time, by a clock that only goes forward. */
    long nanos();
}
