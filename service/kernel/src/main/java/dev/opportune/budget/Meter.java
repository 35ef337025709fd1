package dev.opportune.budget;

import org.jspecify.annotations.Nullable;

/** Counts what the code of rules does on one thread, and throws when it is enough. Rules cannot see it. */
public interface Meter {
    /** A piece of code begins. @param code which one */
    void enter(String code);

    /** A piece of code is about to go round again. */
    void jump(String code);

    /** Says who counts on this thread from now on. @return who did before; null for nobody */
    static @Nullable Meter use(@Nullable Meter meter) {
        return Metering.use(meter);
    }
}
