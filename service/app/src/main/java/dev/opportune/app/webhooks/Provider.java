package dev.opportune.app.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** An email provider: how its calls are known to be its own, and what they say. Safe for use by many threads. */
public interface Provider {
    /** In the address of its calls, and as the source of its events. */
    String name();

    /**
     * Makes sure that a call is the provider's, and unpacks it.
     *
     * @throws RefusedCallException if it is not, or cannot be read
     */
    Parcel open(Call call);

    /** Reads one element of a call that was opened; never throws for what is in it. */
    Report read(JsonNode element);

    /**
     * What was in a call.
     *
     * @param takeBack to be run where its elements could not be taken, so that the same call can be made again
     */
    record Parcel(List<JsonNode> elements, Runnable takeBack) {
        static Parcel of(List<JsonNode> elements) {
            return new Parcel(elements, () -> {});
        }
    }
}
