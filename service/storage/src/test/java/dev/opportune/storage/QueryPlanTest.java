package dev.opportune.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.store.DecisionQuery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No question makes the database look at every row. */
class QueryPlanTest {
    private static final Pattern PARAMETER = Pattern.compile(":([a-zA-Z]+)");

    @TempDir
    private Path folder;

    static Stream<String> questions() {
        return Stream.concat(
                Stream.of(
                        ProfileRows.STATE,
                        ProfileRows.VERSION,
                        ProfileRows.WAKE_UPS,
                        ProfileRows.NEXT_WAKE_UP,
                        ProfileRows.NOT_UNDER,
                        EntryRows.SINCE,
                        EntryRows.LOGGED,
                        EntryRows.KNOWS,
                        DecisionRows.BY_ID,
                        DecisionRows.OF_PROFILE,
                        DecisionRows.OF_TIMELINE,
                        DecisionRows.LOGGED,
                        DecisionRows.CHANGES,
                        DecisionRows.PLACE,
                        AnswerRows.ONE,
                        AnswerRows.ALL,
                        AbsorbedRows.ALL,
                        AnswerRows.FORGET,
                        RevisionRows.IS_KEPT,
                        RevisionRows.FILES,
                        RevisionRows.BEGINNING,
                        ExclusionRows.FAILING),
                Stream.of(
                                new DecisionQuery(null, null, null, null, null, null, 7, 10),
                                new DecisionQuery("u1", null, null, null, null, null, 7, 10),
                                new DecisionQuery(null, "f", null, null, null, null, 7, 10),
                                new DecisionQuery("u1", "f", Kind.DELAY, Outcome.SEND, "r", Instant.EPOCH, 7, 10))
                        .map(query -> DecisionRows.matching(query, new HashMap<>())));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aQuestion_isAnsweredByAnIndex(String sql) {
        try (SqliteStore store = SqliteStore.open(folder.resolve("opportune.db"))) {
            List<String> plan = store.write(handle -> {
                Query query = handle.createQuery("EXPLAIN QUERY PLAN " + sql);
                PARAMETER.matcher(sql).results().forEach(found -> query.bind(found.group(1), 1));
                return query.map((row, context) -> row.getString("detail")).list();
            });

            // What was selected and limited already may be gone through and sorted.
            assertThat(plan).filteredOn(step -> step.startsWith("SCAN")).allMatch(step -> step.equals("SCAN d"));
            assertThat(plan).anyMatch(step -> step.startsWith("SEARCH"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FlightRows.PENDING, FlightRows.OPEN})
    void aCount_ofWhatIsInFlight_looksAtNothingThatWasSaidAndIsOver(String sql) {
        try (SqliteStore store = SqliteStore.open(folder.resolve("opportune.db"))) {
            List<String> plan = store.write(handle -> handle.createQuery("EXPLAIN QUERY PLAN " + sql)
                    .map((row, context) -> row.getString("detail"))
                    .list());

            assertThat(plan)
                    .filteredOn(step -> step.startsWith("SCAN"))
                    .singleElement()
                    .asString()
                    .matches("SCAN \\w+ USING (COVERING )?INDEX decisions_(waiting|opened)");
        }
    }
}
