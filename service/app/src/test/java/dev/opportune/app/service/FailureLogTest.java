package dev.opportune.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FailureLogTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    @TempDir
    private Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger(FailureLog.class);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(appender);
    }

    @Test
    void actionThatFails_isLoggedTheFirstTimeAndTheTenth_withItsPlaceAndForNobody() {
        Path rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        TestRules.fragile(rules, "$e : ProductAdded( now )", "decide.trigger(\"fragile\", $e).key($e.text(\"size\"));");
        try (Bench bench = Bench.open(folder, rules, new SettableClock(NOON))) {
            String revision = bench.engine.rules().active().revision().substring(0, 8);
            for (int number = 1; number <= 11; number++) {
                bench.engine
                        .ingest(new Event(
                                "shop",
                                "e" + number,
                                "ana@example.com",
                                "Product Added",
                                NOON,
                                NOON,
                                Properties.NONE,
                                false,
                                false))
                        .join();
            }
            await().until(() -> lines.size() >= 2);

            String said = "rule \"Fragile\" (fragile/fragile.drl:5 of ruleset " + revision
                    + ") failed: its action: a value that it needs is missing; what it proposed then is lost";
            assertThat(lines).containsExactly(said, said + ", 10 times by now");
        }
    }
}
