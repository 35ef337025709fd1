package dev.opportune.kernel.gate;

import static dev.opportune.kernel.gate.Asking.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.policy.Cap;
import dev.opportune.kernel.timeline.Properties;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private final Asking asking = new Asking();

    private static Verdict no(Gate gate, Map<String, ?> facts) {
        return new Verdict.Suppress(gate.word(), Properties.of(facts));
    }

    @Test
    void messageThatNothingSpeaksAgainst_passes() {
        assertThat(asking.verdict()).isEqualTo(Verdict.PASS);
    }

    /** Everything is against it at first; then one thing after the other is put right. */
    @Test
    void gates_areAskedInTheirOrder() {
        asking.veto = new Veto("sold out", "Nothing left");
        asking.allPaused = true;
        asking.firstDueAt = NOON.minus(asking.validFor).minusMillis(1);
        asking.granted = List.of();
        asking.unreachable = List.of("email");
        asking.quiet("11:00", "13:00");
        asking.outranked = true;
        asking.channelCaps.add(Cap.parse("1 per 24h"));
        asking.sent("email", NOON);
        asking.heldOut = true;
        Map<String, Consumer<Asking>> remedies = new LinkedHashMap<>();
        remedies.put("vetoed", message -> message.veto = null);
        remedies.put("paused", message -> message.allPaused = false);
        remedies.put("expired", message -> message.firstDueAt = NOON);
        remedies.put("no_consent", message -> message.granted = List.of("marketing"));
        remedies.put("suppression_list", message -> message.unreachable = List.of());
        remedies.put("quiet_hours", message -> message.quietHours = null);
        remedies.put("outranked", message -> message.outranked = false);
        remedies.put("frequency_cap", message -> message.sends.clear());
        remedies.put("holdout", message -> message.heldOut = false);

        List<String> reasons = new ArrayList<>();
        for (Consumer<Asking> remedy : remedies.values()) {
            Verdict verdict = asking.verdict();
            reasons.add(
                    verdict instanceof Verdict.Defer later ? later.reason() : ((Verdict.Suppress) verdict).reason());
            remedy.accept(asking);
        }

        assertThat(reasons).containsExactlyElementsOf(remedies.keySet());
        assertThat(asking.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void vetoed_saysWhatTheRuleSaid() {
        asking.veto = new Veto("sold out", "Nothing left");
        assertThat(asking.verdict()).isEqualTo(no(Gate.VETOED, Map.of("veto", "sold out")));
    }

    @Test
    void paused_saysWhetherTheFlowIsOrEverything() {
        asking.flowPaused = true;
        assertThat(asking.verdict()).isEqualTo(no(Gate.PAUSED, Map.of("paused", "cart")));
        asking.allPaused = true;
        assertThat(asking.verdict()).isEqualTo(no(Gate.PAUSED, Map.of("paused", "everything")));
    }

    @Test
    void expired_isWhatIsOneMillisecondOlderThanItsValidity() {
        asking.at = NOON.plus(asking.validFor);
        assertThat(asking.verdict()).isEqualTo(Verdict.PASS);
        asking.at = asking.at.plusMillis(1);
        assertThat(asking.verdict()).isEqualTo(no(Gate.EXPIRED, Map.of("validFor", "12h", "firstDueAt", NOON)));
    }

    @ParameterizedTest
    @CsvSource({
        "granted,   false, pass",
        "granted,   true,  pass",
        "withdrawn, false, withdrawn",
        "withdrawn, true,  withdrawn",
        "unknown,   false, unknown",
        "unknown,   true,  pass",
    })
    void consent_thatIsUnknown_isWhatTheHostSays(String status, boolean unknownGranted, String verdict) {
        asking.granted = status.equals("granted") ? List.of("marketing") : List.of("other");
        asking.withdrawn = status.equals("withdrawn") ? List.of("marketing") : List.of();
        asking.unknownConsentGranted = unknownGranted;
        assertThat(asking.verdict())
                .isEqualTo(
                        verdict.equals("pass")
                                ? Verdict.PASS
                                : no(Gate.NO_CONSENT, Map.of("purpose", "marketing", "status", verdict)));
    }

    @Test
    void consent_whereTheChannelNeedsNone_isNotAskedFor() {
        asking.granted = List.of();
        asking.purpose = null;
        assertThat(asking.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void suppressionList_isOneForEachChannel() {
        asking.unreachable = List.of("sms");
        assertThat(asking.verdict()).isEqualTo(Verdict.PASS);
        asking.unreachable = List.of("email");
        assertThat(asking.verdict()).isEqualTo(no(Gate.SUPPRESSION_LIST, Map.of("channel", "email")));
    }

    @Test
    void quietHours_deferToTheirEndInTheProfilesZone() {
        asking.zone = ZoneId.of("Asia/Tokyo");
        Instant eightInTokyo = Instant.parse("2026-03-03T23:00:00Z");
        assertThat(asking.quiet("21:00", "08:00").verdict())
                .isEqualTo(new Verdict.Defer(
                        "quiet_hours",
                        eightInTokyo,
                        Properties.of(Map.of("until", eightInTokyo, "timezone", "Asia/Tokyo"))));
    }

    @Test
    void deferral_thatLastsExactlyAsLongAsTheMessage_isMade() {
        asking.quiet("11:00", "13:00").validFor = Duration.ofHours(1);
        assertThat(asking.verdict()).isInstanceOf(Verdict.Defer.class);
    }

    @Test
    void deferral_thatWouldOutlastTheMessage_isExpiredAtOnce() {
        asking.quiet("11:00", "13:00").validFor = Duration.ofMinutes(59);
        assertThat(asking.verdict())
                .isEqualTo(no(
                        Gate.EXPIRED,
                        Map.of("validFor", "59m", "firstDueAt", NOON, "quietUntil", NOON.plus(Duration.ofHours(1)))));
    }

    @Test
    void outranked_saysByWhich() {
        asking.outranked = true;
        assertThat(asking.verdict()).isEqualTo(no(Gate.OUTRANKED, Map.of("by", "better", "flow", "birthday")));
    }

    /** A later group of the same step may bring a better message than has passed. */
    @Test
    void outranked_isNotWhatIsBetter() {
        asking.outranked = true;
        asking.betterFlow = "welcome";
        assertThat(asking.verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @CsvSource({
        // cap,             sends before now,          verdict
        "1 per 24h,         24h,                       pass",
        "1 per 24h,         23h59m59s,                 no",
        "1 per 24h,         0s,                        no",
        "3 per 7d,          1h 2h,                     pass",
        "3 per 7d,          1h 2h 7d,                  pass",
        "3 per 7d,          1h 2h 6d23h59m59s,         no",
        "1 per calendar day, 12h,                      no",
        "1 per calendar day, 12h1s,                    pass",
        "0 per 24h,         48h,                       no",
    })
    void cap_countsWhatIsLessThanItsWindowOld(String cap, String ages, String verdict) {
        asking.channelCaps.add(Cap.parse(cap));
        for (String age : ages.split(" ")) {
            asking.sent("email", NOON.minus(dev.opportune.kernel.policy.Span.parse(age)));
        }
        assertThat(asking.verdict() == Verdict.PASS ? "pass" : "no").isEqualTo(verdict);
    }

    @Test
    void calendarDay_isTheProfilesOwn() {
        asking.channelCaps.add(Cap.parse("1 per calendar day"));
        asking.sent("email", Instant.parse("2026-03-03T09:59:59Z"));
        asking.zone = ZoneId.of("Pacific/Kiritimati"); // 14 hours ahead: the day began at 10:00Z.
        assertThat(asking.verdict()).isEqualTo(Verdict.PASS);
        asking.sent("email", Instant.parse("2026-03-03T10:00:00Z"));
        assertThat(asking.verdict())
                .isEqualTo(no(
                        Gate.FREQUENCY_CAP, Map.of("limit", "1 per calendar day", "counted", 1, "channel", "email")));
    }

    @Test
    void capOfAChannel_countsThatChannelAlone() {
        asking.channelCaps.add(Cap.parse("1 per 24h"));
        asking.sent("sms", NOON);
        assertThat(asking.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void capOverAll_countsEveryChannel() {
        asking.channelCaps.add(Cap.parse("2 per 24h"));
        asking.allCaps.add(Cap.parse("2 per 7d"));
        asking.sent("sms", NOON).sent("email", NOON);
        assertThat(asking.verdict())
                .isEqualTo(no(Gate.FREQUENCY_CAP, Map.of("limit", "2 per 7d", "counted", 2, "channel", "all")));
    }

    @Test
    void heldOut_isSaidLast() {
        asking.heldOut = true;
        assertThat(asking.verdict()).isEqualTo(no(Gate.HOLDOUT, Map.of("experiment", "holdout")));
    }
}
