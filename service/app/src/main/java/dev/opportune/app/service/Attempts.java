package dev.opportune.app.service;

import org.jspecify.annotations.Nullable;

/** How the last attempts to make rules live went. Written by one thread at a time, read by many. */
final class Attempts {
    private volatile @Nullable Attempt last;
    private volatile @Nullable Attempt lastError;
    private volatile @Nullable Attempt lastOfFolder;

    Attempt note(Attempt attempt) {
        last = attempt;
        if (!attempt.problems().isEmpty()) {
            lastError = attempt;
        }
        return attempt;
    }

    Attempt noteOfFolder(Attempt attempt) {
        lastOfFolder = attempt;
        return note(attempt);
    }

    @Nullable
    Attempt last() {
        return last;
    }

    @Nullable
    Attempt lastError() {
        return lastError;
    }

    @Nullable
    Attempt lastOfFolder() {
        return lastOfFolder;
    }
}
