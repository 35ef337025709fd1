package dev.opportune.storage;

import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Failing;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code exclusions}: which rules failed for which profile, and when last. */
final class ExclusionRows {
    static final String FAILING = """
            SELECT rule, count(*) FROM exclusions
            WHERE revision = :revision AND at >= :since GROUP BY rule ORDER BY rule""";
    private static final String PUT = """
            INSERT INTO exclusions (revision, rule, profile_id, at) VALUES (:revision, :rule, :profile, :at)
            ON CONFLICT (revision, rule, profile_id) DO UPDATE SET at = max(at, excluded.at)""";

    List<Failing> failing(Handle handle, String revision, Instant since) {
        return handle.createQuery(FAILING)
                .bind("revision", Texts.stored(revision))
                .bind("since", Millis.ceiling(since))
                .map((row, context) -> new Failing(Texts.read(row.getString(1)), row.getLong(2)))
                .list();
    }

    /** Of profiles that are written before. */
    void put(Handle handle, Iterable<ProfileRows.Put> profiles) {
        for (ProfileRows.Put profile : profiles) {
            List<Exclusion> exclusions = profile.state().exclusions();
            if (!exclusions.isEmpty()) {
                Batch.run(
                        handle,
                        PUT,
                        exclusions,
                        (batch, exclusion) -> batch.bind("revision", Texts.stored(exclusion.revision()))
                                .bind("rule", Texts.stored(exclusion.rule()))
                                .bind("profile", Texts.stored(profile.id()))
                                .bind("at", Millis.floor(exclusion.from().at())));
            }
        }
    }
}
