package dev.opportune.kernel.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    private static Change change(Outcome outcome, @Nullable String reason, int minute) {
        Step step = Step.due(NOON.plusSeconds(60L * minute));
        return new Change(outcome, reason, Properties.NONE, step.at(), "r1", "UTC", false, step);
    }

    private static Decision message(Change... changes) {
        return decision("reminder", changes);
    }

    private static Decision decision(@Nullable String message, Change... changes) {
        TriggerName trigger = new TriggerName("cart", "", "web", "e1");
        return new Decision(
                trigger.decisionId(Kind.TRIGGER, message),
                "u1",
                trigger,
                Kind.TRIGGER,
                message,
                message == null ? null : "email",
                Properties.NONE,
                "a rule",
                List.of("e1"),
                new TreeMap<>(),
                new Terms(50, 0, Duration.ofHours(12), NOON),
                null,
                List.of(changes),
                null,
                null);
    }

    private static String hash(String... parts) throws IOException, NoSuchAlgorithmException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (String part : parts) {
            out.writeInt(part.getBytes(UTF_8).length);
            out.write(part.getBytes(UTF_8));
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        return "d_" + HexFormat.of().formatHex(digest).substring(0, 32);
    }

    /** Ids are kept in databases and linked to from emails: they must never come out otherwise. */
    @Test
    void id_isTheHashOfTriggerKindAndMessage() throws IOException, NoSuchAlgorithmException {
        TriggerName trigger = new TriggerName("cart", "Zoë", "web", "e1");
        assertThat(trigger.decisionId(Kind.DELAY, "reminder"))
                .isEqualTo(hash("cart", "Zoë", "web", "e1", "delay", "message=reminder"));
        assertThat(trigger.decisionId(Kind.END, null)).isEqualTo(hash("cart", "Zoë", "web", "e1", "end", ""));
    }

    @Test
    void id_isTheSameWhoeverTheProfileIs() {
        assertThat(Stream.of("ana", "ben")
                        .map(profile ->
                                TriggerName.of("cart", "", cause(profile)).decisionId(Kind.DELAY, "reminder")))
                .containsOnly(TriggerName.of("cart", "", cause("zoe")).decisionId(Kind.DELAY, "reminder"));
    }

    private static Event cause(String profile) {
        return new Event("web", "e1", profile, "Product Added", NOON, NOON, Properties.NONE, false, false);
    }

    @Test
    void ids_differWhereAnyPartDoes() {
        assertThat(Stream.of(
                        new TriggerName("a", "b", "c", "d").decisionId(Kind.DELAY, "m"),
                        new TriggerName("ab", "", "c", "d").decisionId(Kind.DELAY, "m"),
                        new TriggerName("", "ab", "c", "d").decisionId(Kind.DELAY, "m"),
                        new TriggerName("a", "b", "d", "c").decisionId(Kind.DELAY, "m"),
                        new TriggerName("a", "b", "c", "e").decisionId(Kind.DELAY, "m"),
                        new TriggerName("a", "b", "c", "d").decisionId(Kind.FALLBACK, "m"),
                        new TriggerName("a", "b", "c", "d").decisionId(Kind.DELAY, "n"),
                        new TriggerName("a", "b", "c", "d").decisionId(Kind.DELAY, ""),
                        new TriggerName("a", "b", "c", "d").decisionId(Kind.DELAY, null)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "SEND,     ,              true,  true",
        "SUPPRESS, holdout,       true,  true",
        "SUPPRESS, frequency_cap, false, true",
        "CANCEL,   late_event,    false, false",
        "WAIT,     quiet_hours,   false, false",
    })
    void outcome_saysWhetherItCountsAsSentAndAsJudged(Outcome outcome, String reason, boolean sent, boolean judged) {
        Decision decision = message(change(outcome, reason, 0));
        assertThat(decision.countsAsSent()).isEqualTo(sent);
        assertThat(decision.isJudged()).isEqualTo(judged);
    }

    @Test
    void latestChange_hasTheWord() {
        Decision sent = message(change(Outcome.WAIT, null, 0)).then(change(Outcome.SEND, null, 30));
        assertThat(sent.outcome()).isEqualTo(Outcome.SEND);
        assertThat(sent.at()).isEqualTo(NOON.plusSeconds(1800));
        assertThat(sent.changes()).extracting(Change::outcome).containsExactly(Outcome.WAIT, Outcome.SEND);
        assertThat(sent.delivery()).isEqualTo(Delivery.PENDING);
    }

    @Test
    void before_isWhatWasKnownThen() {
        Decision sent = message(change(Outcome.WAIT, null, 0), change(Outcome.SEND, null, 30));
        assertThat(sent.before(Step.due(NOON.plusSeconds(1800)))).isEqualTo(message(change(Outcome.WAIT, null, 0)));
        assertThat(sent.before(Step.due(NOON.plusSeconds(1801)))).isSameAs(sent);
        assertThat(sent.before(Step.due(NOON))).isNull();
    }

    @Test
    void handedOver_staysSoWhateverIsNotedLater() {
        Delivery handedOver = new Delivery(Delivery.State.HANDED_OVER, NOON, null);
        Decision sent = message(change(Outcome.SEND, null, 0)).with(handedOver);
        assertThat(sent.with(new Correction(Step.due(NOON), Step.due(NOON))).delivery())
                .isEqualTo(handedOver);
        assertThat(sent.then(change(Outcome.SEND, null, 1)).delivery()).isEqualTo(handedOver);
    }

    @Test
    void opening_isATriggerWithoutAMessage() {
        assertThat(decision(null, change(Outcome.NONE, null, 0)).isOpening()).isTrue();
        assertThat(message(change(Outcome.SEND, null, 0)).isOpening()).isFalse();
    }

    @Test
    void decisionWithoutAnOutcome_isNone() {
        assertThatIllegalArgumentException().isThrownBy(DecisionTest::message);
    }
}
