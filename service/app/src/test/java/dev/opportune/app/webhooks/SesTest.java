package dev.opportune.app.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.app.api.Json;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SesTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:mail";
    private static final String CONFIRM =
            "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=" + TOPIC + "&Token=2336412f37";
    private static final String MAIL = """
            "mail":{"timestamp":"2026-03-03T11:59:00.012Z","messageId":"EXAMPLE7c19","destination":["ana@shop.example"],\
            "headers":[{"name":"Subject","value":"Hello"},{"name":"X-Opportune-Decision","value":"d1"}],\
            "tags":{"ses:configuration-set":["mail"],"profile":["ana"]}}""";

    private final List<URI> fetched = new ArrayList<>();
    private final Ses provider = new Ses(Set.of(TOPIC), address -> {
        fetched.add(address);
        return Signing.certificate();
    });

    private static Map<String, String> notification(String message) {
        return new TreeMap<>(Map.of(
                "Type", "Notification",
                "MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
                "TopicArn", TOPIC,
                "Message", message,
                "Timestamp", "2026-03-03T11:59:30.000Z"));
    }

    private static Map<String, String> confirmation(String subscribeUrl) {
        Map<String, String> fields = notification("You have chosen to subscribe to the topic.");
        fields.put("Type", "SubscriptionConfirmation");
        fields.put("Token", "2336412f37");
        fields.put("SubscribeURL", subscribeUrl);
        return fields;
    }

    private Provider.Parcel open(String body) {
        return provider.open(Told.call(body, Map.of()));
    }

    private void assertRefused(String code, String body) {
        assertThatThrownBy(() -> open(body))
                .isInstanceOfSatisfying(
                        RefusedCallException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private Report read(String message) {
        return provider.read(Told.json(new Json().write(notification(message))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void notificationThatIsSigned_isKnown(String version) {
        assertThat(open(Signing.sns(version, notification("{}"))).elements()).hasSize(1);
    }

    @Test
    void subject_isSignedToo() {
        Map<String, String> fields = notification("{}");
        fields.put("Subject", "Amazon SES Email Event Notification");

        assertThat(open(Signing.sns("2", fields)).elements()).hasSize(1);
    }

    @Test
    void notificationWithAChangedByte_isRefused() {
        assertRefused(
                "wrong_signature",
                Signing.sns("2", notification("{\"a\":1}")).replace("{\\\"a\\\":1}", "{\\\"a\\\":2}"));
    }

    @Test
    void signatureOfAVersionThatIsNotKnown_isRefused() {
        assertRefused(
                "wrong_signature",
                Signing.sns("2", notification("{}"))
                        .replace("\"SignatureVersion\":\"2\"", "\"SignatureVersion\":\"3\""));
    }

    @Test
    void topicThatIsNotNamedInTheConfiguration_isRefusedBeforeAnythingIsFetched() {
        Map<String, String> fields = notification("{}");
        fields.put("TopicArn", "arn:aws:sns:eu-west-1:999999999999:mail");

        assertRefused("unknown_topic", Signing.sns("2", fields));
        assertThat(fetched).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-01.pem",
                "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-01.pem",
                "https://evil.example/SimpleNotificationService-01.pem",
                "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-01.pem",
                "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-01.pem",
                "https://bucket.s3.amazonaws.com/SimpleNotificationService-01.pem",
                "https://sns.eu-west-1.amazonaws.com/evil/SimpleNotificationService-01.pem",
                "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-01.pem?x=1",
                "https://sns.eu-west-1.amazonaws.com/?Action=Publish",
                "not an address"
            })
    void certificateFromAnywhereElse_isNeverFetched(String address) {
        assertRefused(
                "foreign_certificate", Signing.sns("2", notification("{}")).replace(Signing.CERTIFICATE, address));
        assertThat(fetched).isEmpty();
    }

    @Test
    void certificate_isFetchedOnce() {
        open(Signing.sns("2", notification("{}")));
        open(Signing.sns("2", notification("{ }")));

        assertThat(fetched).containsExactly(URI.create(Signing.CERTIFICATE));
    }

    @Test
    void certificateThatCannotBeFetched_isAskedForAgainLater() {
        Ses cutOff = new Ses(Set.of(TOPIC), address -> {
            throw new IOException("no route");
        });

        assertThatThrownBy(() -> cutOff.open(Told.call(Signing.sns("2", notification("{}")), Map.of())))
                .isInstanceOfSatisfying(
                        RefusedCallException.class,
                        refused -> assertThat(refused.status()).isEqualTo(503));
    }

    @Test
    void certificateThatHasExpired_isRefused() {
        Call inTheFarFuture = new Call(
                Signing.sns("2", notification("{}")).getBytes(UTF_8),
                name -> Optional.empty(),
                Told.NOON.plusSeconds(200L * 365 * 86_400));

        assertThatThrownBy(() -> provider.open(inTheFarFuture))
                .isInstanceOfSatisfying(
                        RefusedCallException.class,
                        refused -> assertThat(refused.code()).isEqualTo("wrong_signature"));
    }

    @Test
    void subscription_isConfirmedWhereSnsSays() {
        assertThat(open(Signing.sns("1", confirmation(CONFIRM))).elements()).isEmpty();
        assertThat(fetched).containsExactly(URI.create(Signing.CERTIFICATE), URI.create(CONFIRM));
    }

    @Test
    void subscriptionThatIsNotSigned_isNotConfirmed() {
        assertRefused(
                "wrong_signature",
                Signing.sns("1", confirmation(CONFIRM)).replace("Token=2336412f37", "Token=0000000000"));
        assertThat(fetched).containsExactly(URI.create(Signing.CERTIFICATE));
    }

    @Test
    void subscriptionOfAnotherHost_isNotConfirmed() {
        assertRefused(
                "foreign_subscription",
                Signing.sns("1", confirmation("https://evil.example/?Action=ConfirmSubscription")));
        assertThat(fetched).containsExactly(URI.create(Signing.CERTIFICATE));
    }

    @Test
    void endOfASubscription_isLeftAtThat() {
        Map<String, String> fields = confirmation(CONFIRM);
        fields.put("Type", "UnsubscribeConfirmation");

        assertThat(open(Signing.sns("1", fields)).elements()).isEmpty();
        assertThat(fetched).containsExactly(URI.create(Signing.CERTIFICATE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"eventType\":\"Delivery\",\"delivery\":{\"timestamp\":\"2026-03-03T11:59:05Z\"} | Email Delivered",
                "\"notificationType\":\"Delivery\",\"delivery\":{\"timestamp\":\"2026-03-03T11:59:05Z\"} | Email Delivered",
                "\"eventType\":\"Open\",\"open\":{\"timestamp\":\"2026-03-03T11:59:05Z\",\"userAgent\":\"Mozilla/5.0 (iPhone)\"} | Email Opened",
                "\"eventType\":\"Open\",\"open\":{\"timestamp\":\"2026-03-03T11:59:05Z\",\"userAgent\":\"Mozilla/5.0\"} | Email Opened {machine:true}",
                "\"eventType\":\"Click\",\"click\":{\"timestamp\":\"2026-03-03T11:59:05Z\",\"link\":\"https://shop.example\"} | Email Link Clicked {link_url:https://shop.example}",
                "\"eventType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",\"bounceSubType\":\"General\",\"bouncedRecipients\":[{\"diagnosticCode\":\"smtp; 550 5.1.1\"}]} | Email Bounced {reason:smtp; 550 5.1.1,type:hard}",
                "\"eventType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",\"bounceSubType\":\"OnAccountSuppressionList\"} | Email Bounced {reason:OnAccountSuppressionList,type:soft}",
                "\"eventType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Transient\",\"bounceSubType\":\"MailboxFull\"} | Email Bounced {reason:MailboxFull,type:soft}",
                "\"eventType\":\"Complaint\",\"complaint\":{\"complaintFeedbackType\":\"abuse\"} | Email Marked as Spam",
                "\"eventType\":\"Complaint\",\"complaint\":{\"complaintFeedbackType\":\"not-spam\"} | passed",
                "\"eventType\":\"Subscription\",\"subscription\":{\"newTopicPreferences\":{\"unsubscribeAll\":true}} | Unsubscribed",
                "\"eventType\":\"Subscription\",\"subscription\":{\"newTopicPreferences\":{\"unsubscribeAll\":false,\"topicSubscriptionStatus\":[{\"topicName\":\"tips\",\"subscriptionStatus\":\"OptOut\"}]},\"oldTopicPreferences\":{\"topicSubscriptionStatus\":[{\"topicName\":\"tips\",\"subscriptionStatus\":\"OptIn\"}]}} | Unsubscribed",
                "\"eventType\":\"Subscription\",\"subscription\":{\"newTopicPreferences\":{\"topicSubscriptionStatus\":[{\"topicName\":\"tips\",\"subscriptionStatus\":\"OptOut\"}]},\"oldTopicPreferences\":{\"topicSubscriptionStatus\":[{\"topicName\":\"tips\",\"subscriptionStatus\":\"OptOut\"}]}} | passed",
                "\"eventType\":\"Send\",\"send\":{} | passed",
                "\"eventType\":\"DeliveryDelay\",\"deliveryDelay\":{} | passed"
            })
    void event_isPutInTheWordsOfRules(String fields, String words) {
        assertThat(Told.words(read("{" + fields + "," + MAIL + "}"))).isEqualTo(words);
    }

    @Test
    void event_isLinkedByTagsAndHeaders() {
        assertThat(read("{\"eventType\":\"Delivery\"," + MAIL + "}"))
                .isInstanceOfSatisfying(
                        Report.Told.class, told -> assertThat(told.link()).isEqualTo(new Link("d1", "ana", null)));
    }

    @Test
    void sentenceThatTheTopicIsInOrder_isPassed() {
        assertThat(Told.words(read("Successfully validated SNS topic for Amazon SES event publishing.")))
                .isEqualTo("passed");
    }
}
