package dev.opportune.authoring.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.properties.Move.Activate;
import dev.opportune.authoring.properties.Move.Arrive;
import dev.opportune.authoring.properties.Move.Look;
import dev.opportune.authoring.properties.Move.Mishap;
import dev.opportune.authoring.properties.Move.What;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What generated histories found, each told shortly and worked out by hand. All times are UTC; Berlin is an hour ahead. */
class LateArrivalTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final int WITHOUT_CARTS = 2;

    private final List<Entry> entries = new ArrayList<>();
    private final List<Activate> activations = new ArrayList<>(List.of(new Activate(Instant.EPOCH, 0)));
    private final List<Move> moves = new ArrayList<>();

    /** Nothing is known of ana when the rules lose their carts; what she did before is still decided by the older ones. */
    @Test
    void firstEntry_fromBeforeAnActivation_isDecidedByTheRulesOfItsTime() {
        activate("PT1M", WITHOUT_CARTS);
        moves.add(new Look(at("PT2M")));
        arrives("add", "Product Added", "PT0S", "PT3M", Map.of());

        assertThat(decided("P1D"))
                .containsExactlyInAnyOrder(
                        "trigger null none null PT0S",
                        "delay cart-reminder cancel flow_removed PT1M",
                        "end null none flow_removed PT1M");
    }

    /**
     * Picks were held back at 18:00 by the cap, for a newsletter had left at 17:00. Then a cart of noon arrives at 13:00
     * the next day: its reminder was due at 12:30 and is worth nothing after twelve hours. In sorted order the reminder
     * would have left, and bestsellers would have been due at 12:30 the next day; but it did not leave, so nothing follows
     * it, and both runs time out: that of the picks after a day, that of the cart after three.
     */
    @Test
    void secondMessage_afterAFirstThatNeverLeft_isNotDecided() {
        consents();
        arrives("news", "Email Delivered", "PT5H", "PT5H", Map.of());
        picksAt("PT6H");
        arrives("page", "Page Viewed", "PT25H", "PT25H", Map.of("seconds", 0));
        arrives("add", "Product Added", "PT0S", "PT25H1S", Map.of());

        assertThat(decided("P5D"))
                .containsExactlyInAnyOrder(
                        "trigger null none null PT0S",
                        "trigger null none null PT6H",
                        "trigger category-picks suppress frequency_cap PT6H",
                        "delay cart-reminder suppress expired PT25H",
                        "end null none timed_out PT30H",
                        "end null none timed_out PT72H");
    }

    /**
     * The rules lose their carts at 20:00. A cart of noon arrives the next day, after a newsletter has held picks back: its
     * reminder was due at 12:30, but there is no flow left to send it.
     */
    @Test
    void messageDueInThePast_ofAFlowThatIsGone_isCancelled() {
        consents();
        activate("PT8H", WITHOUT_CARTS);
        arrives("news", "Email Delivered", "PT23H", "PT23H", Map.of());
        picksAt("PT24H");
        arrives("add", "Product Added", "PT0S", "PT24H1S", Map.of());

        assertThat(decided("P5D"))
                .containsExactlyInAnyOrder(
                        "trigger null none null PT0S",
                        "end null none flow_removed PT8H",
                        "trigger null none null PT24H",
                        "trigger category-picks suppress frequency_cap PT24H",
                        "delay cart-reminder cancel flow_removed PT24H",
                        "end null none timed_out PT48H");
    }

    /**
     * Nobody asked for mails, so the reminder is suppressed and the run times out after three days. 122 days and a half
     * hour later all from before 12:20 is folded, in the midst of that run. An event of 12:25 arrives, as history: the run
     * stays as it was, for a session that is opened anew, too.
     */
    @Test
    void runThatBeganBeforeTheFolds_afterALateEvent_staysEnded() {
        arrives("e1", "Product Added", "PT0S", "PT0S", Map.of());
        arrives("e2", "Page Viewed", "PT10M", "PT10M", Map.of("seconds", 0));
        arrives("e3", "Page Viewed", "PT20M", "PT20M", Map.of("seconds", 0));
        arrives("e4", "Page Viewed", "P122DT30M", "P122DT30M", Map.of("seconds", 0));
        arrives("e5", "Email Opened", "PT25M", "P122DT31M", Map.of());
        moves.add(new Mishap(at("P122DT31M"), What.RESTART));

        assertThat(decided("P130D"))
                .containsExactlyInAnyOrder(
                        "trigger null none null PT0S",
                        "delay cart-reminder suppress no_consent PT30M",
                        "end null none timed_out PT72H");
    }

    /**
     * Sixty and ninety days after an order of noon both messages leave. On day 160 all from before day 38 is folded but the
     * page of day 30, and an event of day 50 arrives, as history. Looking back from there the order must still be seen:
     * without it the messages would seem to have left for nothing.
     */
    @Test
    void history_withinTheFoldsButLookingBackBeyondThem_findsWhatItLooksFor() {
        consents();
        arrives("order", "Order Completed", "PT0S", "PT0S", Map.of());
        arrives("page1", "Page Viewed", "P30D", "P30D", Map.of("seconds", 0));
        arrives("page2", "Page Viewed", "P160D", "P160D", Map.of("seconds", 0));
        arrives("open", "Email Opened", "P50D", "P160DT1M", Map.of());

        assertThat(decided("P165D"))
                .containsExactlyInAnyOrder(
                        "trigger null none null PT1440H",
                        "trigger we-miss-you send null PT1440H",
                        "delay last-call send null PT2160H",
                        "end null none done PT2160H");
    }

    private static Instant at(String after) {
        return NOON.plus(Duration.parse(after));
    }

    private void activate(String at, int which) {
        activations.add(new Activate(at(at), which));
        moves.add(activations.get(activations.size() - 1));
    }

    private void consents() {
        take(new ProfileChange(
                "shop",
                "consent",
                "ana",
                at("PT-1H"),
                at("PT-1H"),
                Statement.NONE.withConsents(new TreeSet<>(Set.of("marketing"))),
                false));
    }

    /** Three looks at shoes within a minute, the last at an instant. */
    private void picksAt(String last) {
        Duration third = Duration.parse(last);
        for (int i = 2; i >= 0; i--) {
            String when = third.minusSeconds(20L * i).toString();
            arrives("view" + i, "Product Viewed", when, when, Map.of("category", "shoes", "seconds", 0));
        }
    }

    private void arrives(String id, String name, String occurred, String received, Map<String, ?> properties) {
        take(new Event("shop", id, "ana", name, at(occurred), at(received), Properties.of(properties), false, false));
    }

    private void take(Entry entry) {
        entries.add(entry);
        moves.add(new Arrive(entry.receivedAt(), entry));
    }

    private List<String> decided(String until) {
        Plan plan = new Plan("ana", false, true, entries, activations, moves, at(until));
        return new Host(plan)
                .run().journal().decisions.values().stream()
                        .map(decision -> decision.kind().word() + " " + decision.message() + " "
                                + decision.outcome().word() + " " + decision.reason() + " "
                                + Duration.between(NOON, decision.at())
                                + (decision.correction() == null ? "" : " corrected"))
                        .toList();
    }
}
