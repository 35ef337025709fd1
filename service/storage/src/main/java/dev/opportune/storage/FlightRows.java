package dev.opportune.storage;

import dev.opportune.kernel.store.InFlight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** What of the table {@code decisions} is not over, counted by flow. */
final class FlightRows {
    static final String PENDING = "SELECT flow, count(*) FROM decisions WHERE outcome = 'wait' GROUP BY flow";
    static final String OPEN = """
            SELECT flow, count(*) FROM decisions AS d
            WHERE kind = 'trigger' AND message IS NULL AND outcome = 'none' AND NOT EXISTS (
              SELECT 1 FROM decisions AS over
              WHERE over.profile_id = d.profile_id AND over.flow = d.flow AND over.key = d.key
                AND over.cause_source = d.cause_source AND over.cause_id = d.cause_id
                AND over.kind = 'end' AND over.outcome = 'none')
            GROUP BY flow""";

    List<InFlight> all(Handle handle) {
        Map<String, Long> open = counted(handle, OPEN);
        Map<String, Long> pending = counted(handle, PENDING);
        SortedSet<String> flows = new TreeSet<>(open.keySet());
        flows.addAll(pending.keySet());
        return flows.stream()
                .map(flow -> new InFlight(flow, open.getOrDefault(flow, 0L), pending.getOrDefault(flow, 0L)))
                .toList();
    }

    private static Map<String, Long> counted(Handle handle, String sql) {
        Map<String, Long> counts = new HashMap<>();
        handle.createQuery(sql)
                .map((row, context) -> Map.entry(Texts.read(row.getString(1)), row.getLong(2)))
                .forEach(flow -> counts.put(flow.getKey(), flow.getValue()));
        return counts;
    }
}
