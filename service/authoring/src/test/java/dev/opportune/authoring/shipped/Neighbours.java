package dev.opportune.authoring.shipped;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands next to a number, a duration, a share or a time of day, on either side; never below zero. */
final class Neighbours {
    private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?)(%?)");
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d");
    private static final Pattern DURATION =
            Pattern.compile("(?=.)(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final List<Duration> UNITS = List.of(
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(1));

    private static final List<String> SIGNS = List.of("d", "h", "m", "s", "ms");

    private Neighbours() {}

    /** Empty if it is none of these. */
    static List<String> of(String text) {
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            return ofNumber(new BigDecimal(number.group(1)), number.group(2));
        }
        if (TIME.matcher(text).matches()) {
            LocalTime time = LocalTime.parse(text);
            return List.of(time.plusMinutes(1).toString(), time.minusMinutes(1).toString());
        }
        Matcher duration = DURATION.matcher(text);
        return duration.matches() ? ofDuration(duration) : List.of();
    }

    private static List<String> ofNumber(BigDecimal number, String unit) {
        List<String> found = new ArrayList<>();
        found.add(number.add(BigDecimal.ONE).toPlainString() + unit);
        if (number.compareTo(BigDecimal.ONE) >= 0) {
            found.add(number.subtract(BigDecimal.ONE).toPlainString() + unit);
        }
        return found;
    }

    /** By one of the smallest unit it is written in, and by a second, as a rule that is a second off is wrong too. */
    private static List<String> ofDuration(Matcher written) {
        Duration span = Duration.ZERO;
        Duration own = Duration.ZERO;
        for (int i = 0; i < UNITS.size(); i++) {
            if (written.group(i + 1) != null) {
                own = UNITS.get(i);
                span = span.plus(own.multipliedBy(Long.parseLong(written.group(i + 1))));
            }
        }
        Set<Duration> steps = new LinkedHashSet<>(List.of(own));
        if (own.compareTo(Duration.ofSeconds(1)) > 0) {
            steps.add(Duration.ofSeconds(1));
        }
        List<String> found = new ArrayList<>();
        for (Duration step : steps) {
            found.add(written(span.plus(step)));
            if (span.compareTo(step) >= 0) {
                found.add(written(span.minus(step)));
            }
        }
        return found;
    }

    /** In the largest unit in which it is whole: windows of rules know only one. */
    private static String written(Duration span) {
        for (int i = 0; i < UNITS.size(); i++) {
            if (span.toMillis() % UNITS.get(i).toMillis() == 0 && !span.isZero()) {
                return span.toMillis() / UNITS.get(i).toMillis() + SIGNS.get(i);
            }
        }
        return "0s";
    }
}
