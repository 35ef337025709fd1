package dev.opportune.app.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostmarkTest {
    private final Postmark provider = new Postmark("opportune", "secret:word");

    private static Call call(String credentials) {
        return Told.call(
                "{}",
                Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8))));
    }

    private void assertRefused(Call call) {
        assertThatThrownBy(() -> provider.open(call))
                .isInstanceOfSatisfying(
                        RefusedCallException.class,
                        refused -> assertThat(refused.status()).isEqualTo(401));
    }

    @Test
    void callWithItsCredentials_isKnown() {
        assertThat(provider.open(call("opportune:secret:word")).elements()).hasSize(1);
    }

    @Test
    void callWithAnotherPassword_isRefused() {
        assertRefused(call("opportune:secret"));
    }

    @Test
    void callWithoutCredentials_isRefused() {
        assertRefused(Told.call("{}", Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"RecordType\":\"Delivery\",\"DeliveredAt\":\"2019-11-05T16:33:54.9070259Z\" | Email Delivered",
                "\"RecordType\":\"Open\",\"ReceivedAt\":\"2019-11-05T16:33:54.9070259Z\",\"UserAgent\":\"Mozilla/5.0 (Windows NT 6.1)\" | Email Opened",
                "\"RecordType\":\"Open\",\"ReceivedAt\":\"2019-11-05T16:33:54.9070259Z\",\"UserAgent\":\"Mozilla/5.0\" | Email Opened {machine:true}",
                "\"RecordType\":\"Click\",\"ReceivedAt\":\"2019-11-05T16:33:54.9070259Z\",\"OriginalLink\":\"https://shop.example\" | Email Link Clicked {link_url:https://shop.example}",
                "\"RecordType\":\"Bounce\",\"BouncedAt\":\"2019-11-05T16:33:54Z\",\"ID\":42,\"Type\":\"HardBounce\",\"Details\":\"no such user\" | Email Bounced {reason:no such user,type:hard}",
                "\"RecordType\":\"Bounce\",\"BouncedAt\":\"2019-11-05T16:33:54Z\",\"ID\":42,\"Type\":\"SoftBounce\",\"Details\":\"full\" | Email Bounced {reason:full,type:soft}",
                "\"RecordType\":\"Bounce\",\"BouncedAt\":\"2019-11-05T16:33:54Z\",\"ID\":42,\"Type\":\"AutoResponder\" | passed",
                "\"RecordType\":\"Bounce\",\"BouncedAt\":\"2019-11-05T16:33:54Z\",\"ID\":42,\"Type\":\"Transient\" | passed",
                "\"RecordType\":\"SpamComplaint\",\"BouncedAt\":\"2019-11-05T16:33:54Z\",\"ID\":42 | Email Marked as Spam",
                "\"RecordType\":\"SubscriptionChange\",\"ChangedAt\":\"2020-02-01T10:53:34.416071Z\",\"SuppressSending\":true,\"SuppressionReason\":\"ManualSuppression\" | Unsubscribed",
                "\"RecordType\":\"SubscriptionChange\",\"ChangedAt\":\"2020-02-01T10:53:34.416071Z\",\"SuppressSending\":true,\"SuppressionReason\":\"HardBounce\" | passed",
                "\"RecordType\":\"SubscriptionChange\",\"ChangedAt\":\"2020-02-01T10:53:34.416071Z\",\"SuppressSending\":false,\"SuppressionReason\":null | passed",
                "\"RecordType\":\"Inbound\" | passed",
                "\"Type\":\"HardBounce\" | unreadable"
            })
    void record_isPutInTheWordsOfRules(String fields, String words) {
        String record = "{\"MessageID\":\"883953f4-6105-42a2-a16a-77a8eac79483\",\"Subject\":\"Test\"," + fields + "}";

        assertThat(Told.words(provider.read(Told.json(record)))).isEqualTo(words);
    }

    @Test
    void recordWithoutAnId_isNamedByItsMessageAndInstant() {
        Report report = provider.read(
                Told.json(
                        "{\"RecordType\":\"Open\",\"MessageID\":\"m1\",\"ReceivedAt\":\"2019-11-05T16:33:54Z\",\"Metadata\":{\"decision\":\"d1\"}}"));

        assertThat(report.id()).isEqualTo("Open/m1/2019-11-05T16:33:54Z");
        assertThat(report)
                .isInstanceOfSatisfying(
                        Report.Told.class,
                        told -> assertThat(told.link().decision()).isEqualTo("d1"));
    }

    @Test
    void bounce_isNamedByItsOwnId() {
        assertThat(provider.read(
                                Told.json(
                                        "{\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"HardBounce\",\"MessageID\":\"m1\",\"BouncedAt\":\"2019-11-05T16:33:54Z\"}"))
                        .id())
                .isEqualTo("Bounce/42");
    }
}
