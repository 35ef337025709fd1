package dev.opportune.authoring.settings;

import dev.opportune.authoring.Suggestion;
import dev.opportune.kernel.policy.Cap;
import dev.opportune.kernel.policy.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The small words of flow.yml and policy.yml. Each throws {@link IllegalArgumentException} with a message for people. */
final class Written {
    private static final Pattern PERCENT = Pattern.compile("((?:0|[1-9]\\d{0,2})(?:\\.\\d{1,6})?)%");
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Written() {}

    /** @return 0 to 100 */
    static BigDecimal percent(String text) {
        Matcher parts = PERCENT.matcher(text);
        if (parts.matches() && new BigDecimal(parts.group(1)).compareTo(HUNDRED) <= 0) {
            return new BigDecimal(parts.group(1));
        }
        throw new IllegalArgumentException("\"" + text + "\" is no share; write it like 5% or 2.5%, from 0% to 100%");
    }

    static LocalTime time(String text) {
        if (TIME.matcher(text).matches()) {
            return LocalTime.parse(text);
        }
        throw new IllegalArgumentException("\"" + text + "\" is no time of day; write it like \"08:00\" or \"21:30\"");
    }

    static ZoneId zone(String text) {
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        throw new IllegalArgumentException("\"" + text + "\" is no time zone; "
                + Suggestion.nearest(text, ZoneId.getAvailableZoneIds())
                        .map(near -> "did you mean " + near + "?")
                        .orElse("write it like Europe/Berlin"));
    }

    static Cap cap(String text) {
        Cap cap = Cap.parse(text);
        if (cap.limit() < 1 || (cap.window() != null && cap.window().isZero())) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" never lets anything pass, or always; to send nothing write paused: true");
        }
        return cap;
    }

    /** The name of a flow, a channel or the like, which also names folders and columns. */
    static String name(String text) {
        if (NAME.matcher(text).matches()) {
            return text;
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no name here; use small letters, digits and \"-\", at most 64 of them");
    }

    /** A duration that must not be nothing. */
    static Duration someTime(String text) {
        Duration span = Span.parse(text);
        if (span.isZero()) {
            throw new IllegalArgumentException("\"" + text + "\" is no time at all; write at least 1s");
        }
        return span;
    }

    /** A duration of at most a longest one. @param what names the longest one */
    static Function<String, Duration> atMost(Duration longest, String what) {
        return text -> {
            Duration span = someTime(text);
            if (span.compareTo(longest) > 0) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is longer than " + what + " (" + Span.format(longest) + ")");
            }
            return span;
        };
    }
}
