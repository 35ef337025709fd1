package dev.opportune.kernel.session;

import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.policy.Span;
import dev.opportune.kernel.timeline.Properties;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options of a proposed message: the flow's, until the rule says otherwise. */
final class Options {
    private static final int LOWEST = 0;
    private static final int HIGHEST = 100;

    private final Policy policy;
    private final Instant step;
    private final Map<String, Object> content = new TreeMap<>();
    private String channel;
    private int priority;
    private double value;
    private Duration validFor;

    Options(Flow flow, Policy policy, Instant step) {
        this.policy = policy;
        this.step = step;
        this.channel = flow.channel();
        this.priority = flow.priority();
        this.validFor = flow.validFor();
    }

    void channel(String name) {
        if (!policy.channels().containsKey(name)) {
            throw new IllegalArgumentException("policy.yml knows no channel \"" + name + "\"; it knows "
                    + policy.channels().keySet());
        }
        channel = name;
    }

    void priority(int number) {
        if (number < LOWEST || number > HIGHEST) {
            throw new IllegalArgumentException("a priority is from 0 to 100, not " + number);
        }
        priority = number;
    }

    void value(@Nullable Number number) {
        double worth = number == null ? 0 : number.doubleValue();
        value = Double.isFinite(worth) ? worth : 0;
    }

    void with(String name, @Nullable Object text) {
        if (text != null) {
            content.put(name, text);
        }
    }

    void validFor(String span) {
        validFor = Span.parse(span);
    }

    Instant step() {
        return step;
    }

    String channel() {
        return channel;
    }

    int priority() {
        return priority;
    }

    double value() {
        return value;
    }

    Duration validFor() {
        return validFor;
    }

    Properties content() {
        return Properties.of(content);
    }

    @Override
    public String toString() {
        return channel + " " + priority + " " + value + " " + validFor + " " + content();
    }
}
