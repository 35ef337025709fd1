package dev.opportune.app.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opportune.app.api.Json;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Amazon SES, whose events come through an SNS topic: one a message, in a text within it. A topic is believed only if it is
 * named in the configuration, and its subscription is confirmed by asking SNS at the address it gave.
 *
 * <p>Sources: Amazon's "Contents of event data that Amazon SES publishes to Amazon SNS" and "HTTP/HTTPS subscription
 * confirmation JSON format".
 */
final class Ses implements Provider {
    static final String NAME = "ses";

    private static final Logger LOG = LoggerFactory.getLogger(Ses.class);

    /** Not sent at all because an address is on a list of SES, or of the sender's there: nothing new is known of it. */
    private static final Set<String> LISTED = Set.of("Suppressed", "OnAccountSuppressionList", "UnsubscribedRecipient");

    private final JsonMapper mapper = Json.reader();
    private final Set<String> topics;
    private final Fetching fetching;
    private final Sns sns;

    /** @param topics the ARNs of those that are believed */
    Ses(Set<String> topics, Fetching fetching) {
        this.topics = Set.copyOf(topics);
        this.fetching = fetching;
        this.sns = new Sns(fetching);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Parcel open(Call call) {
        JsonNode message = message(call.body());
        String topic = message.path("TopicArn").asText("");
        if (!topics.contains(topic)) {
            throw RefusedCallException.notTheirs(
                    "unknown_topic",
                    "The topic " + (topic.isEmpty() ? "is missing" : topic + " is not one of those that are believed")
                            + ".",
                    "Name its ARN under webhooks.ses.topics in the configuration; raw message delivery must be off.");
        }
        sns.check(message, call.receivedAt());
        return switch (message.path("Type").asText("")) {
            case "SubscriptionConfirmation" -> {
                confirm(topic, message.path("SubscribeURL").asText(""));
                yield Parcel.of(List.of());
            }
            case "Notification" -> Parcel.of(List.of(message));
            default -> Parcel.of(List.of());
        };
    }

    private JsonNode message(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (IOException noJson) {
            throw RefusedCallException.unreadable("The body is no JSON.", "Send what Amazon SNS sends.");
        }
    }

    private void confirm(String topic, String address) {
        URI confirming = Sns.pinned(address)
                .orElseThrow(() -> RefusedCallException.notTheirs(
                        "foreign_subscription",
                        "SubscribeURL is not an address of SNS, and is not asked.",
                        "Subscribe this address to the topic once more."));
        try {
            fetching.get(confirming);
            LOG.info("the subscription to {} is confirmed", topic);
        } catch (IOException notNow) {
            throw RefusedCallException.notNow(
                    "not_confirmed",
                    "SNS did not take the confirmation: " + notNow.getMessage() + ".",
                    "Let this machine connect to " + confirming.getHost() + "; SNS repeats the call.");
        }
    }

    @Override
    public Report read(JsonNode notification) {
        String id = notification.path("MessageId").textValue();
        JsonNode told;
        try {
            told = mapper.readTree(notification.path("Message").asText(""));
        } catch (IOException aSentence) {
            // Such as that the topic was found to be in order.
            return new Report.Passed(id);
        }
        String type = told.path(told.has("eventType") ? "eventType" : "notificationType")
                .asText("");
        JsonNode mail = told.path("mail");
        JsonNode of = told.path(type.toLowerCase(Locale.ROOT));
        Fate fate = fate(type, of);
        if (fate == null) {
            return new Report.Passed(id);
        }
        JsonNode at = of.hasNonNull("timestamp") ? of.path("timestamp") : notification.path("Timestamp");
        return fate.with("email_id", mail.path("messageId"))
                .with("email_subject", mail.path("commonHeaders").path("subject"))
                .of(id, at, link(mail));
    }

    private static @Nullable Fate fate(String type, JsonNode of) {
        return switch (type) {
            case "Delivery" -> Fate.delivered();
            case "Open" -> Fate.opened(Prefetching.is(of.path("userAgent")));
            case "Click" -> Fate.clicked(of.path("link"), false);
            case "Bounce" -> bounce(of);
            case "Complaint" ->
                of.path("complaintFeedbackType").asText("").equals("not-spam") ? null : Fate.complained();
            case "Subscription" -> leaves(of) ? Fate.unsubscribed() : null;
            default -> null;
        };
    }

    private static Fate bounce(JsonNode bounce) {
        JsonNode reason = bounce.path("bouncedRecipients").path(0).path("diagnosticCode");
        JsonNode said = reason.asText("").isBlank() ? bounce.path("bounceSubType") : reason;
        boolean hard = bounce.path("bounceType").asText("").equals("Permanent")
                && !LISTED.contains(bounce.path("bounceSubType").asText(""));
        return hard ? Fate.bouncedHard(said) : Fate.bouncedSoft(said);
    }

    /** Whether somebody wants no more of something that they had not declined before. */
    private static boolean leaves(JsonNode subscription) {
        JsonNode now = subscription.path("newTopicPreferences");
        JsonNode before = subscription.path("oldTopicPreferences");
        if (now.path("unsubscribeAll").asBoolean(false)) {
            return true;
        }
        Set<String> declined = declined(now);
        declined.removeAll(declined(before));
        return !declined.isEmpty();
    }

    private static Set<String> declined(JsonNode preferences) {
        Set<String> topics = new TreeSet<>();
        for (JsonNode status : preferences.path("topicSubscriptionStatus")) {
            if (status.path("subscriptionStatus").asText("").equalsIgnoreCase("OptOut")) {
                topics.add(status.path("topicName").asText(""));
            }
        }
        return topics;
    }

    private static Link link(JsonNode mail) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        for (JsonNode header : mail.path("headers")) {
            headers.set(header.path("name").asText(""), header.path("value"));
        }
        return Link.in(mail.path("tags"), headers).orWithin(headers.path("Message-ID"));
    }
}
