package dev.opportune.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies while hundreds of calls are under way. */
class KilledUnderLoadTest {
    private static final int PROFILES = 10;
    private static final int CALLS = 600;
    private static final int ACKNOWLEDGED_BEFORE_THE_END = 100;

    @TempDir
    private Path folder;

    @Test
    void events_thatWereAcknowledged_areThereOnceAndTheOthersCanBeSentAgain() {
        List<Boolean> acknowledged;
        try (ServedProcess service = ServedProcess.start(folder)) {
            List<CompletableFuture<Boolean>> calls = IntStream.range(0, CALLS)
                    .mapToObj(call -> service.ingestLater("/v1/track", track(call)))
                    .toList();
            await().until(() ->
                    calls.stream().filter(CompletableFuture::isDone).count() >= ACKNOWLEDGED_BEFORE_THE_END);
            service.kill();
            acknowledged = calls.stream().map(CompletableFuture::join).toList();
        }
        assertThat(acknowledged).contains(true, false);
        try (ServedProcess service = ServedProcess.start(folder)) {
            List<String> kept = kept(service);
            assertThat(kept).doesNotHaveDuplicates().containsAll(ids(acknowledged));

            IntStream.range(0, CALLS).forEach(call -> service.ingest("/v1/track", track(call)));
            assertThat(kept(service))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, CALLS)
                            .mapToObj(KilledUnderLoadTest::id)
                            .toList());
        }
    }

    private static String id(int call) {
        return "call-" + call;
    }

    private static List<String> ids(List<Boolean> acknowledged) {
        return IntStream.range(0, CALLS)
                .filter(acknowledged::get)
                .mapToObj(KilledUnderLoadTest::id)
                .toList();
    }

    private static String track(int call) {
        return "{\"userId\":\"u%d\",\"messageId\":\"%s\",\"event\":\"Product Viewed\"}"
                .formatted(call % PROFILES, id(call));
    }

    private static List<String> kept(ServedProcess service) {
        List<String> ids = new ArrayList<>();
        for (int profile = 0; profile < PROFILES; profile++) {
            for (JsonNode entry : service.get("/v1/profiles/u" + profile + "/timeline?limit=500")
                    .path("timeline")) {
                if (entry.path("entry").asText().equals("event")) {
                    ids.add(entry.path("messageId").asText());
                }
            }
        }
        return ids;
    }
}
