package dev.opportune.app.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailgunTest {
    private static final String KEY = "key-0123";
    private static final long NOW = Told.NOON.getEpochSecond();
    private static final String DELIVERED =
            "{\"event\":\"delivered\",\"id\":\"CPgfbmQMTCKtHW6uIWtuVe\",\"timestamp\":1772539200.204718}";

    private final Mailgun provider = new Mailgun(KEY, Duration.ofHours(12));

    private Provider.Parcel open(String body) {
        return provider.open(Told.call(body, Map.of()));
    }

    private void assertRefused(String code, String body) {
        assertThatThrownBy(() -> open(body))
                .isInstanceOfSatisfying(
                        RefusedCallException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void callThatIsSigned_isKnown() {
        assertThat(open(Signing.mailgun(KEY, NOW, "t1", DELIVERED)).elements()).hasSize(1);
    }

    @Test
    void callSignedByAnotherKey_isRefused() {
        assertRefused("wrong_signature", Signing.mailgun("key-4567", NOW, "t1", DELIVERED));
    }

    @Test
    void callWithoutASignature_isRefused() {
        assertRefused("wrong_signature", "{\"event-data\":" + DELIVERED + "}");
    }

    @Test
    void tokenThatWasUsed_isRefused_whateverComesWithIt() {
        open(Signing.mailgun(KEY, NOW, "t1", DELIVERED));

        assertRefused("replayed_token", Signing.mailgun(KEY, NOW, "t1", DELIVERED.replace("delivered", "complained")));
    }

    @Test
    void tokenOfACallThatCouldNotBeTaken_mayComeAgain() {
        String call = Signing.mailgun(KEY, NOW, "t1", DELIVERED);
        open(call).takeBack().run();

        assertThat(open(call).elements()).hasSize(1);
    }

    @Test
    void signatureOfElevenHoursAgo_isKnown() {
        assertThat(open(Signing.mailgun(KEY, NOW - 11 * 3600, "t1", DELIVERED)).elements())
                .hasSize(1);
    }

    @Test
    void signatureOfThirteenHoursAgo_isRefused() {
        assertRefused("stale_signature", Signing.mailgun(KEY, NOW - 13 * 3600, "t1", DELIVERED));
    }

    @Test
    void signatureOfTheFuture_isRefused() {
        assertRefused("stale_signature", Signing.mailgun(KEY, NOW + 3600, "t1", DELIVERED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"event\":\"delivered\" | Email Delivered",
                "\"event\":\"opened\",\"client-info\":{\"client-name\":\"Chrome\",\"bot\":\"\"} | Email Opened",
                "\"event\":\"opened\",\"client-info\":{\"client-name\":\"unknown\",\"bot\":\"apple\"} | Email Opened {machine:true}",
                "\"event\":\"clicked\",\"url\":\"https://shop.example/p7\" | Email Link Clicked {link_url:https://shop.example/p7}",
                "\"event\":\"failed\",\"severity\":\"permanent\",\"reason\":\"bounce\",\"delivery-status\":{\"code\":550,\"message\":\"5.1.1 no such user\"} | Email Bounced {reason:5.1.1 no such user,type:hard}",
                "\"event\":\"failed\",\"severity\":\"permanent\",\"reason\":\"suppress-bounce\",\"delivery-status\":{\"code\":605,\"message\":\"\",\"description\":\"Not delivering to previously bounced address\"} | Email Bounced {reason:Not delivering to previously bounced address,type:soft}",
                "\"event\":\"failed\",\"severity\":\"permanent\",\"reason\":\"old\" | Email Bounced {reason:old,type:soft}",
                "\"event\":\"failed\",\"severity\":\"temporary\",\"reason\":\"generic\" | passed",
                "\"event\":\"rejected\",\"reject\":{\"reason\":\"Sandbox\"} | Email Bounced {reason:Sandbox,type:soft}",
                "\"event\":\"complained\" | Email Marked as Spam",
                "\"event\":\"unsubscribed\" | Unsubscribed",
                "\"event\":\"accepted\" | passed",
                "\"severity\":\"permanent\" | unreadable"
            })
    void event_isPutInTheWordsOfRules(String fields, String words) {
        String event = "{\"id\":\"e1\",\"timestamp\":1521472262.908181," + fields + "}";

        assertThat(Told.words(provider.read(Told.json(event)))).isEqualTo(words);
    }

    @Test
    void event_isLinkedByItsVariables() {
        Report report = provider.read(
                Told.json(
                        "{\"id\":\"e1\",\"timestamp\":1521472262.908181,\"event\":\"delivered\",\"user-variables\":{\"decision\":\"d1\",\"profile\":\"ana\"}}"));

        assertThat(report).isInstanceOfSatisfying(Report.Told.class, told -> {
            assertThat(told.link()).isEqualTo(new Link("d1", "ana", null));
            assertThat(told.message().path("timestamp").decimalValue()).isEqualByComparingTo("1521472262908.181");
        });
    }
}
