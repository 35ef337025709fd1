package dev.opportune.app.webhooks;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Knows an open by Apple's Mail Privacy Protection, which fetches every picture whether anybody looks or not, where the
 * provider does not say so: it calls itself {@code Mozilla/5.0} and nothing else, which no browser does.
 */
final class Prefetching {
    private static final String APPLE = "Mozilla/5.0";

    private Prefetching() {}

    static boolean is(JsonNode userAgent) {
        return userAgent.asText("").strip().equals(APPLE);
    }
}
