package dev.opportune.budget;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is woven into compiled rules. Nothing can stop a thread of the JVM from outside; so the code of rules asks by itself,
 * at the beginning of each method and before each jump back, whether it may go on, and shows what it makes larger. It has to be
 * public for that, and does no harm to anybody but who calls it.
 */
public final class Ticks {
    /** In characters: enough for what arrives in one event, several times. */
    private static final int LONGEST_TEXT = 100_000;

    private static final int LONGEST_NUMBER_IN_BITS = 4_000;
    private static final int LARGEST_SCALE = 1_000;

    private Ticks() {}

    public static void enter(String code) {
        Meter meter = Metering.current();
        if (meter != null) {
            meter.enter(code);
        }
    }

    public static void jump(String code) {
        Meter meter = Metering.current();
        if (meter != null) {
            meter.jump(code);
        }
    }

    /** A text that a rule has just made. @throws IllegalArgumentException if it is too long */
    public static @Nullable String text(@Nullable String made) {
        if (made != null && made.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("a text made by a rule is " + made.length()
                    + " characters long; at most " + LONGEST_TEXT + " can be");
        }
        return made;
    }

    /** A number that a rule has just made. @throws IllegalArgumentException if it has too many digits */
    public static @Nullable BigDecimal number(@Nullable BigDecimal made) {
        if (made != null) {
            number(made.unscaledValue());
            if (Math.abs((long) made.scale()) > LARGEST_SCALE) {
                throw new IllegalArgumentException("the point of a number made by a rule is " + made.scale()
                        + " digits away; at most " + LARGEST_SCALE + " can be");
            }
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
