package dev.opportune.app.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ties an email to a decision and a profile: what its sender had given the provider to carry along.
 *
 * @param purpose what an unsubscription is from; null means everything
 */
public record Link(
        @Nullable String decision,
        @Nullable String profile,
        @Nullable String purpose) {
    private static final Link NONE = new Link(null, null, null);
    private static final List<String> DECISION = List.of("decision", "decision_id", "x-opportune-decision");
    private static final List<String> PROFILE = List.of("profile", "userid", "x-opportune-profile");
    private static final List<String> PURPOSE = List.of("purpose");

    /** A decision's id where it stands among other text, as in {@code <d_7f3a…@shop.example>}. */
    private static final Pattern OWN_DECISION = Pattern.compile("(?<![0-9A-Za-z_])d_[0-9a-f]{32}(?![0-9A-Za-z_])");

    /** What objects carry, the first first: names are compared without regard to case, for some providers change it. */
    static Link in(JsonNode... carriers) {
        Link link = NONE;
        for (JsonNode carrier : carriers) {
            link = link.or(new Link(text(carrier, DECISION), text(carrier, PROFILE), text(carrier, PURPOSE)));
        }
        return link;
    }

    /** With the first decision that is named within some texts, such as the id of the message, if none is known yet. */
    Link orWithin(JsonNode... texts) {
        if (decision != null) {
            return this;
        }
        for (JsonNode text : texts) {
            for (JsonNode one : text.isArray() ? text : List.of(text)) {
                Matcher named = OWN_DECISION.matcher(one.asText(""));
                if (named.find()) {
                    return new Link(named.group(), profile, purpose);
                }
            }
        }
        return this;
    }

    Link or(Link other) {
        return new Link(
                decision != null ? decision : other.decision,
                profile != null ? profile : other.profile,
                purpose != null ? purpose : other.purpose);
    }

    /**
     * Whose the email is: as it says, or else whose the decision is.
     *
     * @param ofDecision tells whose a decision is, if there is one of that id
     */
    public Optional<String> addressee(Function<String, Optional<String>> ofDecision) {
        if (profile != null) {
            return Optional.of(profile);
        }
        return decision == null ? Optional.empty() : ofDecision.apply(decision);
    }

    private static @Nullable String text(JsonNode carrier, List<String> names) {
        for (String name : names) {
            for (Map.Entry<String, JsonNode> field : carrier.properties()) {
                // Some tags are lists of one.
                JsonNode value = field.getValue().isArray() ? field.getValue().path(0) : field.getValue();
                if (field.getKey().equalsIgnoreCase(name)
                        && value.isValueNode()
                        && !value.asText("").isBlank()) {
                    return value.asText();
                }
            }
        }
        return null;
    }
}
