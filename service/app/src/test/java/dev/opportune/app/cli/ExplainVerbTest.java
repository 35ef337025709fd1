package dev.opportune.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.app.Assembly;
import dev.opportune.app.OpportuneApplication;
import dev.opportune.app.config.OpportuneConfig;
import dev.opportune.app.service.Capacity;
import dev.opportune.app.service.RulesTerms;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.session.Patience;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explaining and trying from the command line, in a database and from a service that has one open. */
class ExplainVerbTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOON);
    private Path database;
    private Path rules;
    private String reminder;

    /** Ben put something in the cart, and ordered within the hour. */
    @BeforeEach
    void record(@TempDir Path folder) {
        database = folder.resolve("opportune.db");
        rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        try (Assembly assembly = open()) {
            ingest(assembly, "evt-1", "Product Added");
            clock.advance(Duration.ofMinutes(40));
            ingest(assembly, "evt-2", "Order Completed");
            reminder = assembly.store()
                    .decisions(new DecisionQuery("ben", "nudge", Kind.DELAY, null, null, null, 0, 10))
                    .get(0)
                    .decision()
                    .id();
        }
    }

    private Assembly open() {
        return Assembly.open(
                database, rules, Settings.of(true), Capacity.DEFAULT, RulesTerms.DEFAULT, clock, new Random(1));
    }

    private void ingest(Assembly assembly, String id, String name) {
        Instant now = clock.instant();
        assembly.engine()
                .ingest(new Event("test", id, "ben", name, now, now, Properties.NONE, false, false))
                .join();
    }

    private Captured run(Object... arguments) {
        return Captured.with(Map.of("OPPORTUNE_RULES", rules.toString()), arguments);
    }

    @Test
    void decision_isExplainedFromADatabase() {
        Captured explain = run("explain", reminder, "--database", database, "--consent", "granted");

        assertThat(explain.err()).isEmpty();
        assertThat(explain.exitCode()).isZero();
        assertThat(explain.out())
                .startsWith("2026-03-03 12:00:00+00:00  event     Product Added (evt-1)\n")
                .contains("frequency_cap passed: 0 of 20 per 24h on email\n")
                .endsWith("run again under the rules of its time, the timeline gives the same\n");
    }

    @Test
    void decision_isToldAsJson() {
        Captured explain = run("explain", reminder, "--database", database, "--format", "json");

        assertThat(explain.out()).startsWith("{\"decision\":{").contains("\"step\":\"delay\"");
    }

    @Test
    void recordMadeWithOtherConsents_isSaidToDifferFromItsReplay() {
        Captured explain = run("explain", reminder, "--database", database);

        assertThat(explain.out()).contains("the timeline gives another: waits at", "suppress no_consent at");
    }

    @Test
    void profile_isExplainedFromADatabase() {
        Captured explain = run("explain", "--profile", "ben", "--flow", "nudge", "--database", database);

        assertThat(explain.exitCode()).isZero();
        assertThat(explain.out()).contains("  ends      nudge  ordered  rule \"Ordered\"");
    }

    @Test
    void explain_ofWhatIsNotThere_isRefusedWithWhatToDo() {
        assertThat(run("explain", "d_0", "--database", database).err()).contains("there is no decision d_0");
        assertThat(run("explain", "--profile", "eve", "--database", database).err())
                .contains("\"eve\"");
        Captured none = run("explain", "d_0", "--database", database.resolveSibling("none.db"));
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("there is no database", "--database FILE");
        assertThat(database.resolveSibling("none.db")).doesNotExist();
        assertThat(run("explain", "d_0", "--url", "http://127.0.0.1:1").err())
                .contains("there is no service at", "--database FILE");
        assertThat(run("explain").exitCode()).isEqualTo(2);
    }

    @Test
    void service_isWhereTheEnvironmentSays() {
        Captured explain = Captured.with(Map.of("OPPORTUNE_URL", "http://127.0.0.1:1"), "explain", "d_0");

        assertThat(explain.err()).contains("there is no service at http://127.0.0.1:1 ");
    }

    @Test
    void rulesThatAreNeverDone_areStopped_andSayWhere() {
        TestRules.endless(rules);

        Captured attempt = run(
                "try",
                "--profile",
                "ben",
                "--database",
                database,
                "--consent",
                "granted",
                "--until",
                "2026-05-03T12:00:00Z");

        assertThat(attempt.exitCode()).isEqualTo(2);
        assertThat(attempt.err())
                .contains(
                        "the trial was stopped",
                        NOON.plusSeconds(1L + Patience.STEPS + 2 * Patience.STEPS_PER_ENTRY)
                                .toString(),
                        "--until");
    }

    @Test
    void changedRules_areTriedOnADatabase() throws Exception {
        TestRules.nudge(rules, "45m");

        Captured attempt = run("try", "--profile", "ben", "--database", database, "--consent", "granted");

        assertThat(attempt.err()).isEmpty();
        assertThat(attempt.exitCode()).isZero();
        assertThat(attempt.out())
                .contains("2 entries of ben, until 2026-03-03T12:40:00Z\n2 the same, 1 changed, 0 added, 0 removed\n")
                .contains(
                        "changed   remember  flow nudge  recorded: send at 2026-03-03 12:30:00+00:00  would be: cancel")
                .contains("    2026-03-03 12:00:00+00:00  delay     45m, from");
    }

    @Test
    void oneRule_isLaidOverThoseOfTheFolder_andAStoryPlayedUnderIt(@TempDir Path folder) throws Exception {
        Path rule = Files.writeString(folder.resolve("rule.drl"), """
                rule "Still no order"
                when
                    $t : Trigger( flow == "nudge" )
                then
                    decide.delay($t, "45m", "remember");
                end
                """);
        Path story = Files.writeString(folder.resolve("story.yml"), """
                fixture: an hour in the cart
                flows: [nudge]
                start: "2026-03-03 12:00 Europe/Berlin"
                profiles: {ana: {consents: [marketing]}}
                timeline:
                  - {at: 0m, event: Product Added}
                  - {at: 30m, expect: [{send: remember}]}
                """);

        Captured live = run("try", "--fixture", story);
        Captured later = run("try", "--fixture", story, "--rule", rule);

        assertThat(live.exitCode()).isZero();
        assertThat(live.out()).contains("an hour in the cart: passed\n", "  send      remember");
        assertThat(later.exitCode()).isEqualTo(1);
        assertThat(later.out()).contains("story.yml:7: expect at 30m");
        assertThat(run("try", "--fixture", story, "--rule", rule, "--from", "2026-03-03T12:00:00Z")
                        .err())
                .contains("a fixture has its own times");
    }

    @Test
    void serviceThatIsRunning_isAsked(@TempDir Path folder) throws Exception {
        Path rule =
                Files.writeString(folder.resolve("rule.drl"), "rule \"Still no order\"\nwhen Triger()\nthen\nend\n");
        Server server = new OpportuneApplication(unused -> open()).start(OpportuneConfig.on(0, 0));
        try {
            String url = "http://127.0.0.1:"
                    + ((ServerConnector) List.of(server.getConnectors()).get(0)).getLocalPort();

            assertThat(run("explain", reminder, "--url", url).out())
                    .endsWith("run again under the rules of its time, the timeline gives the same\n");
            assertThat(run("explain", "--profile", "ben", "--limit", "1", "--url", url)
                            .out()
                            .lines())
                    .hasSize(1);
            assertThat(run("explain", "d_0", "--url", url).err()).contains("There is no decision \"d_0\".");
            assertThat(run("try", "--profile", "ben", "--url", url).out())
                    .contains("3 the same, 0 changed, 0 added, 0 removed");
            assertThat(run("try", "--profile", "ben", "--rule", rule, "--url", url)
                            .err())
                    .contains("The rules cannot be used", "nudge/nudge.drl:");
            assertThat(run("explain", reminder, "--database", database).err()).contains("database_in_use", "--url");
        } finally {
            server.stop();
        }
    }
}
