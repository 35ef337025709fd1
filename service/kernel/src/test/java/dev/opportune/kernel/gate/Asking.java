package dev.opportune.kernel.gate;

import dev.opportune.kernel.decision.Terms;
import dev.opportune.kernel.policy.Cap;
import dev.opportune.kernel.policy.Channel;
import dev.opportune.kernel.policy.Experiment;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.policy.QuietHours;
import dev.opportune.kernel.timeline.Consent;
import dev.opportune.kernel.timeline.Consents;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Traits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A message before the gates. It passes them all, until something is changed. */
final class Asking {
    static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    Instant at = NOON;
    Instant firstDueAt = NOON;
    Duration validFor = Duration.ofHours(12);

    @Nullable
    Veto veto;

    boolean flowPaused;
    boolean allPaused;

    @Nullable
    String purpose = "marketing";

    List<String> granted = List.of("marketing");
    List<String> withdrawn = List.of();
    boolean unknownConsentGranted;
    List<String> unreachable = List.of();

    @Nullable
    QuietHours quietHours;

    ZoneId zone = ZoneId.of("UTC");
    boolean outranked;
    String betterFlow = "birthday";
    List<Cap> channelCaps = new ArrayList<>();
    List<Cap> allCaps = new ArrayList<>();
    List<Situation.Send> sends = new ArrayList<>();
    boolean heldOut;

    Verdict verdict() {
        return Gate.ask(message(), situation());
    }

    List<Answer> answers() {
        return Gate.answers(message(), situation());
    }

    private Submission message() {
        return submission("reminder", "cart", flowPaused, veto);
    }

    private Situation situation() {
        Map<String, Submission> passed =
                outranked ? Map.of("email", submission("better", betterFlow, false, null)) : Map.of();
        return new Situation(at, policy(), traits(), zone, unknownConsentGranted, sends, passed, heldOut);
    }

    Asking quiet(String from, String to) {
        quietHours = new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
        return this;
    }

    Asking sent(String channel, Instant... instants) {
        for (Instant instant : instants) {
            sends.add(new Situation.Send(instant, channel));
        }
        return this;
    }

    private Submission submission(String name, String flow, boolean paused, @Nullable Veto vetoed) {
        return new Submission(
                new Flow(
                        flow,
                        "tests",
                        null,
                        "email",
                        50,
                        Duration.ofHours(24),
                        Duration.ofDays(7),
                        validFor,
                        new TreeMap<>(),
                        paused),
                name,
                channel(),
                new Terms(50, 0, validFor, firstDueAt),
                vetoed);
    }

    private Channel channel() {
        return new Channel("email", purpose, channelCaps, quietHours);
    }

    private Policy policy() {
        return new Policy(
                ZoneId.of("UTC"),
                Duration.ofHours(48),
                Duration.ofDays(120),
                Experiment.holdout(BigDecimal.valueOf(5)),
                allPaused,
                new TreeMap<>(Map.of("email", channel())),
                allCaps,
                new TreeMap<>());
    }

    private Consents consents() {
        TreeMap<String, Consent> purposes = new TreeMap<>();
        granted.forEach(purpose -> purposes.put(purpose, new Consent(true, null, "", null)));
        withdrawn.forEach(purpose -> purposes.put(purpose, new Consent(false, null, "", null)));
        return new Consents(purposes, null);
    }

    private Traits traits() {
        return new Traits(
                Properties.NONE, consents(), null, new TreeSet<>(), new TreeSet<>(unreachable), 0, BigDecimal.ZERO);
    }
}
