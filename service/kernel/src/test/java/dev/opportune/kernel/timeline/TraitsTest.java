package dev.opportune.kernel.timeline;

import static dev.opportune.kernel.timeline.Entries.at;
import static dev.opportune.kernel.timeline.Entries.change;
import static dev.opportune.kernel.timeline.Entries.event;
import static dev.opportune.kernel.timeline.Entries.identify;
import static dev.opportune.kernel.timeline.Preference.GRANTED;
import static dev.opportune.kernel.timeline.Preference.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.timeline.Consents.Status;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraitsTest {
    private static Traits fold(Entry... entries) {
        Traits traits = Traits.NONE;
        for (Entry entry : entries) {
            traits = traits.after(entry);
        }
        return traits;
    }

    private static Entry order(int minute, String name, Object value) {
        return event(minute, name, Map.of("value", value));
    }

    @Test
    void changes_layWhatTheySayOverWhatWasKnown() {
        Traits traits = fold(
                change(0, Map.of("tier", "gold", "city", "Bern"), null, Map.of(), "Europe/Zurich", List.of("vip")),
                change(1, Map.of("city", "Basel"), null, Map.of(), null, null));
        assertThat(traits.properties()).isEqualTo(Properties.of(Map.of("tier", "gold", "city", "Basel")));
        assertThat(traits.timezone()).isEqualTo("Europe/Zurich");
        assertThat(traits.segments()).containsExactly("vip");
        assertThat(traits.after(change(2, Map.of(), null, Map.of(), "UTC", List.of())))
                .extracting(Traits::timezone, Traits::segments)
                .containsExactly("UTC", new java.util.TreeSet<>());
    }

    @ParameterizedTest
    @CsvSource({
        "Order Completed, 50,   3, 150",
        "Order Cancelled, 50,   1, 50",
        "Order Refunded,  50,   2, 50",
        "Order Refunded,  -50,  2, 50",
        "Order Updated,   50,   2, 100",
        "Order Completed, none, 3, 100",
    })
    void orders_countAndAddUp(String name, String value, int orders, BigDecimal lifetimeValue) {
        Traits traits =
                fold(order(0, "Order Completed", "60.1"), order(1, "Order Completed", 39.9), order(2, name, value));
        assertThat(traits.orders()).isEqualTo(orders);
        assertThat(traits.lifetimeValue()).isEqualByComparingTo(lifetimeValue);
    }

    @Test
    void worth_isTheFirstFigureThatIsOne() {
        assertThat(fold(event(0, "Order Completed", Map.of("value", "n/a", "total", 12, "revenue", 11)))
                        .lifetimeValue())
                .isEqualByComparingTo("12");
    }

    /** 0.1 three times is not 0.3 in binary, and not the same in every order. */
    @Test
    void lifetimeValue_isExactInAnyOrder() {
        Entry[] orders = {
            order(0, "Order Completed", 0.1), order(1, "Order Completed", 1e15), order(2, "Order Completed", 0.2)
        };
        BigDecimal forwards = fold(orders).lifetimeValue();
        assertThat(forwards).isEqualTo(fold(orders[2], orders[1], orders[0]).lifetimeValue());
        assertThat(forwards).isEqualByComparingTo("1000000000000000.3");
    }

    @ParameterizedTest
    @CsvSource({
        "Email Bounced,        hard, true",
        "Email Bounced,        '',   true",
        "Email Bounced,        Soft, false",
        "Email Marked as Spam, '',   true",
        "Email Complained,     '',   true",
        "Email Delivered,      '',   false",
    })
    void email_thatBouncesForGoodOrIsComplainedOf_makesUnreachable(String name, String type, boolean unreachable) {
        assertThat(fold(event(0, name, Map.of("type", type))).unreachable().contains("email"))
                .isEqualTo(unreachable);
    }

    @Test
    void unsubscribing_withdrawsOnePurposeOrAll() {
        Traits agreed = fold(identify(0, Map.of(), List.of("marketing", "sms"), Map.of()));
        Consents fromOne = agreed.after(event(1, "Unsubscribed", Map.of("purpose", "marketing")))
                .consents();
        assertThat(fromOne.granted()).containsExactly("sms");
        Consents fromAll = agreed.after(event(1, "Unsubscribed", Map.of())).consents();
        assertThat(fromAll.granted()).isEmpty();
        assertThat(fromAll.of("never named")).isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void listOfConsents_replacesAllBeforeAndThenPreferencesApply() {
        Consents consents = fold(
                        identify(0, Map.of(), null, Map.of("old", GRANTED, "kept", GRANTED)),
                        identify(1, Map.of(), List.of("kept"), Map.of("extra", GRANTED)))
                .consents();
        assertThat(consents.granted()).containsExactly("extra", "kept");
        assertThat(consents.of("old")).isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void purposeNobodySpokeOf_isUnknownUntilAListIsGiven() {
        Traits traits = fold(identify(0, Map.of("name", "Ana"), null, Map.of("sms", WITHDRAWN)));
        assertThat(traits.consents().of("marketing")).isEqualTo(Status.UNKNOWN);
        assertThat(traits.consents().of("sms")).isEqualTo(Status.WITHDRAWN);
        assertThat(traits.after(identify(1, Map.of(), List.of(), Map.of()))
                        .consents()
                        .of("marketing"))
                .isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void preference_ofOnePurpose_canBeTakenBackAndGivenAgain() {
        Traits withdrawn = fold(
                identify(0, Map.of(), null, Map.of("marketing", GRANTED)),
                identify(1, Map.of(), null, Map.of("marketing", WITHDRAWN)));
        assertThat(withdrawn.consents().of("marketing")).isEqualTo(Status.WITHDRAWN);
        assertThat(withdrawn
                        .after(identify(2, Map.of(), null, Map.of("marketing", GRANTED)))
                        .consents()
                        .of("marketing"))
                .isEqualTo(Status.GRANTED);
    }

    @Test
    void preference_knowsWhenAndWhereItWasSaidAndUnderWhichText() {
        Preference onTheForm = new Preference(true, at(-60), "checkout", "v3", false);
        assertThat(fold(identify(0, Map.of(), null, Map.of("marketing", onTheForm, "sms", WITHDRAWN)))
                        .consents()
                        .purposes())
                .containsEntry("marketing", new Consent(true, at(-60), "checkout", "v3"))
                .containsEntry("sms", new Consent(false, at(0), "shop", null));
    }

    @Test
    void preference_saidEarlierThanWhatIsKnown_changesNothing() {
        Preference before = new Preference(true, at(-60), null, null, false);
        Traits unsubscribed = fold(event(0, "Unsubscribed", Map.of("purpose", "marketing")));
        Traits refusedAll = fold(identify(0, Map.of(), List.of(), Map.of()));
        Entry news = identify(5, Map.of(), null, Map.of("marketing", before));
        assertThat(unsubscribed.after(news).consents().of("marketing")).isEqualTo(Status.WITHDRAWN);
        assertThat(refusedAll.after(news).consents().of("marketing")).isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void preference_thatClaimsToBeSaidLaterThanItsMessage_canBeTakenBack() {
        Preference ahead = new Preference(true, at(1_000_000), null, null, false);
        Traits granted = fold(identify(0, Map.of(), null, Map.of("marketing", ahead)));
        assertThat(granted.consents().of("marketing")).isEqualTo(Status.GRANTED);
        assertThat(granted.after(event(1, "Unsubscribed", Map.of())).consents().of("marketing"))
                .isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void preferences_saidAtTheSameTime_areRefused() {
        Preference yes = new Preference(true, at(0), null, null, false);
        Preference no = new Preference(false, at(0), null, null, false);
        for (List<Preference> order : List.of(List.of(yes, no), List.of(no, yes))) {
            assertThat(fold(
                                    identify(1, Map.of(), null, Map.of("marketing", order.get(0))),
                                    identify(2, Map.of(), null, Map.of("marketing", order.get(1))))
                            .consents()
                            .of("marketing"))
                    .isEqualTo(Status.WITHDRAWN);
        }
    }

    @Test
    void preference_thatADeviceRepeats_countsOnlyWhereNothingElseIsKnown() {
        Map<String, Preference> repeated = Map.of("marketing", GRANTED.inPassing(), "ads", GRANTED.inPassing());
        Traits unsubscribed = fold(event(0, "Unsubscribed", Map.of("purpose", "marketing")));
        Consents consents =
                unsubscribed.after(identify(1, Map.of(), null, repeated)).consents();
        assertThat(consents.of("marketing")).isEqualTo(Status.WITHDRAWN);
        assertThat(consents.of("ads")).isEqualTo(Status.GRANTED);
        assertThat(consents.purposes().get("ads").at()).isNull();
        assertThat(unsubscribed
                        .after(identify(1, Map.of(), null, repeated))
                        .after(identify(2, Map.of(), null, Map.of("ads", WITHDRAWN.inPassing())))
                        .consents()
                        .of("ads"))
                .isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void membership_ofOneSegment_leavesTheOthersAlone() {
        Traits listed = fold(change(0, Map.of(), null, Map.of(), null, List.of("vip", "berlin")));
        Entry moved = new ProfileChange(
                "shop",
                "m",
                "u1",
                at(1),
                at(1),
                Statement.NONE.withMemberships(Map.of("acme", true, "berlin", false)),
                false);
        assertThat(listed.after(moved).segments()).containsExactly("acme", "vip");
    }

    @Test
    void event_thatSaysSomethingOfTheProfile_changesIt() {
        Event order = new Event(
                "shop",
                "e",
                "u1",
                "Order Completed",
                at(0),
                at(0),
                Properties.of(Map.of("value", 5)),
                Statement.NONE
                        .withTraits(Properties.of(Map.of("tier", "gold")))
                        .withPreference("marketing", GRANTED)
                        .withTimezone("Asia/Tokyo"),
                false,
                false);
        Traits traits = fold(order);
        assertThat(traits.orders()).isEqualTo(1);
        assertThat(traits.properties().text("tier")).isEqualTo("gold");
        assertThat(traits.timezone()).isEqualTo("Asia/Tokyo");
        assertThat(traits.consents().of("marketing")).isEqualTo(Status.GRANTED);
    }
}
