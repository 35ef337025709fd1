package dev.opportune.app.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendGridTest {
    /** A call that SendGrid made, with its key and signature, as the tests of its own libraries have it. */
    private static final String KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";

    private static final Map<String, String> HEADERS = Map.of(
            "X-Twilio-Email-Event-Webhook-Signature",
            "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=",
            "X-Twilio-Email-Event-Webhook-Timestamp",
            "1600112502");
    private static final String BODY =
            "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":\"Bounced Address\",\"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\",\"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\",\"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\",\"timestamp\":1600112492}]\r\n";

    private final SendGrid provider = new SendGrid(KEY);

    private static void assertRefused(SendGrid provider, String body, Map<String, String> headers) {
        assertThatThrownBy(() -> provider.open(Told.call(body, headers)))
                .isInstanceOfSatisfying(
                        RefusedCallException.class,
                        refused -> assertThat(refused.code()).isEqualTo("wrong_signature"));
    }

    @Test
    void callOfSendGridItself_isKnown() {
        assertThat(provider.open(Told.call(BODY, HEADERS)).elements()).hasSize(1);
    }

    @Test
    void callWithoutItsLineEnd_isRefused() {
        assertRefused(provider, BODY.strip(), HEADERS);
    }

    @Test
    void callWithAnotherTimestamp_isRefused() {
        assertRefused(
                provider,
                BODY,
                Map.of(
                        "X-Twilio-Email-Event-Webhook-Signature",
                        String.valueOf(HEADERS.get("X-Twilio-Email-Event-Webhook-Signature")),
                        "X-Twilio-Email-Event-Webhook-Timestamp",
                        "1600112503"));
    }

    @Test
    void callThatIsNotSigned_isRefused() {
        assertRefused(provider, BODY, Map.of());
    }

    @Test
    void keyInPem_isRead() {
        SendGrid withPem = new SendGrid("-----BEGIN PUBLIC KEY-----\n" + KEY.substring(0, 64) + "\n" + KEY.substring(64)
                + "\n-----END PUBLIC KEY-----\n");

        assertThat(withPem.open(Told.call(BODY, HEADERS)).elements()).hasSize(1);
    }

    @Test
    void keyThatIsNone_isRefusedWithItsSetting() {
        assertThatThrownBy(() -> new SendGrid("secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("webhooks.sendgrid.publicKey");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"event\":\"delivered\",\"response\":\"250 OK\" | Email Delivered",
                "\"event\":\"open\",\"sg_machine_open\":false | Email Opened",
                "\"event\":\"open\",\"sg_machine_open\":true | Email Opened {machine:true}",
                "\"event\":\"click\",\"url\":\"https://shop.example/p7\" | Email Link Clicked {link_url:https://shop.example/p7}",
                "\"event\":\"bounce\",\"type\":\"bounce\",\"reason\":\"500 unknown\" | Email Bounced {reason:500 unknown,type:hard}",
                "\"event\":\"bounce\",\"type\":\"blocked\",\"reason\":\"550 spam\" | Email Bounced {reason:550 spam,type:soft}",
                "\"event\":\"dropped\",\"reason\":\"Bounced Address\" | Email Bounced {reason:Bounced Address,type:soft}",
                "\"event\":\"dropped\",\"reason\":\"Invalid\" | Email Bounced {reason:Invalid,type:hard}",
                "\"event\":\"spamreport\" | Email Marked as Spam",
                "\"event\":\"unsubscribe\" | Unsubscribed",
                "\"event\":\"group_unsubscribe\",\"asm_group_id\":10,\"purpose\":\"tips\" | Unsubscribed {purpose:tips}",
                "\"event\":\"deferred\",\"response\":\"400 try again later\" | passed",
                "\"event\":\"processed\" | passed",
                "\"event\":\"group_resubscribe\" | passed",
                "\"event\":7 | unreadable"
            })
    void event_isPutInTheWordsOfRules(String fields, String words) {
        String event =
                "{\"email\":\"example@test.com\",\"timestamp\":1513299569,\"sg_event_id\":\"e1\",\"sg_message_id\":\"m1\","
                        + fields + "}";

        assertThat(Told.words(provider.read(Told.json(event)))).isEqualTo(words);
    }

    @Test
    void event_keepsItsIdAndItsTime() {
        Report report = provider.read(Told.json(
                "{\"event\":\"delivered\",\"timestamp\":1513299569,\"sg_event_id\":\"e1\",\"sg_message_id\":\"m1\"}"));

        assertThat(report).isInstanceOfSatisfying(Report.Told.class, told -> {
            assertThat(told.message().path("messageId").asText()).isEqualTo("e1");
            assertThat(told.message().path("timestamp").decimalValue()).isEqualByComparingTo("1513299569000");
            assertThat(told.message().path("properties").path("email_id").asText())
                    .isEqualTo("m1");
        });
    }

    @Test
    void eventWithoutAnId_isUnreadable() {
        assertThat(Told.words(provider.read(Told.json("{\"event\":\"delivered\",\"timestamp\":1513299569}"))))
                .isEqualTo("unreadable");
    }
}
