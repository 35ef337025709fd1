package dev.opportune.budget;

import dev.opportune.kernel.timeline.TextLimit;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is woven into compiled rules. Nothing can stop a thread of the JVM from outside; so the code of rules asks by itself,
 * at the beginning of each method and before each jump back, whether it may go on.
 */
public final class Ticks {
    private static final int LONGEST_NUMBER_IN_BITS = 4_000;
    private static final int LARGEST_SCALE = 1_000;

    /** Compiled code has no other way to whom it works for. */
    private static final ThreadLocal<@Nullable Meter> METER = new ThreadLocal<>();

    private Ticks() {}

    /** Counts for one session, and throws when it is enough. */
    public interface Meter {
        /** A piece of code begins. @param code which one */
        void enter(String code);

        /** A piece of code is about to go round again. */
        void jump(String code);
    }

    /** Says who counts on this thread from now on. @return who did before */
    public static @Nullable Meter use(@Nullable Meter meter) {
        Meter before = METER.get();
        if (meter == null) {
            METER.remove();
        } else {
            METER.set(meter);
        }
        return before;
    }

    public static void enter(String code) {
        Meter meter = METER.get();
        if (meter != null) {
            meter.enter(code);
        }
    }

    public static void jump(String code) {
        Meter meter = METER.get();
        if (meter != null) {
            meter.jump(code);
        }
    }

    /** A text that a rule has just made. @throws IllegalArgumentException if it is too long */
    public static @Nullable String text(@Nullable String made) {
        return made == null ? null : TextLimit.checked("a text made by a rule", made);
    }

    /** A number that a rule has just made. @throws IllegalArgumentException if it has too many digits */
    public static @Nullable BigDecimal number(@Nullable BigDecimal made) {
        if (made != null && Math.abs((long) made.scale()) > LARGEST_SCALE) {
            throw new IllegalArgumentException("a number made by a rule has its point " + made.scale()
                    + " digits away; at most " + LARGEST_SCALE + " can be");
        }
        if (made != null) {
            number(made.unscaledValue());
        }
        return made;
    }

    /** A number that a rule has just made. @throws IllegalArgumentException if it has too many digits */
    public static @Nullable BigInteger number(@Nullable BigInteger made) {
        if (made != null && made.bitLength() > LONGEST_NUMBER_IN_BITS) {
            throw new IllegalArgumentException("a number made by a rule has " + made.bitLength() + " bits; at most "
                    + LONGEST_NUMBER_IN_BITS + " can be");
        }
        return made;
    }
}
