package dev.opportune.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** When the service starts, one line of its log says which rules are live and where they are from. */
class StartLineTest {
    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private final Logger logger = (Logger) LoggerFactory.getLogger(SavedRules.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Path rules;

    @BeforeEach
    void listen() {
        rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    private List<String> start() {
        lines.list.clear();
        Bench.open(folder, rules, clock).close();
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private String revision() {
        try (Bench bench = Bench.open(folder, rules, clock)) {
            return bench.engine.rules().active().revision();
        }
    }

    @Test
    void rulesOfTheFolder_areSaidToBeFromThere() {
        assertThat(start())
                .containsExactly(
                        "revision " + revision() + " is live: flows glance, nudge; 4 rules; from the folder " + rules);
    }

    @Test
    void earlierRules_whereTheFolderCannotBeUsed_areSaidToBeFromTheDatabase() {
        String revision = revision();
        TestRules.write(rules.resolve("nudge/nudge.drl"), "half a sentence");

        assertThat(start())
                .containsExactly(
                        "revision " + revision + " is live: flows glance, nudge; 4 rules; from the database, where"
                                + " it was made live by test at 2026-03-03T12:00:00Z, for what the folder " + rules
                                + " holds is not");
    }
}
