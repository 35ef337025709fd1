package dev.opportune.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Whom a message is about. The profile is {@code userId}, or else {@code anonymousId}. */
final class Identities {
    private static final String USER_ID = "userId";
    private static final String ANONYMOUS_ID = "anonymousId";
    private static final String ALIAS = "alias";

    private Identities() {}

    static String profileId(JsonNode message, String type) throws RejectedException {
        String id = id(message, USER_ID);
        if (id == null && type.equals(ALIAS)) {
            throw new RejectedException("missing_user_id", "an alias message needs the userId that goes on");
        }
        if (id == null) {
            id = id(message, ANONYMOUS_ID);
        }
        if (id == null) {
            throw new RejectedException("missing_profile_id", "send userId or anonymousId, and not an empty one");
        }
        return id;
    }

    /** Whether the sender knows who it is. */
    static boolean isKnown(JsonNode message) throws RejectedException {
        return id(message, USER_ID) != null;
    }

    /**
     * Another id that an identify or an alias says to be the same person's. What other messages name beside their user is
     * a browser, in which somebody else may have been before.
     */
    static @Nullable String linked(JsonNode message, String type, String profileId) throws RejectedException {
        String other = switch (type) {
            case "identify" -> id(message, ANONYMOUS_ID);
            case ALIAS -> {
                String previous = id(message, "previousId");
                yield previous == null ? id(message, ANONYMOUS_ID) : previous;
            }
            default -> null;
        };
        return profileId.equals(other) ? null : other;
    }

    private static @Nullable String id(JsonNode message, String field) throws RejectedException {
        JsonNode node = message.path(field);
        String id = Ingest.text(message, field);
        if (id != null && !id.isBlank()) {
            return Content.named(field, id);
        }
        if (node.isContainerNode() || node.isBoolean()) {
            throw new RejectedException("invalid_profile_id", field + " must be a text");
        }
        return null;
    }
}
