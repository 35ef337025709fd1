package dev.opportune.facts;

import dev.opportune.kernel.timeline.TextLimit;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** One run of a flow for one profile. In the session while it is open; ending it removes it. */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class Trigger {
    private final String flow;
    private final EventFact cause;
    private final Instant startedAt;
    private final BooleanSupplier proposed;
    private String key;

    /** @param proposed true while the consequence that proposes the trigger runs, which is when its key may be set */
    public Trigger(String flow, String key, EventFact cause, Instant startedAt, BooleanSupplier proposed) {
        this.flow = flow;
        this.key = key;
        this.cause = cause;
        this.startedAt = startedAt;
        this.proposed = proposed;
    }

    /**
     * Names what the trigger is about, a product or a category, so that several may be open side by side.
     *
     * @throws IllegalStateException if the trigger is not one that this consequence proposes
     * @throws IllegalArgumentException if the text is longer than {@link TextLimit#LONGEST}
     * @throws NullPointerException if there is no text: a run about nothing is not what the rule meant
     */
    public Trigger key(String text) {
        if (!proposed.getAsBoolean()) {
            throw new IllegalStateException("the key of a trigger is set where decide.trigger opens it");
        }
        key = TextLimit.checked("the key of a trigger", Objects.requireNonNull(text, "key"));
        return this;
    }

    public String getFlow() {
        return flow;
    }

    public String getKey() {
        return key;
    }

    public EventFact getCause() {
        return cause;
    }

    public Instant getStartedAt() {
        return startedAt;
    }

    /** When it was opened, in epoch milliseconds, as Drools wants it. */
    public long getTimestamp() {
        return startedAt.toEpochMilli();
    }

    @Override
    public String toString() {
        return "Trigger(" + flow + ", " + key + ")";
    }
}
