package dev.opportune.facts;

import dev.opportune.kernel.timeline.Traits;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The person decided for, as known at the step being decided. One per session. */
public final class Profile {
    private final String id;
    private final Supplier<Traits> current;

    public Profile(String id, Supplier<Traits> current) {
        this.id = id;
        this.current = current;
    }

    public String getId() {
        return id;
    }

    /** A trait as text; null where it is missing. */
    public @Nullable String text(String trait) {
        return current.get().properties().text(trait);
    }

    /** A trait as a number; null where it is missing or not a number. */
    public @Nullable Double number(String trait) {
        return current.get().properties().number(trait);
    }

    /** Whether a trait is true; false where it is missing. */
    public boolean flag(String trait) {
        return current.get().properties().flag(trait);
    }

    public Set<String> getSegments() {
        return current.get().segments();
    }

    /** The purposes consented to. */
    public Set<String> getConsents() {
        return current.get().consents().granted();
    }

    /** Orders completed, ever, less those cancelled. */
    public int getOrders() {
        return current.get().orders();
    }

    /** What all orders were worth, less what was cancelled or refunded, in the shop's currency. */
    public double getLifetimeValue() {
        return current.get().lifetimeValue().doubleValue();
    }

    /** The zone the profile named, as it was named; null where it named none. */
    public @Nullable String getTimezone() {
        return current.get().timezone();
    }

    @Override
    public String toString() {
        return "Profile";
    }
}
