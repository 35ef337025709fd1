package dev.opportune.kernel.decision;

import java.util.Locale;

/** What a rule proposed. */
public enum Kind {
    TRIGGER,
    DELAY,
    FALLBACK,
    END;

    /** As it is written in JSON, SQL, fixtures and logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
