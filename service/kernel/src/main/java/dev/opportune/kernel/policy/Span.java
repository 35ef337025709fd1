package dev.opportune.kernel.policy;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s 30m 24h 7d 1h30m}. A day is 24 hours. */
public final class Span {
    private static final Pattern WRITTEN =
            Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,9})s)?");

    private Span() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException if it is none; the message says what one looks like
     */
    public static Duration parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no duration; write it like 90s, 30m, 24h, 7d or 1h30m");
        }
        return Duration.ofDays(part(parts, 1))
                .plusHours(part(parts, 2))
                .plusMinutes(part(parts, 3))
                .plusSeconds(part(parts, 4));
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Writes a duration in the largest units that fit: 24 hours as {@code 24h} only up to one day, then days. */
    public static String format(Duration span) {
        if (span.isZero()) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        long days = span.toDays();
        long hours = span.toHoursPart();
        // "24h" is how caps and windows of one day are written everywhere else.
        if (days == 1) {
            hours += 24;
            days = 0;
        }
        append(text, days, 'd');
        append(text, hours, 'h');
        append(text, span.toMinutesPart(), 'm');
        append(text, span.toSecondsPart(), 's');
        return text.toString();
    }

    private static void append(StringBuilder text, long amount, char unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }
}
