package dev.opportune.kernel.timeline;

import static dev.opportune.kernel.timeline.Entries.change;
import static dev.opportune.kernel.timeline.Entries.event;
import static dev.opportune.kernel.timeline.Entries.identify;
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
                        identify(0, Map.of(), null, Map.of("old", true, "kept", true)),
                        identify(1, Map.of(), List.of("kept"), Map.of("extra", true)))
                .consents();
        assertThat(consents.granted()).containsExactly("extra", "kept");
        assertThat(consents.of("old")).isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void purposeNobodySpokeOf_isUnknownUntilAListIsGiven() {
        Traits traits = fold(identify(0, Map.of("name", "Ana"), null, Map.of("sms", false)));
        assertThat(traits.consents().of("marketing")).isEqualTo(Status.UNKNOWN);
        assertThat(traits.consents().of("sms")).isEqualTo(Status.WITHDRAWN);
        assertThat(traits.after(identify(1, Map.of(), List.of(), Map.of()))
                        .consents()
                        .of("marketing"))
                .isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void preference_ofOnePurpose_canBeTakenBack() {
        Consents consents = fold(
                        identify(0, Map.of(), null, Map.of("marketing", true)),
                        identify(1, Map.of(), null, Map.of("marketing", false)))
                .consents();
        assertThat(consents.of("marketing")).isEqualTo(Status.WITHDRAWN);
        assertThat(consents.with(Map.of("marketing", true)).of("marketing")).isEqualTo(Status.GRANTED);
    }
}
