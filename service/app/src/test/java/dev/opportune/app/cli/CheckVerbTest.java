package dev.opportune.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Folds;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import dev.opportune.kernel.timeline.Traits;
import dev.opportune.storage.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckVerbTest {
    @TempDir
    private Path folder;

    @Test
    void check_countsWarnings_andUsesTheRulesAllTheSame() throws IOException {
        Captured check = Captured.run("check", "--rules", rulesWithAWarning());

        assertThat(check.exitCode()).isZero();
        assertThat(check.out())
                .contains("policy.yml:5:20: warning [no_consent_purpose]", "1 rule of 1 flow can be used")
                .endsWith(", 1 warning\n");
    }

    @Test
    void check_thatIsStrict_makesErrorsOfWarnings() throws IOException {
        Captured check = Captured.run("check", "--strict", "--rules", rulesWithAWarning());

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.out()).contains("error [no_consent_purpose]").endsWith("\n1 error\n");
    }

    @Test
    void check_againstADatabase_warnsOfWhatNoEventHad() throws IOException {
        Path rules = rulesWithAWarning();
        Path drl = rules.resolve("hello/hello.drl");
        Files.writeString(drl, Files.readString(drl).replace("now )", "now, text(\"campaing\") == \"x\" )"));
        Path database = folder.resolve(".data/opportune.db");
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        try (SqliteStore store = SqliteStore.open(database)) {
            store.commit(List.of(pageViewed(now)), now);
        }

        Captured check = Captured.run("check", "--rules", rules, "--database", database);

        assertThat(check.exitCode()).isZero();
        assertThat(check.out())
                .contains("hello/hello.drl:7:35: warning [never_seen_property] no PageViewed of the last 30d had a"
                        + " property \"campaing\"")
                .contains("did you mean \"campaign\"?");
    }

    @Test
    void check_againstNoDatabase_saysSo() throws IOException {
        Captured check = Captured.run("check", "--rules", rulesWithAWarning(), "--database", folder.resolve("x.db"));

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err()).contains("there is no database");
    }

    private Path rulesWithAWarning() throws IOException {
        Files.writeString(folder.resolve("policy.yml"), """
                default_timezone: Europe/Berlin
                lateness: 48h
                lookback: 120d
                channels:
                  email: {consent: none}
                """);
        Files.createDirectories(folder.resolve("hello"));
        Files.writeString(
                folder.resolve("hello/flow.yml"), "flow: hello\nowner: x\nchannel: email\npriority: 1\nreentry: 1h\n");
        Files.writeString(folder.resolve("hello/hello.drl"), """
                package rules.hello
                import dev.opportune.facts.*
                global dev.opportune.facts.Decide decide

                rule "Hello"
                when
                    $view : PageViewed( now )
                then
                    decide.end(decide.trigger("hello", $view), "done");
                end
                """);
        return folder;
    }

    private static Advance pageViewed(Instant at) {
        Properties properties = Properties.of(Map.of("campaign", "spring"));
        Event event = new Event("web", "e1", "ana", "Page Viewed", at, at, properties, false, false);
        Timeline.State state =
                new Timeline.State(1, event.step(), Traits.NONE, Folds.NONE, Step.FIRST, List.of(), null, "r1", null);
        return new Advance("ana", event, false, List.of(), state, null);
    }
}
