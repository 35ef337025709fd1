package dev.opportune.storage;

import static dev.opportune.storage.Samples.advance;
import static dev.opportune.storage.Samples.event;
import static dev.opportune.storage.Samples.minutes;
import static dev.opportune.storage.Samples.opening;
import static dev.opportune.storage.Samples.trigger;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.StoreException;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process that writes without end, several moves of one profile in each transaction, and prints the profile's version
 * after each that was acknowledged, or the start of the message of a failure. It ends after a few failures.
 */
final class Committer {
    static final String PROFILE = "u1";
    static final int MOVES = 3;
    private static final int FAILURES = 5;

    private Committer() {}

    /** @param arguments the database, and how many characters each event has */
    public static void main(String[] arguments) {
        Properties much = Properties.of(Map.of("much", "x".repeat(Integer.parseInt(arguments[1]))));
        try (SqliteStore store = SqliteStore.open(Path.of(arguments[0]))) {
            long version = store.state(PROFILE).map(Timeline.State::version).orElse(0L);
            int failures = 0;
            while (failures < FAILURES) {
                try {
                    List<Receipt> receipts = store.commit(moves(version, much), Instant.EPOCH);
                    if (!receipts.stream().allMatch(Receipt.COMMITTED::equals)) {
                        throw new IllegalStateException(receipts.toString());
                    }
                    version += MOVES;
                    System.out.println(version);
                } catch (StoreException e) {
                    failures++;
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    private static List<Advance> moves(long version, Properties much) {
        List<Advance> moves = new ArrayList<>();
        for (long next = version + 1; next <= version + MOVES; next++) {
            Event event = event(PROFILE, String.valueOf(next), minutes(next), much);
            Decision opened = opening(PROFILE, trigger("f", event.id()), event.occurredAt());
            moves.add(advance(PROFILE, next, event, opened));
        }
        return moves;
    }
}
