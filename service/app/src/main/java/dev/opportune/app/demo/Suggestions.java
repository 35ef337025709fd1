package dev.opportune.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.app.service.Claim;
import dev.opportune.app.service.EngineRoom;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import java.net.URLEncoder;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Profiles worth asking about, found by asking. */
public final class Suggestions {
    private static final int MOST_TRIES = 200;

    private final EngineRoom engine;
    private final Collection<Decision> decisions;
    private final TreeSet<String> channels;

    public Suggestions(EngineRoom engine, Collection<Decision> decisions) {
        this.engine = engine;
        this.decisions = decisions;
        this.channels = new TreeSet<>(engine.rules().live().policy().channels().keySet());
    }

    /** For each answer there can be, a profile that is given it, if there is one. */
    public SortedMap<Outcome, String> find() {
        SortedMap<Outcome, String> found = new TreeMap<>();
        for (Outcome answer : List.of(Outcome.SEND, Outcome.WAIT, Outcome.NONE)) {
            first(answer).ifPresent(profileId -> found.put(answer, profileId));
        }
        return found;
    }

    private Optional<String> first(Outcome answer) {
        Stream<Decision> likely = decisions.stream()
                .filter(decision -> answer == Outcome.NONE || decision.outcome() == answer)
                .sorted(Comparator.comparing(Decision::dueAt).reversed().thenComparing(Decision::id));
        return likely.map(Decision::profileId)
                .distinct()
                .limit(MOST_TRIES)
                .filter(profileId ->
                        engine.peek(new Claim(profileId, channels, null, "")).outcome() == answer)
                .findFirst();
    }

    /** A line for the shell that asks about a profile and changes nothing. */
    public String curl(int port, String profileId) {
        String quoted = channels.stream().map(channel -> '"' + channel + '"').collect(Collectors.joining(","));
        String encoded = URLEncoder.encode(profileId, UTF_8).replace("+", "%20");
        return "curl -s -X POST http://127.0.0.1:" + port + "/v1/profiles/" + encoded
                + "/next-email -H 'Content-Type: application/json' -d '{\"claim\":false,\"channels\":[" + quoted
                + "]}'";
    }
}
