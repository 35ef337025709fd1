package dev.opportune.app.service;

import static dev.opportune.app.service.Entries.consenting;
import static dev.opportune.app.service.Entries.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineRoomTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    @TempDir
    private Path folder;

    private Path rules;
    private SettableClock clock;

    @BeforeEach
    void prepare() {
        clock = new SettableClock(NOON);
        rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
    }

    private Bench open() {
        return Bench.open(folder, rules, clock);
    }

    private static void cartFor(Bench bench, String profile) {
        bench.engine.ingest(consenting(profile, NOON.minusSeconds(60))).join();
        bench.engine
                .ingest(event(profile, "cart-" + profile, "Product Added", NOON))
                .join();
    }

    @Test
    void delay_whenItsInstantComes_isSentByTheWakeUp() {
        try (Bench bench = open()) {
            bench.engine.start();
            cartFor(bench, "ana");
            assertThat(bench.messages("ana")).extracting(Decision::outcome).containsExactly(Outcome.WAIT);

            clock.advance(Duration.ofMinutes(31));
            bench.engine.clockJumped();

            await().untilAsserted(() -> assertThat(bench.messages("ana"))
                    .extracting(Decision::outcome, Decision::at)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(Outcome.SEND, NOON.plus(Duration.ofMinutes(30)))));
        }
    }

    @Test
    void delay_whenTheEngineRestartsBeforeItIsDue_isStillSentAtItsInstant() {
        try (Bench bench = open()) {
            bench.engine.start();
            cartFor(bench, "ana");
        }
        clock.advance(Duration.ofMinutes(45));
        try (Bench bench = open()) {
            bench.engine.start();
            await().untilAsserted(() -> assertThat(bench.messages("ana"))
                    .extracting(Decision::at)
                    .containsExactly(NOON.plus(Duration.ofMinutes(30))));
        }
    }

    @Test
    void delay_whenAnOrderComesBetween_isCancelled() {
        try (Bench bench = open()) {
            bench.engine.start();
            cartFor(bench, "ana");
            clock.advance(Duration.ofMinutes(10));
            bench.engine
                    .ingest(event("ana", "order", "Order Completed", clock.instant()))
                    .join();
            assertThat(bench.messages("ana")).extracting(Decision::outcome).containsExactly(Outcome.CANCEL);
        }
    }

    @Test
    void delay_withTheRealClock_isSentWithoutAnybodyAsking() {
        Path quick = TestRules.nudge(TestRules.policy(folder.resolve("quick")), "1s");
        try (Bench bench = Bench.open(folder, quick, java.time.Clock.tickMillis(java.time.ZoneOffset.UTC))) {
            bench.engine.start();
            Instant now = bench.engine.now();
            bench.engine.ingest(consenting("ana", now)).join();
            bench.engine.ingest(event("ana", "cart", "Product Added", now)).join();
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(bench.messages("ana"))
                            .extracting(Decision::outcome, Decision::at)
                            .containsExactly(org.assertj.core.groups.Tuple.tuple(Outcome.SEND, now.plusSeconds(1))));
        }
    }

    @Test
    void wakeUps_whenThousandsAreOverdue_areAllWorkedOff() {
        int profiles = 1500;
        try (Bench bench = open()) {
            List<CompletableFuture<Taken>> taken = new ArrayList<>();
            for (int i = 0; i < profiles; i++) {
                taken.add(bench.engine.ingest(event("p" + i, "cart-" + i, "Product Added", NOON)));
                // The lanes of this bench take a thousand each.
                if (i % 500 == 499) {
                    CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new))
                            .join();
                }
            }
            CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new)).join();
        }
        clock.advance(Duration.ofHours(1));
        try (Bench bench = open()) {
            bench.engine.start();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(bench.store.wakeUps(clock.instant(), 1)).isEmpty());
        }
    }

    @Test
    void entry_deliveredTwiceAtOnce_isTakenOnce() {
        try (Bench bench = open()) {
            List<CompletableFuture<Taken>> both = IntStream.range(0, 2)
                    .mapToObj(again -> bench.engine.ingest(event("ana", "same", "Product Viewed", NOON)))
                    .toList();
            assertThat(both)
                    .extracting(CompletableFuture::join)
                    .containsExactlyInAnyOrder(Taken.ACCEPTED, Taken.DUPLICATE);
            assertThat(bench.store.log("ana", 0, 100).stream()
                            .filter(line -> line instanceof dev.opportune.kernel.store.Logged.Taken))
                    .hasSize(1);
        }
    }

    @Test
    void entry_deliveredAgainAfterARestart_isADuplicate() {
        try (Bench bench = open()) {
            bench.engine.ingest(event("ana", "same", "Product Viewed", NOON)).join();
        }
        try (Bench bench = open()) {
            assertThat(bench.engine
                            .ingest(event("ana", "same", "Product Viewed", NOON))
                            .join())
                    .isEqualTo(Taken.DUPLICATE);
        }
    }

    @Test
    void claim_madeByManyAtOnce_handsEachMessageOverOnce() {
        try (Bench bench = open()) {
            bench.engine.ingest(consenting("ana", NOON)).join();
            bench.engine.ingest(event("ana", "v1", "Product Viewed", NOON)).join();
            List<CompletableFuture<String>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> bench.engine.claim(Bench.claim("ana", null)))
                    .toList();
            assertThat(answers.stream()
                            .map(CompletableFuture::join)
                            .filter(answer -> answer.contains("\"handed_over\"")))
                    .hasSize(1);
        }
    }

    @Test
    void claim_repeatedUnderItsKeyAfterARestart_isAnsweredByteForByteTheSame() {
        String first;
        try (Bench bench = open()) {
            bench.engine.ingest(consenting("ana", NOON)).join();
            bench.engine.ingest(event("ana", "v1", "Product Viewed", NOON)).join();
            first = bench.engine.claim(Bench.claim("ana", "k1")).join();
        }
        clock.advance(Duration.ofHours(23));
        try (Bench bench = open()) {
            assertThat(first).contains("\"seen\"");
            assertThat(bench.engine.claim(Bench.claim("ana", "k1")).join()).isEqualTo(first);
        }
    }

    @Test
    void claim_withNothingToGive_keepsItsAnswerToo() {
        try (Bench bench = open()) {
            bench.engine.ingest(consenting("ana", NOON)).join();
            String first = bench.engine.claim(Bench.claim("ana", "k1")).join();
            bench.engine
                    .ingest(event("ana", "v1", "Product Viewed", NOON.plusMillis(1)))
                    .join();
            assertThat(bench.engine.claim(Bench.claim("ana", "k1")).join()).isEqualTo(first);
            assertThat(bench.engine.claim(Bench.claim("ana", "k2")).join()).contains("\"outcome\":\"send\"");
        }
    }

    @Test
    void claim_underAnotherRequestsKey_isRefused() {
        try (Bench bench = open()) {
            bench.engine.ingest(consenting("ana", NOON)).join();
            bench.engine.claim(Bench.claim("ana", "k1")).join();
            Claim other = new Claim("ana", java.util.Set.of("email"), "k1", "another request");
            assertThat(bench.engine.claim(other))
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(KeyReusedException.class);
        }
    }

    @Test
    void claim_underAKeyOfTheDayBefore_isMadeAnew() {
        try (Bench bench = open()) {
            bench.engine.ingest(consenting("ana", NOON)).join();
            String first = bench.engine.claim(Bench.claim("ana", "k1")).join();
            clock.advance(Duration.ofHours(24).plusSeconds(1));
            assertThat(bench.engine.claim(Bench.claim("ana", "k1")).join()).isNotEqualTo(first);
        }
    }

    @Test
    void claim_whereRulesNameRequested_putsTheRequestOnTheTimelineAndSends() {
        TestRules.request(rules);
        try (Bench bench = open()) {
            bench.engine.ingest(consenting("ana", NOON)).join();
            assertThat(bench.engine.claim(Bench.claim("ana", null)).join())
                    .contains("\"you-asked\"", "\"handed_over\"");
            assertThat(bench.engine.claim(Bench.claim("ana", null)).join())
                    .contains("\"you-asked\"", "\"handed_over\"");
            assertThat(bench.messages("ana"))
                    .hasSize(2)
                    .allSatisfy(message -> assertThat(message.delivery())
                            .extracting(Delivery::state)
                            .isEqualTo(Delivery.State.HANDED_OVER));
        }
    }

    @Test
    void peek_changesNothing() {
        TestRules.request(rules);
        try (Bench bench = open()) {
            cartFor(bench, "ana");
            clock.advance(Duration.ofMinutes(31));
            NextEmail answer = bench.engine.peek(Bench.claim("ana", null));
            assertThat(answer.outcome()).isEqualTo(Outcome.SEND);
            assertThat(answer.decision()).extracting(Decision::message).isEqualTo("remember");
            assertThat(bench.messages("ana")).extracting(Decision::outcome).containsExactly(Outcome.WAIT);
        }
    }

    @Test
    void peek_atAProfileWithAPendingMessage_saysWaitAndUntilWhen() {
        try (Bench bench = open()) {
            cartFor(bench, "ana");
            NextEmail answer = bench.engine.peek(Bench.claim("ana", null));
            assertThat(answer.outcome()).isEqualTo(Outcome.WAIT);
            assertThat(answer.next()).extracting(Decision::dueAt).isEqualTo(NOON.plus(Duration.ofMinutes(30)));
        }
    }

    @Test
    void unknownProfile_isAnsweredNoneAndNotCreated() {
        TestRules.request(rules);
        try (Bench bench = open()) {
            assertThat(bench.engine.claim(Bench.claim("nobody", "k1")).join()).contains("\"outcome\":\"none\"");
            assertThat(bench.engine.peek(Bench.claim("nobody", null)).outcome()).isEqualTo(Outcome.NONE);
            assertThat(bench.store.state("nobody")).isEmpty();
        }
    }

    @Test
    void newRevision_wakesAProfileThatIsNotInMemory() {
        Path without = TestRules.policy(folder.resolve("without"));
        try (Bench bench = Bench.open(folder, TestRules.glance(without), clock)) {
            bench.engine.ingest(consenting("ana", NOON)).join();
        }
        clock.advance(Duration.ofMinutes(1));
        try (Bench bench = open()) {
            bench.engine.start();
            String revision = bench.engine.rules().active().revision();
            await().untilAsserted(() -> assertThat(
                            bench.store.state("ana").orElseThrow().revision())
                    .isEqualTo(revision));
        }
    }

    @Test
    void brokenRules_neverReplaceThoseThatWork() {
        String working;
        try (Bench bench = open()) {
            working = bench.engine.rules().active().revision();
        }
        TestRules.write(rules.resolve("nudge/nudge.drl"), "package rules.nudge\nrule \"half\nwhen");
        try (Bench bench = open()) {
            assertThat(bench.engine.rules().active().revision()).isEqualTo(working);
            assertThat(bench.engine.rules().lastError()).isNotNull();
            cartFor(bench, "ana");
            assertThat(bench.messages("ana")).hasSize(1);
        }
    }
}
